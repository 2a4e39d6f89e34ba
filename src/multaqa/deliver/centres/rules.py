from django.utils.translation import gettext as _

from multaqa.deliver.centres.models import Centre, shows_shelters
from multaqa.ground.people.rules import Doer, can
from multaqa.ground.territory.models import Territory
from multaqa.ground.vocabulary.fields import Words

State = Centre.State

# From each state, where a centre may go next; a building that stands already needs no works.
NEXT_STATES: dict[str, tuple[str, ...]] = {
    State.PLANNED: (State.WORKS, State.EQUIPPED, State.CLOSED),
    State.WORKS: (State.EQUIPPED, State.SUSPENDED, State.CLOSED),
    State.EQUIPPED: (State.OPEN, State.SUSPENDED, State.CLOSED),
    State.OPEN: (State.SUSPENDED, State.CLOSED),
    State.SUSPENDED: (State.WORKS, State.EQUIPPED, State.OPEN, State.CLOSED),
    State.CLOSED: (),
}
NEEDS_REASON = (State.SUSPENDED, State.CLOSED)


def can_manage_centre(doer: Doer | None, centre: Centre) -> bool:
    return can(doer, "centre.manage", centre.territory)


def what_betrays_a_shelter(
    kind: str, territory: Territory | None, address: Words | dict[str, str] | None, project: Territory | None
) -> tuple[str, str, str] | None:
    """What of a card would say where a shelter is: the field, why it may not stand there, and what to do instead.

    `project` is where the project behind the centre stands. None where nothing betrays it.
    """
    if kind != Centre.Kind.SHELTER:
        return None
    if any((address or {}).values()):
        return "address", _("A shelter's address is never kept, so that nobody is found there."), _("Leave it empty.")
    if territory and not shows_shelters(territory):
        return (
            "territory",
            _("“%(place)s” would say where the shelter is.") % {"place": territory},
            _("Choose its province or prefecture instead."),
        )
    if project and not shows_shelters(project):
        return (
            "project",
            _("This project stands in “%(place)s”, which would say where the shelter is.") % {"place": project},
            _("Choose a project of the whole province, or none."),
        )
    return None
