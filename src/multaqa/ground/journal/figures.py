"""Figures that follow the journal: a change costs what it touched, however large the register is.

A figure keeps, in this process, what each record adds to it, and the line of the journal after which it was read. The
lines since then name the records in which something happened: what those added is taken away, and they alone are read
again. Everything is read again at the start, on a new day, after very many lines, and where that line stands in the
journal no more, because its transaction was rolled back or a backup was restored.
"""

from bisect import insort
from collections import Counter
from collections.abc import Hashable, Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from heapq import merge
from itertools import islice
from threading import Lock
from typing import Any, Generic, Self, TypeVar
from weakref import WeakSet

from django.db.models import Model
from django.utils import timezone

from multaqa.ground.journal.models import JournalEntry

Share = TypeVar("Share", bound=Hashable)
Detail = TypeVar("Detail")
Place = TypeVar("Place", bound=Hashable)
Thing = TypeVar("Thing", bound=Hashable)
Rank = tuple[Any, ...]
MOST_LINES = 1_000
SPARE = 8


class CountAgain(Exception):
    """What happened can't be followed: only reading everything tells where the figure stands."""


@dataclass(frozen=True)
class Lines:
    """What was written in the journal since a figure was read."""

    lines: list[JournalEntry]

    def about(self, model: type[Model], *verbs: str) -> list[int]:
        """Keys of the records of a kind in which something happened; with verbs, only those of such a deed."""
        kind = model._meta.label_lower
        return [
            int(line.object_id) for line in self.lines if line.object_type == kind and (not verbs or line.verb in verbs)
        ]


class Figure(Generic[Share, Detail]):
    """Sums over many records. A stage says how its records are read, and what each adds and takes away again.

    A record's share is remembered until then, and is best the same for many; what only adding needs is its detail.
    """

    def __init__(self) -> None:
        self._lock = Lock()
        self._after: JournalEntry | None = None
        self.begin()
        _figures.add(self)

    def begin(self) -> None:
        """Start from nothing."""
        self.today = timezone.localdate()
        self.shares: dict[int, Share] = {}
        self._alike: dict[Share, Share] = {}

    def read(self, lines: Lines | None) -> Iterable[tuple[int, Share | None, Detail]]:
        """Records, each with its share, or None where it adds nothing: all, or at least those that lines touched."""
        raise NotImplementedError

    def add(self, record: int, share: Share, detail: Detail) -> None:
        raise NotImplementedError

    def take(self, record: int, share: Share) -> None:
        raise NotImplementedError

    @contextmanager
    def up_to_date(self) -> Iterator[Self]:
        """The figure as the register stands now. Take from it what is needed, and leave: others wait."""
        with self._lock:
            self._catch_up()
            yield self

    def forget(self) -> None:
        """As after a start: it is counted again."""
        with self._lock:
            self._after = None

    def _catch_up(self) -> None:
        """The journal is read before the records: what happens between the two is read once more next time."""
        after, lines = self._after, self._lines()
        if after is None or not lines or lines[-1].sha256 != after.sha256 or self.today != timezone.localdate():
            self._count_all(lines[0] if lines else JournalEntry.objects.last())
        elif len(lines) > 1:
            self._follow(lines[:-1])

    def _lines(self) -> list[JournalEntry]:
        """The last line first, back to the one after which it was read, or as far as it could follow."""
        if self._after is None:
            return []
        return list(JournalEntry.objects.filter(seq__gte=self._after.seq).reverse()[: MOST_LINES + 1])

    def _count_all(self, last: JournalEntry | None) -> None:
        self._after = None
        self.begin()
        self._put(self.read(None))
        self._after = last

    def _follow(self, lines: list[JournalEntry]) -> None:
        try:
            touched = list(self.read(Lines(lines)))
            self._after = None  # until it is whole again
            for record, _share, _detail in touched:
                if record in self.shares:
                    self.take(record, self.shares.pop(record))
            self._put(touched)
            self._after = lines[0]
        except CountAgain:
            self._count_all(lines[0])

    def _put(self, rows: Iterable[tuple[int, Share | None, Detail]]) -> None:
        for record, share, detail in rows:
            if share is not None:
                self.shares[record] = share = self._alike.setdefault(share, share)
                self.add(record, share, detail)


def added_up(counters: Iterable[Counter[Thing]]) -> Counter[Thing]:
    """Together, without what was taken away again."""
    total: Counter[Thing] = Counter()
    for counter in counters:
        total.update(counter)
    return +total


_figures: WeakSet[Figure[Any, Any]] = WeakSet()


def forget_figures() -> None:
    """As after a start: the next reader counts everything."""
    for figure in _figures:
        figure.forget()


class Firsts(Generic[Place]):
    """The first few records of each place by rank, with some to spare for when one is taken away."""

    def __init__(self, count: int) -> None:
        self._count = count
        self._known: dict[Place, list[tuple[Rank, int]]] = {}
        self._has_more: set[Place] = set()

    def add(self, place: Place, rank: Rank, record: int) -> None:
        known = self._known.setdefault(place, [])
        if place in self._has_more and (rank, record) > known[-1]:
            return  # one that is not known here may come before it
        insort(known, (rank, record))
        if len(known) > self._count + SPARE:
            known.pop()
            self._has_more.add(place)

    def take(self, place: Place, record: int) -> None:
        known = self._known[place] = [one for one in self._known.get(place, []) if one[1] != record]
        if place in self._has_more and len(known) < self._count:
            raise CountAgain

    def of(self, places: Iterable[Place]) -> list[Rank]:
        """The first of all these places together."""
        in_order = merge(*(self._known.get(place, []) for place in places))
        return [rank for rank, _record in islice(in_order, self._count)]

    def __iter__(self) -> Iterator[Place]:
        return iter(self._known)
