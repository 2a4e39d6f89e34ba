"""Who may do what, where. Each right is a verb such as "statement.publish", held in a territory subtree."""

from dataclasses import dataclass
from typing import Protocol

from allauth.mfa.models import Authenticator
from allauth.mfa.utils import is_mfa_enabled
from django.conf import settings
from django.contrib.auth.models import AnonymousUser
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest
from django.utils.translation import gettext as _

from multaqa.ground.journal.actions import SystemActor
from multaqa.ground.people.models import Person, Role, RoleTemplate, User
from multaqa.ground.territory.models import Territory

Doer = Person | SystemActor


class RightRefused(PermissionDenied):
    """A person asked for what their roles do not cover. The message is for that person."""


class HasPath(Protocol):
    path: str


@dataclass(frozen=True)
class Rights:
    """The rights of one person at one moment: (verb, path of the territory) pairs."""

    pairs: frozenset[tuple[str, str]] = frozenset()
    everywhere: bool = False

    def paths(self, verb: str) -> list[str]:
        """The territories in which the verb is held; [""] means everywhere."""
        return [""] if self.everywhere else sorted(path for held, path in self.pairs if held == verb)

    def cover(self, verb: str, path: str) -> bool:
        return self.everywhere or any(held == verb and path.startswith(root) for held, root in self.pairs)

    def hold_anywhere(self, verb: str) -> bool:
        return self.everywhere or any(held == verb for held, _ in self.pairs)


def rights_of(actor: Doer | None) -> Rights:
    """Read once per person object: a request asks the database one time."""
    if isinstance(actor, SystemActor):
        return Rights(everywhere=True)
    if actor is None or actor.pk is None:
        return Rights()
    if "_rights" not in actor.__dict__:
        actor.__dict__["_rights"] = _read_rights(actor)
    return actor.__dict__["_rights"]  # type: ignore[no-any-return]


def _read_rights(person: Person) -> Rights:
    roles = Role.objects.in_force().filter(person=person).values_list("template__verbs", "territory__path")
    return Rights(frozenset((verb, path) for verbs, path in roles for verb in verbs))


def can(actor: Doer | None, verb: str, territory: HasPath) -> bool:
    return rights_of(actor).cover(verb, territory.path)


def require(allowed: bool, message: str = "") -> None:
    """Stop a deed its doer has no right to."""
    if not allowed:
        raise RightRefused(message or _("Your role does not cover this in this territory. Ask your coordinator."))


def acting_person(by: Doer) -> Person | None:
    """Whom a record names as its doer: a person, or nobody where a job acted."""
    return by if isinstance(by, Person) else None


def person_of(user: object) -> Person | None:
    """The person behind a request's account; None for the public, and for whoever still owes a second factor."""
    if not isinstance(user, User) or lacks_second_factor(user):
        return None
    return getattr(user, "person", None)


def person_at_desk(request: HttpRequest) -> Person:
    """Who is working here; the gate before the desk lets nobody else through."""
    person = person_of(request.user)
    if person is None:
        raise RightRefused(_("The desk is for people who are signed in."))
    return person


def lacks_second_factor(user: User | AnonymousUser) -> bool:
    return settings.SECOND_FACTOR_FOR_STAFF and not has_second_factor(user)


def has_second_factor(user: User | AnonymousUser) -> bool:
    """Whether a code is asked for after the password; read once per request."""
    if "_has_second_factor" not in user.__dict__:
        user.__dict__["_has_second_factor"] = is_mfa_enabled(user, [Authenticator.Type.TOTP])
    return bool(user.__dict__["_has_second_factor"])


def can_give(giver: Doer, template: RoleTemplate, territory: Territory) -> bool:
    """A person gives, inside their own subtree, no right that they do not hold there themselves."""
    rights = rights_of(giver)
    return all(rights.cover(verb, territory.path) for verb in ("person.invite", *template.verbs))


def can_manage(manager: Doer, person: Person) -> bool:
    """Whether the manager could have given this person every role they ever had."""
    roles = list(person.roles.select_related("template", "territory"))
    if not roles:
        rights, whole = rights_of(manager), Territory.objects.filter(parent=None)
        return rights.everywhere or any(rights.cover("person.invite", country.path) for country in whole)
    return all(can_give(manager, role.template, role.territory) for role in roles)


def can_erase(by: Doer, person: Person) -> bool:
    return by == person or can_manage(by, person)
