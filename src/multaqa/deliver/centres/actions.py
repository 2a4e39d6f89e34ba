from collections.abc import Iterable
from datetime import date
from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from multaqa.deliver.centres.models import Centre, CentreMove
from multaqa.deliver.centres.rules import NEEDS_REASON, NEXT_STATES, can_manage_centre, what_betrays_a_shelter
from multaqa.deliver.errors import DeliverError, require_both_languages
from multaqa.deliver.projects.models import Project
from multaqa.ground.journal.actions import record
from multaqa.ground.people.rules import Doer, acting_person, require
from multaqa.ground.territory.models import Territory
from multaqa.ground.vocabulary.fields import Words
from multaqa.ground.vocabulary.models import Service, TargetGroup
from multaqa.ground.vocabulary.once import keep_under_its_code
from multaqa.ui.formats import day
from multaqa.ui.rewording import stands_already


@transaction.atomic
def plan_centre(
    *, by: Doer, code: str, kind: str, name: Words, territory: Territory, project: Project | None = None
) -> Centre:
    """Say that a centre is to be; its card is filled in while it is built."""
    centre = Centre(code=code, kind=kind, name=name, territory=territory, project=project)
    require(can_manage_centre(by, centre))
    _require_hidden(centre)
    kept = keep_under_its_code(centre)
    if kept is not centre:
        return kept
    CentreMove.objects.create(centre=centre, to_state=centre.state, by=acting_person(by))
    record(by, "planned", centre, kind=kind, name=name, territory=territory.code)
    return centre


@transaction.atomic
def revise_centre_card(
    *,
    by: Doer,
    centre: Centre,
    services: Iterable[Service],
    target_groups: Iterable[TargetGroup],
    seen: str | None = None,
    **card: Any,
) -> Centre:
    """Write what a centre offers, to whom, when and how; `card` holds the fields that CARD names."""
    require(can_manage_centre(by, centre))
    centre = _locked(centre)
    services, target_groups = list(services), list(target_groups)
    card = {field: card[field] for field in CARD if field in card}
    if stands_already(centre, {**card, "services": services, "target_groups": target_groups}, seen):
        return centre
    for field, value in card.items():
        setattr(centre, field, value)
    _require_hidden(centre)
    centre.save()
    centre.services.set(services)
    centre.target_groups.set(target_groups)
    record(by, "revised_card", centre, **card)
    return centre


CARD = ("name", "description", "hours", "address", "phone", "capacity", "operator")


@transaction.atomic
def open_centre(*, by: Doer, centre: Centre, opened_on: date) -> Centre:
    """Open a centre to people, or open it again; the first day stays. Sent twice, it counts once."""
    require(can_manage_centre(by, centre))
    centre = _locked(centre)
    if centre.state == Centre.State.OPEN:
        return centre
    _require_next(centre, Centre.State.OPEN)
    _require_ready_for_people(centre, opened_on)
    centre.opened_on = centre.opened_on or opened_on
    return _move(by, centre, Centre.State.OPEN, Words())


@transaction.atomic
def move_centre(*, by: Doer, centre: Centre, state: str, reason: Words | None = None) -> Centre:
    """Any step but the opening; what stops a centre has its reason in two languages."""
    require(can_manage_centre(by, centre))
    centre = _locked(centre)
    if state == Centre.State.OPEN:
        raise DeliverError(_("A centre opens on a day. Use the form for the opening."))
    _require_next(centre, state)
    if state in NEEDS_REASON:
        require_both_languages(
            reason, _("Write in Arabic and in French why the centre stops: people will come to a closed door.")
        )
    return _move(by, centre, state, reason or Words())


def _require_hidden(centre: Centre) -> None:
    project = centre.project.territory if centre.project else None
    if betrayed := what_betrays_a_shelter(centre.kind, centre.territory, centre.address, project):
        _field, reason, remedy = betrayed
        raise DeliverError(f"{reason} {remedy}")


def _require_next(centre: Centre, state: str) -> None:
    if state not in NEXT_STATES[centre.state]:
        raise DeliverError(
            _("A centre that is %(now)s can't become %(wanted)s. Reload the page to see where it stands.")
            % {"now": centre.get_state_display(), "wanted": Centre.State(state).label}
        )


def _require_ready_for_people(centre: Centre, opened_on: date) -> None:
    if opened_on > timezone.localdate():
        raise DeliverError(
            _("%(day)s has not come yet. Record the opening on the day the door opens.") % {"day": day(opened_on)}
        )
    if not centre.services.exists() or not centre.hours:
        raise DeliverError(_("People must know what they find and when. Fill in the services and the hours first."))
    if centre.is_shelter and not centre.phone:
        raise DeliverError(_("A shelter is reached by telephone alone. Fill in its number first."))


def _move(by: Doer, centre: Centre, state: str, reason: Words) -> Centre:
    CentreMove.objects.create(
        centre=centre, from_state=centre.state, to_state=state, by=acting_person(by), reason=reason
    )
    centre.state = state
    centre.save()
    record(by, f"centre_{state}", centre, state=state, reason=reason)
    return centre


def _locked(centre: Centre) -> Centre:
    locked = Centre.objects.select_for_update(of=("self",), no_key=True).select_related(
        "territory", "project__territory"
    )
    return locked.get(pk=centre.pk)
