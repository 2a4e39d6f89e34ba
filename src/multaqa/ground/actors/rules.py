from multaqa.ground.actors.models import Mandate, Organisation
from multaqa.ground.people.models import Person
from multaqa.ground.people.rules import Doer, HasPath, can, rights_of


def can_claim(by: Doer, person: Person, organisation: Organisation) -> bool:
    """Anybody says of themselves which office they hold; whoever keeps the offices of a territory, of everybody."""
    return by == person or can_keep_offices(by, organisation)


def can_keep_offices(by: Doer, organisation: Organisation) -> bool:
    return can(by, "mandate.manage", organisation.territory)


def can_decide(by: Doer, mandate: Mandate) -> bool:
    """Verify, refuse, end. Nobody decides about their own office."""
    return can_keep_offices(by, mandate.organisation) and by != mandate.person


def keeps_offices(by: Doer | None) -> bool:
    return rights_of(by).hold_anywhere("mandate.manage")


def can_keep_organisation(by: Doer, territory: HasPath) -> bool:
    return can(by, "organisation.manage", territory)


def keeps_organisations(by: Doer | None) -> bool:
    return rights_of(by).hold_anywhere("organisation.manage")
