"""Proposed, agreed, committed and paid: four states of one money that never meet in a sum."""

from decimal import Decimal

import pytest

from multaqa.fund.agreements.models import Agreement
from multaqa.fund.disbursements.models import Disbursement
from multaqa.fund.disbursements.queries import money_of_everything, money_of_territory
from multaqa.fund.envelopes.models import Envelope
from multaqa.ground.money.money import Money
from tests.factories.fund import AgreementFactory, CommitmentFactory, DisbursementFactory, EnvelopeFactory
from tests.factories.ground import CommuneFactory, TerritoryFactory
from tests.factories.listen import AnnouncementFactory

pytestmark = pytest.mark.django_db


def test_a_proposed_amount_is_in_no_committed_total() -> None:
    EnvelopeFactory(amount=Decimal(26_000_000))
    money = money_of_everything()
    assert money.proposed.sums == [Money(Decimal(26_000_000))]
    assert (money.agreed.sums, money.committed.sums, money.paid.sums) == ([], [], [])


def test_a_promise_counts_as_committed_once_its_agreement_is_signed() -> None:
    commitment = CommitmentFactory(agreement=AgreementFactory(state=Agreement.State.INITIALLED))
    assert money_of_everything().agreed.sums == [commitment.money]
    Agreement.objects.update(state=Agreement.State.SIGNED, signed_on="2024-01-01")
    money = money_of_everything()
    assert (money.agreed.sums, money.committed.sums) == ([], [commitment.money])


@pytest.mark.parametrize(
    ("state", "paid"), [("requested", []), ("ordered", []), ("paid", [Money(Decimal(100_000))]), ("reversed", [])]
)
def test_only_what_left_the_account_is_paid(state: str, paid: list[Money]) -> None:
    DisbursementFactory(state=state)
    assert money_of_everything().paid.sums == paid


def test_what_is_given_in_kind_is_never_added_to_money() -> None:
    CommitmentFactory(kind="land", amount=Decimal(500_000))
    assert money_of_everything().committed.sums == []


def test_currencies_stand_apart() -> None:
    EnvelopeFactory(amount=Decimal(5))
    EnvelopeFactory(amount=Decimal(7), currency="EUR")
    assert sorted(money_of_everything().proposed.sums, key=lambda m: m.currency) == [
        Money(Decimal(7), "EUR"),
        Money(Decimal(5), "MAD"),
    ]


def test_an_announcement_is_counted_once_with_its_envelope() -> None:
    announcement = AnnouncementFactory(amount=Decimal(4_000_000))
    assert money_of_everything().proposed.sums == [Money(Decimal(4_000_000))]
    EnvelopeFactory(amount=Decimal(4_000_000), announcement=announcement)
    assert money_of_everything().proposed.sums == [Money(Decimal(4_000_000))]


def test_what_a_draft_meeting_will_announce_is_in_no_figure() -> None:
    AnnouncementFactory(amount=Decimal(4), meeting__state="draft")
    AnnouncementFactory(amount=Decimal(5), meeting__round__state="draft")
    assert not money_of_everything()


def test_a_draft_agreement_takes_nothing_away_from_what_is_proposed() -> None:
    announcement = AnnouncementFactory(amount=Decimal(4))
    agreement = AgreementFactory(state="draft")
    agreement.announcements.add(announcement)
    assert money_of_everything().proposed.sums == [Money(Decimal(4))]
    Agreement.objects.update(state="negotiated")
    assert money_of_everything().proposed.sums == []


def test_a_territory_counts_what_lies_below_it_and_nothing_beside() -> None:
    province = TerritoryFactory()
    EnvelopeFactory(territory=CommuneFactory(parent=province), amount=Decimal(3))
    EnvelopeFactory(amount=Decimal(5))
    assert money_of_territory(province).proposed.sums == [Money(Decimal(3))]


def test_closed_envelopes_are_proposed_no_more() -> None:
    EnvelopeFactory(state=Envelope.State.CLOSED)
    assert not money_of_everything()


def test_states_of_payments_that_count_are_named_once() -> None:
    assert set(Disbursement.PAID) == {"paid", "received"}
