from datetime import date, timedelta
from decimal import Decimal

import pytest
from django.utils import timezone

from multaqa.fund.agreements.actions import add_commitment, draft_agreement, move_agreement, sign_agreement
from multaqa.fund.agreements.models import Agreement, Commitment
from multaqa.fund.disbursements.actions import move_payment, request_payment
from multaqa.fund.envelopes.actions import move_envelope
from multaqa.fund.errors import FundError
from multaqa.ground.journal.models import JournalEntry
from multaqa.ground.people.rules import RightRefused
from multaqa.ground.vocabulary.fields import Words
from multaqa.ground.vocabulary.once import CodeTaken
from tests.at_once import at_once, on_postgresql
from tests.factories.fund import (
    AgreementFactory,
    AgreementPartyFactory,
    CommitmentFactory,
    DisbursementFactory,
    EnvelopeFactory,
)
from tests.factories.ground import TerritoryFactory, person_who_may

pytestmark = pytest.mark.django_db
REASON = Words(ar="سبب", fr="Raison")


def test_a_payment_above_what_is_left_is_refused_with_both_figures() -> None:
    commitment = CommitmentFactory(amount=Decimal(1_000_000))
    DisbursementFactory(commitment=commitment, amount=Decimal(900_000))
    accountant = person_who_may("payment.record", commitment.agreement.territory)
    with pytest.raises(FundError, match=r"MAD.200,000.*MAD.100,000"):
        request_payment(by=accountant, commitment=commitment, amount=Decimal(200_000))


def test_a_rejected_payment_frees_its_amount() -> None:
    commitment = CommitmentFactory(amount=Decimal(100_000))
    DisbursementFactory(commitment=commitment, amount=Decimal(100_000), state="rejected", value_on=None)
    accountant = person_who_may("payment.record", commitment.agreement.territory)
    assert request_payment(by=accountant, commitment=commitment, amount=Decimal(100_000)).state == "requested"


def test_nothing_is_paid_on_an_unsigned_agreement() -> None:
    commitment = CommitmentFactory(agreement=AgreementFactory())
    accountant = person_who_may("payment.record", commitment.agreement.territory)
    with pytest.raises(FundError, match="is not signed"):
        request_payment(by=accountant, commitment=commitment, amount=Decimal(1))


def test_what_is_paid_has_a_day() -> None:
    payment = DisbursementFactory(state="ordered", value_on=None)
    accountant = person_who_may("payment.record", payment.commitment.agreement.territory)
    with pytest.raises(FundError, match="Give the day"):
        move_payment(by=accountant, payment=payment, state="paid")


def test_a_signature_needs_two_parties_and_a_promise() -> None:
    agreement = AgreementFactory(state=Agreement.State.INITIALLED)
    signer = person_who_may("agreement.sign", agreement.territory)
    with pytest.raises(FundError, match="at least two parties"):
        sign_agreement(by=signer, agreement=agreement, signed_on=date(2024, 1, 1))
    AgreementPartyFactory.create_batch(2, agreement=agreement)
    with pytest.raises(FundError, match="No party promises"):
        sign_agreement(by=signer, agreement=agreement, signed_on=date(2024, 1, 1))


def test_a_signed_agreement_is_recorded_with_who_and_when() -> None:
    agreement = AgreementFactory(state=Agreement.State.INITIALLED)
    parties = AgreementPartyFactory.create_batch(2, agreement=agreement)
    CommitmentFactory(agreement=agreement, party=parties[0])
    signer = person_who_may("agreement.sign", agreement.territory)
    signed = sign_agreement(by=signer, agreement=agreement, signed_on=date(2024, 1, 1))
    assert (signed.state, signed.moves.get().by) == ("signed", signer)
    assert JournalEntry.objects.filter(verb="agreement_signed", actor_id=signer.pk).count() == 1


def test_a_signed_agreement_takes_no_more_promises() -> None:
    party = AgreementPartyFactory(agreement__state="signed", agreement__signed_on="2024-01-01")
    drafter = person_who_may("agreement.draft", party.agreement.territory)
    with pytest.raises(FundError, match="change by an amendment alone"):
        add_commitment(
            by=drafter, agreement=party.agreement, party=party, kind="money", amount=Decimal(1), fiscal_year=2024
        )


def test_terminating_needs_a_reason_in_both_languages() -> None:
    agreement = AgreementFactory(state="in_force", signed_on="2024-01-01")
    drafter = person_who_may("agreement.draft", agreement.territory)
    with pytest.raises(FundError, match="in Arabic and in French"):
        move_agreement(by=drafter, agreement=agreement, state="terminated", reason=Words(fr="Raison"))


