from datetime import date
from decimal import Decimal
from itertools import count
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from multaqa.fund.agreements.models import Agreement, AgreementMove, AgreementParty, Commitment
from multaqa.fund.agreements.rules import (
    NEEDS_REASON,
    NEXT_STATES,
    can_draft_agreement,
    can_sign_agreement,
    is_open_to_drafting,
)
from multaqa.fund.errors import FundError, require_has_come
from multaqa.ground.actors.models import Organisation
from multaqa.ground.journal.actions import record
from multaqa.ground.people.rules import Doer, acting_person, require
from multaqa.ground.territory.models import Territory
from multaqa.ground.vocabulary.fields import Words
from multaqa.ground.vocabulary.once import keep_under_free_code, keep_under_its_code
from multaqa.plan.measures.models import Measure


@transaction.atomic
def draft_agreement(
    *, by: Doer, ref: str, title: Words, object: Words, territory: Territory, measures: list[Measure]
) -> Agreement:
    """Begin an agreement for one or more measures; nobody outside sees it before it is negotiated."""
    agreement = Agreement(ref=ref, title=title, object=object, territory=territory)
    require(can_draft_agreement(by, agreement))
    kept = keep_under_its_code(agreement, "ref")
    if kept is not agreement:
        return kept
    agreement.measures.set(measures)
    agreement.territories.set([territory])
    AgreementMove.objects.create(agreement=agreement, to_state=agreement.state, by=acting_person(by))
    record(by, "drafted", agreement, title=title, measures=[measure.pk for measure in measures])
    return agreement


@transaction.atomic
def add_party(*, by: Doer, agreement: Agreement, organisation: Organisation, role: str) -> AgreementParty:
    agreement = _open_for_drafting(by, agreement)
    party, new = AgreementParty.objects.get_or_create(agreement=agreement, organisation=organisation, role=role)
    if new:
        record(by, "added_party", agreement, organisation=organisation.pk, role=role)
    return party


@transaction.atomic
def add_commitment(
    *,
    by: Doer,
    agreement: Agreement,
    party: AgreementParty,
    kind: str,
    amount: Decimal | None = None,
    currency: str = "MAD",
    fiscal_year: int | None = None,
    cost_kind: str = "",
    description: Words | None = None,
) -> Commitment:
    """What a party promises: money with its year, or something described. Sent twice, it counts once."""
    agreement = _open_for_drafting(by, agreement)
    if kind == Commitment.Kind.MONEY and (not amount or not fiscal_year):
        raise FundError(_("A promise of money needs an amount and a fiscal year. Fill in both."))
    if kind != Commitment.Kind.MONEY and not description:
        raise FundError(_("Say in a few words what is given in kind: it has no amount that speaks for it."))
    promised: dict[str, Any] = {
        "party": party,
        "kind": kind,
        "amount": amount,
        "currency": currency,
        "fiscal_year": fiscal_year,
        "cost_kind": cost_kind,
        "description": description or Words(),
    }
    if sent := agreement.commitments.filter(**promised).first():
        return sent
    commitment = Commitment(agreement=agreement, **promised)
    next_number = count(agreement.commitments.count() + 1)
    keep_under_free_code(commitment, (f"{agreement.ref}-c{n}".lower() for n in next_number))
    record(by, "added_commitment", commitment, amount=amount, currency=currency, fiscal_year=fiscal_year)
    return commitment


@transaction.atomic
def move_agreement(*, by: Doer, agreement: Agreement, state: str, reason: Words | None = None) -> Agreement:
    """Any step but the signature; suspending and terminating need a reason in Arabic and in French."""
    require(can_draft_agreement(by, agreement))
    agreement = _locked(agreement)
    if state == Agreement.State.SIGNED:
        raise FundError(_("An agreement is signed with a day and all its parties. Use the form for the signature."))
    _require_next(agreement, state)
    reason = reason or Words()
    if state in NEEDS_REASON and not all(reason.get(tag) for tag in ("ar", "fr")):
        raise FundError(_("Write the reason in Arabic and in French: the public will read it."))
    return _move(by, agreement, state, reason)


@transaction.atomic
def sign_agreement(*, by: Doer, agreement: Agreement, signed_on: date) -> Agreement:
    """Record the signatures: from this day on its commitments bind."""
    require(can_sign_agreement(by, agreement))
    agreement = _locked(agreement)
    _require_next(agreement, Agreement.State.SIGNED)
    require_has_come(signed_on)
    _require_whole(agreement)
    agreement.signed_on = signed_on
    agreement.parties.update(signed_on=signed_on)
    return _move(by, agreement, Agreement.State.SIGNED, Words())


def _require_whole(agreement: Agreement) -> None:
    if agreement.parties.values("organisation").distinct().count() < 2:
        raise FundError(_("An agreement joins at least two parties. Add the missing party before the signature."))
    if not agreement.commitments.exists():
        raise FundError(_("No party promises anything yet. Add what each one gives before the signature."))


def _require_next(agreement: Agreement, state: str) -> None:
    if state not in NEXT_STATES[agreement.state]:
        raise FundError(
            _("An agreement that is %(now)s can't become %(wanted)s. Reload the page to see where it stands.")
            % {"now": agreement.get_state_display(), "wanted": Agreement.State(state).label}
        )


def _open_for_drafting(by: Doer, agreement: Agreement) -> Agreement:
    require(can_draft_agreement(by, agreement))
    agreement = _locked(agreement)
    if not is_open_to_drafting(agreement):
        raise FundError(
            _("This agreement is %(state)s: its parties and promises change by an amendment alone.")
            % {"state": agreement.get_state_display()}
        )
    return agreement


def _locked(agreement: Agreement) -> Agreement:
    return (
        Agreement.objects.select_for_update(of=("self",), no_key=True).select_related("territory").get(pk=agreement.pk)
    )


def _move(by: Doer, agreement: Agreement, state: str, reason: Words) -> Agreement:
    AgreementMove.objects.create(
        agreement=agreement, from_state=agreement.state, to_state=state, by=acting_person(by), reason=reason
    )
    agreement.state = state
    agreement.save()
    record(by, f"agreement_{state}", agreement, state=state, reason=reason)
    return agreement
