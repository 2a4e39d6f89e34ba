"""What was said, counted and in the order of its publication; kept in step with the journal."""

from collections import Counter
from collections.abc import Iterable
from typing import NamedTuple

from multaqa.ground.journal.figures import CountAgain, Figure, Firsts, Lines
from multaqa.ground.territory.models import Territory
from multaqa.listen.rounds.models import Round
from multaqa.listen.statements.models import Statement, StatementQuerySet

NEWEST = 6
PUBLISHED = Statement.State.PUBLISHED


class Said(NamedTuple):
    """What one thing said adds; its parts are counted through it."""

    round: int
    path: str
    state: str


class StatementFigures(Figure[Said, tuple[float, str, int]]):
    """How many statements of each round are in each state, and the last ones published in each place."""

    def begin(self) -> None:
        super().begin()
        self.states: Counter[tuple[int, str]] = Counter()
        self.newest: Firsts[str] = Firsts(NEWEST)

    def read(self, lines: Lines | None) -> Iterable[tuple[int, Said, tuple[float, str, int]]]:
        rows = touched_statements(lines).counted().order_by()
        for pk, ref, published_at, *share in rows.values_list("pk", "ref", "published_at", *_SHARE).iterator():
            yield pk, Said(*share), (-published_at.timestamp() if published_at else 0, ref, pk)

    def add(self, record: int, share: Said, detail: tuple[float, str, int]) -> None:
        self.states[share.round, share.state] += 1
        if share.state == PUBLISHED:
            self.newest.add(share.path, detail, record)

    def take(self, record: int, share: Said) -> None:
        self.states[share.round, share.state] -= 1
        if share.state == PUBLISHED:
            self.newest.take(share.path, record)

    def newest_in(self, territory: Territory) -> list[int]:
        """Keys of the statements published last in the territory and all below it."""
        places = (path for path in self.newest if territory.holds(path))
        return [pk for _at, _ref, pk in self.newest.of(places)]


_SHARE = ("round", "territory__path", "state")


def touched_statements(lines: Lines | None) -> StatementQuerySet:
    """Those in which something happened; a folder's one line for all it brought touches its round."""
    statements = Statement.objects.all()
    if lines is None:
        return statements
    if lines.about(Territory):
        raise CountAgain  # places may lie elsewhere now
    touched = statements.filter(pk__in=lines.about(Statement))
    loaded = lines.about(Round, "loaded_statements")
    return touched | statements.filter(round__in=loaded) if loaded else touched


figures = StatementFigures()
