"""The stars from said to answered: parts that add up, each with the way to what it counts."""

from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode

from django.urls import reverse
from django.utils.translation import ngettext, pgettext

from multaqa.accountability.answers.figures import DUE, LATE
from multaqa.accountability.answers.models import Answer
from multaqa.accountability.answers.queries import Clock
from multaqa.listen.statements.queries import Conservation

STARS = {"adopted": "yes", "adapted": "half", "later": "later", "refused": "no", "not_competent": "other"}
MOST_STARS = 600
"""Beyond so many, one star stands for ten, a hundred… and the page says so."""


@dataclass(frozen=True)
class Tile:
    """One kind of star: how many things it stands for, in words, and where they are listed."""

    count: int
    label: str
    kind: str
    stars: int
    href: str = ""


@dataclass(frozen=True)
class Part:
    """One of the parts that add up to the whole."""

    label: str
    tiles: tuple[Tile, ...]
    href: str = ""

    @property
    def count(self) -> int:
        return sum(tile.count for tile in self.tiles)


@dataclass(frozen=True)
class Mosaic:
    parts: tuple[Part, ...]
    per_star: int = 1

    @property
    def total(self) -> int:
        return sum(part.count for part in self.parts)


def mosaic_of(clock: Clock, conservation: Conservation | None = None, **address: str) -> Mosaic:
    """The clock in stars; with the conservation of a round, also what is not published."""
    unpublished = (conservation.captured - conservation.published) if conservation else 0
    per_star = _per_star(clock.published + unpublished)
    parts = [_answered(clock, per_star, address), _waiting(clock, per_star, address)]
    if conservation and unpublished:
        parts.append(_unpublished(conservation, per_star))
    return Mosaic(tuple(parts), per_star)


def _per_star(total: int) -> int:
    per_star = 1
    while total / per_star > MOST_STARS:
        per_star *= 10
    return per_star


def _tile(count: int, label: str, kind: str, per_star: int, href: str = "") -> Tile:
    return Tile(count, label, kind, -(-count // per_star), href if count else "")


def _answered(clock: Clock, per_star: int, address: dict[str, str]) -> Part:
    tiles = tuple(
        _tile(n, outcome_label(outcome, n), STARS[outcome], per_star, answers_address(outcome=outcome, **address))
        for outcome, n in clock.answered.items()
    )
    label = ngettext("has its answer", "have their answer", clock.answers)
    return Part(label, tiles, answers_address(standing="answered", **address))


def outcome_label(outcome: str, count: int) -> str:
    """The outcome as said of so many statements."""
    labels: dict[str, str] = {
        "adopted": ngettext("adopted", "adopted", count),
        "adapted": ngettext("adapted", "adapted", count),
        "later": ngettext("for later", "for later", count),
        "refused": ngettext("not adopted, with the reason", "not adopted, with the reason", count),
        "not_competent": ngettext("outside our competence", "outside our competence", count),
    }
    return labels[outcome]


def _waiting(clock: Clock, per_star: int, address: dict[str, str]) -> Part:
    tiles = (
        _tile(
            clock.due,
            pgettext("of answers", "within the time"),
            "clock",
            per_star,
            answers_address(standing=DUE, **address),
        ),
        _tile(clock.late, pgettext("of answers", "late"), "late", per_star, answers_address(standing=LATE, **address)),
    )
    label = ngettext("waits for its answer", "wait for their answer", clock.waiting)
    return Part(label, tiles, answers_address(standing="waiting", **address))


def _unpublished(conservation: Conservation, per_star: int) -> Part:
    tiles = (
        _tile(conservation.withheld, pgettext("of statements", "withheld, with the reason"), "other", per_star),
        _tile(conservation.awaiting, pgettext("of statements", "being read before publication"), "wait", per_star),
        _tile(conservation.withdrawn, pgettext("of statements", "withdrawn by the author"), "no", per_star),
    )
    count = conservation.captured - conservation.published
    return Part(ngettext("is not published", "are not published", count), tiles)


def answers_address(**query: Any) -> str:
    """The public clock, narrowed to these answers."""
    said = {name: value for name, value in query.items() if value}
    return f"{reverse('accountability:answers')}?{urlencode(said)}#list"


assert STARS.keys() == set(Answer.Outcome.values)  # noqa: S101  a new outcome needs its star
