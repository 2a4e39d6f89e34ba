"""Offices change hands: a mandate is claimed, then verified or refused, and ends; it is never rewritten."""

from datetime import date

from django.db import transaction
from django.utils.translation import gettext as _

from multaqa.ground.actors.errors import ActorError
from multaqa.ground.actors.models import Mandate, Organisation
from multaqa.ground.actors.rules import can_claim, can_verify
from multaqa.ground.journal.actions import record
from multaqa.ground.people.models import Person
from multaqa.ground.people.rules import Doer, require
from multaqa.ground.vocabulary.fields import Words

State = Mandate.State


@transaction.atomic
def claim_mandate(
    *, by: Doer, person: Person, organisation: Organisation, capacity: Words, valid_from: date | None = None
) -> Mandate:
    """Say that a person holds an office; the same claim twice is one."""
    require(can_claim(by, person, organisation))
    mandate, is_new = Mandate.objects.get_or_create(
        person=person, organisation=organisation, valid_from=valid_from, defaults={"capacity": capacity}
    )
    if is_new:
        record(by, "claimed", mandate, capacity=capacity)
    return mandate


@transaction.atomic
def verify_mandate(*, by: Doer, mandate: Mandate) -> Mandate:
    mandate = _locked(by, mandate)
    if mandate.state == State.VERIFIED:
        return mandate
    _require_state(mandate, State.CLAIMED)
    return _move(by, mandate, State.VERIFIED)


@transaction.atomic
def refuse_mandate(*, by: Doer, mandate: Mandate, reason: str) -> Mandate:
    mandate = _locked(by, mandate)
    _require_state(mandate, State.CLAIMED)
    if not reason.strip():
        raise ActorError(_("A refusal without a reason is not kept. Write why."))
    mandate.refusal_reason = reason.strip()
    return _move(by, mandate, State.REFUSED, reason=reason)


@transaction.atomic
def end_mandate(*, by: Doer, mandate: Mandate, on: date) -> Mandate:
    """The last day in office; whoever follows has a mandate of their own."""
    mandate = _locked(by, mandate)
    _require_state(mandate, State.VERIFIED)
    if mandate.valid_from and on < mandate.valid_from:
        raise ActorError(
            _("%(on)s lies before the first day in office, %(start)s. Give a later day.")
            % {"on": on.isoformat(), "start": mandate.valid_from.isoformat()}
        )
    mandate.valid_to = on
    return _move(by, mandate, State.ENDED, on=on)


def _locked(by: Doer, mandate: Mandate) -> Mandate:
    require(can_verify(by, mandate.organisation))
    return Mandate.objects.select_for_update().get(pk=mandate.pk)


def _require_state(mandate: Mandate, state: str) -> None:
    if mandate.state != state:
        raise ActorError(
            _("This office is %(state)s, so this cannot be done with it any more. Claim a new one.")
            % {"state": mandate.get_state_display()}
        )


def _move(by: Doer, mandate: Mandate, state: str, **changes: object) -> Mandate:
    mandate.state = state
    mandate.save()
    record(by, state, mandate, **changes)
    return mandate
