from django.db.models import Q, QuerySet

from multaqa.ground.people.models import Invitation, Person, Role, RoleTemplate
from multaqa.ground.people.rules import can_give, rights_of
from multaqa.ground.territory.queries import CHOOSABLE, Reach, inside_any


def managed_roles(person: Person) -> QuerySet[Role]:
    """The roles in force that this person may look after: those in the territories where they may invite."""
    paths = rights_of(person).paths("person.invite")
    return Role.objects.in_force().filter(inside_any(paths)).select_related("person__user", "template", "territory")


def managed_people(person: Person) -> QuerySet[Person]:
    """The door to people: oneself, and whoever has a role where one may invite."""
    theirs = Role.objects.filter(inside_any(rights_of(person).paths("person.invite")))
    known = Person.objects.filter(Q(pk=person.pk) | Q(pk__in=theirs.values("person")), erased_at=None)
    return known.select_related("user__contact")


def managed_invitations(person: Person) -> QuerySet[Invitation]:
    """Invitations nobody has taken up or taken back, the newest first; the expired ones too."""
    paths = rights_of(person).paths("person.invite")
    waiting = Invitation.objects.filter(inside_any(paths), accepted_at=None, revoked_at=None)
    return waiting.select_related("contact", "template", "territory").order_by("-created_at", "pk")


def givable_templates(person: Person) -> QuerySet[RoleTemplate]:
    """The templates whose rights this person holds somewhere, and so may give there."""
    rights = rights_of(person)
    held = [
        template.pk
        for template in RoleTemplate.objects.all()
        if all(rights.hold_anywhere(verb) for verb in ("person.invite", *template.verbs))
    ]
    return RoleTemplate.objects.filter(pk__in=held)


def still_offered(invitation: Invitation) -> bool:
    """Open, and its giver could still give the role today."""
    giver = invitation.invited_by
    if not invitation.is_open or giver is None:
        return False
    return can_give(giver, invitation.template, invitation.territory)


def reach_of(person: Person | None, verb: str, kinds: tuple[str, ...] = CHOOSABLE) -> Reach:
    """The territories a person may choose for a deed: where they hold its verb, and below."""
    return Reach(tuple(rights_of(person).paths(verb)), kinds)
