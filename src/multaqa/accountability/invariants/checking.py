"""What must always hold, rule by rule. A rule gives one verdict per row it reads: empty where the row holds."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field

Verdicts = Iterator[str]
HOLDS = ""


@dataclass(frozen=True)
class Invariant:
    """One rule: its number in the domain model, what it says, and how its rows are read."""

    number: str
    title: str
    verdicts: Callable[[], Verdicts]
    note: Callable[[], str] = field(default=lambda: "")


@dataclass(frozen=True)
class Finding:
    """How many rows a rule read, and the rows that break it."""

    number: str
    title: str
    rows: int
    breaches: list[str]
    note: str = ""

    @property
    def holds(self) -> bool:
        return not self.breaches


def check(invariant: Invariant) -> Finding:
    rows, breaches = 0, []
    for verdict in invariant.verdicts():
        rows += 1
        if verdict:
            breaches.append(verdict)
    return Finding(invariant.number, invariant.title, rows, breaches, invariant.note())
