"""Who may do what, where. Each right is a verb such as "statement.publish", held in a territory subtree."""

from dataclasses import dataclass
from typing import Protocol

from django.utils.translation import gettext as _

from multaqa.ground.journal.actions import SystemActor
from multaqa.ground.people.models import Person, Role


class RightRefused(PermissionError):
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


def rights_of(actor: "Person | SystemActor | None") -> Rights:
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


def can(actor: "Person | SystemActor | None", verb: str, territory: HasPath) -> bool:
    return rights_of(actor).cover(verb, territory.path)


def require(allowed: bool, message: str = "") -> None:
    """Stop a deed its doer has no right to."""
    if not allowed:
        raise RightRefused(message or _("Your role does not cover this in this territory. Ask your coordinator."))


def person_of(user: object) -> Person | None:
    """The person behind a request's account, or None for the public."""
    return getattr(user, "person", None) if getattr(user, "is_authenticated", False) else None