def test_nobody_drafts_outside_their_territory() -> None:
    drafter = person_who_may("agreement.draft", TerritoryFactory())
    with pytest.raises(RightRefused):
        draft_agreement(by=drafter, ref="X", title=REASON, object=REASON, territory=TerritoryFactory(), measures=[])


def test_an_envelope_does_not_skip_a_state() -> None:
    envelope = EnvelopeFactory()
    keeper = person_who_may("envelope.manage", envelope.territory)
    with pytest.raises(FundError, match="proposed can't become committed"):
        move_envelope(by=keeper, envelope=envelope, state="committed", reason=REASON)


def test_the_same_promise_sent_twice_counts_once() -> None:
    party = AgreementPartyFactory()
    drafter = person_who_may("agreement.draft", party.agreement.territory)
    sent = {"by": drafter, "agreement": party.agreement, "party": party, "kind": "money", "fiscal_year": 2024}
    first = add_commitment(**sent, amount=Decimal(5))
    assert add_commitment(**sent, amount=Decimal(5)) == first
    assert add_commitment(**sent, amount=Decimal(6)) != first
    assert JournalEntry.objects.filter(verb="added_commitment").count() == 2


def test_the_same_request_sent_twice_counts_once_and_a_later_one_counts_again() -> None:
    commitment = CommitmentFactory(amount=Decimal(100))
    accountant = person_who_may("payment.record", commitment.agreement.territory)
    first = request_payment(by=accountant, commitment=commitment, amount=Decimal(5))
    assert request_payment(by=accountant, commitment=commitment, amount=Decimal(5)) == first
    first.moves.update(at=timezone.now() - timedelta(minutes=6))
    assert request_payment(by=accountant, commitment=commitment, amount=Decimal(5)) != first


def test_nothing_is_signed_or_paid_before_its_day() -> None:
    tomorrow = timezone.localdate() + timedelta(days=1)
    payment = DisbursementFactory(state="ordered", value_on=None)
    accountant = person_who_may("payment.record", payment.commitment.agreement.territory)
    with pytest.raises(FundError, match="has not come yet"):
        move_payment(by=accountant, payment=payment, state="paid", value_on=tomorrow)
    agreement = AgreementFactory(state=Agreement.State.INITIALLED)
    with pytest.raises(FundError, match="has not come yet"):
        sign_agreement(
            by=person_who_may("agreement.sign", agreement.territory), agreement=agreement, signed_on=tomorrow
        )


def test_a_reference_chosen_by_two_is_of_the_first_and_a_double_click_is_one_agreement() -> None:
    territory = TerritoryFactory()
    chosen = {"by": person_who_may("agreement.draft", territory), "ref": "AC-1", "territory": territory, "measures": []}
    first = draft_agreement(**chosen, title=REASON, object=REASON)
    assert draft_agreement(**chosen, title=REASON, object=REASON) == first
    with pytest.raises(CodeTaken, match="“AC-1” is taken already") as refused:
        draft_agreement(**chosen, title=REASON, object=Words(ar="آخر", fr="Autre"))
    assert (refused.value.at_field, first.moves.count()) == ("ref", 1)


def test_promises_of_two_agreements_never_meet_under_one_code() -> None:
    for ref in ("AC-1", "ac-1"):
        party = AgreementPartyFactory(agreement__ref=ref)
        drafter = person_who_may("agreement.draft", party.agreement.territory)
        promise = {"kind": "money", "amount": Decimal(5), "fiscal_year": 2024}
        add_commitment(by=drafter, agreement=party.agreement, party=party, **promise)
    assert set(Commitment.objects.values_list("code", flat=True)) == {"ac-1-c1", "ac-1-c2"}


@on_postgresql
@pytest.mark.django_db(transaction=True)
def test_nothing_is_asked_for_on_an_agreement_that_is_being_terminated() -> None:
    commitment = CommitmentFactory(amount=Decimal(100))
    by = person_who_may(["agreement.draft", "payment.record"], commitment.agreement.territory)
    _terminated, refused = at_once(
        lambda: move_agreement(by=by, agreement=commitment.agreement, state="terminated", reason=REASON),
        lambda: request_payment(by=by, commitment=commitment, amount=Decimal(5)),
    )
    assert "is not signed" in str(refused)
    assert commitment.disbursements.count() == 0


@on_postgresql
@pytest.mark.django_db(transaction=True)
def test_of_two_who_choose_one_reference_at_once_the_second_is_told() -> None:
    territory = TerritoryFactory()
    by = person_who_may("agreement.draft", territory)
    chosen = {"by": by, "ref": "AC-1", "territory": territory, "object": REASON, "measures": []}
    first, second = at_once(
        lambda: draft_agreement(**chosen, title=REASON),
        lambda: draft_agreement(**chosen, title=Words(ar="آخر", fr="Autre")),
    )
    assert (first.ref, type(second)) == ("AC-1", CodeTaken)
