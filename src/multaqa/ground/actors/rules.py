from multaqa.ground.actors.models import Organisation
from multaqa.ground.people.models import Person
from multaqa.ground.people.rules import Doer, can


def can_claim(by: Doer, person: Person, organisation: Organisation) -> bool:
    """Anybody says of themselves which office they hold; whoever prepares meetings says it of those who come."""
    return by == person or can_verify(by, organisation)


def can_verify(by: Doer, organisation: Organisation) -> bool:
    return can(by, "meeting.manage", organisation.territory)
