"""What was raised where, counted; kept in step with the journal."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from datetime import datetime
from itertools import groupby
from typing import NamedTuple

from multaqa.ground.journal.figures import Figure, Firsts, Lines, added_up
from multaqa.ground.territory.models import Territory
from multaqa.listen.statements.figures import touched_statements
from multaqa.listen.statements.models import Statement, StatementQuerySet
from multaqa.understand.themes.models import Theme, ThemeStatement

PUBLISHED = Statement.State.PUBLISHED


class Raised(NamedTuple):
    """What one thing said adds, with all its parts: where, whether a theme holds it, and the themes that quote it."""

    path: str
    is_held: bool | None  # None as long as it is not published
    themes: tuple[str, ...]
    main: tuple[str, ...]


class Quote(NamedTuple):
    """One that stands in its main theme; the last published comes first."""

    theme: str
    rank: tuple[float, int]


class RaisedThere(NamedTuple):
    """So many statements of a place have one theme as their main one; the key of the quote published last."""

    statements: int
    newest: int


class ThemeFigures(Figure[Raised, list[Quote]]):
    """By place: how many statements published themes hold, and how many each is the main one of; by theme: its all."""

    def begin(self) -> None:
        super().begin()
        self.covered: dict[str, Counter[bool]] = defaultdict(Counter)
        self.main: dict[str, Counter[str]] = defaultdict(Counter)
        self.quoted: Counter[str] = Counter()
        self.newest: Firsts[tuple[str, str]] = Firsts(1)

    def read(self, lines: Lines | None) -> Iterator[tuple[int, Raised | None, list[Quote]]]:
        rows = _with_their_evidence(lines).order_by("contribution").values_list(*_ROW)
        for _words, family in groupby(map(_Row._make, rows.iterator()), key=lambda row: row.contribution):
            wholes: dict[int, list[_Row]] = defaultdict(list)
            for row in family:
                wholes[row.split_from or row.statement].append(row)
            for whole, of_it in wholes.items():
                yield whole, *_raised(of_it)

    def add(self, record: int, share: Raised, detail: list[Quote]) -> None:
        self._change(share, +1)
        for quote in detail:
            self.newest.add((share.path, quote.theme), quote.rank, record)

    def take(self, record: int, share: Raised) -> None:
        self._change(share, -1)
        for theme in share.main:
            self.newest.take((share.path, theme), record)

    def _change(self, share: Raised, by: int) -> None:
        if share.is_held is not None:
            self.covered[share.path][share.is_held] += by
        for theme in share.themes:
            self.quoted[theme] += by
        for theme in share.main:
            self.main[share.path][theme] += by

    def covered_in(self, territory: Territory) -> Counter[bool]:
        """How many statements of a place a theme holds, and how many none does."""
        return added_up(counts for path, counts in self.covered.items() if territory.holds(path))

    def raised_in(self, territory: Territory, count: int) -> list[RaisedThere]:
        """The main themes of most statements there."""
        places = {path: themes for path, themes in self.main.items() if territory.holds(path)}
        most = sorted(added_up(places.values()).items(), key=lambda theme: (-theme[1], theme[0]))[:count]
        return [RaisedThere(n, self._newest(theme, places)) for theme, n in most]

    def _newest(self, theme: str, places: Iterable[str]) -> int:
        [(_at, evidence)] = self.newest.of((path, theme) for path in places)
        return int(evidence)


class _Row(NamedTuple):
    """A statement and one of the themes that cite it, if any does."""

    contribution: int
    statement: int
    split_from: int | None
    state: str
    path: str
    published_at: datetime
    evidence: int | None
    is_main: bool | None
    redacted_at: datetime | None
    theme: str
    theme_state: str


_ROW = (
    "contribution",
    "pk",
    "split_from",
    "state",
    "territory__path",
    "published_at",
    "in_themes",
    "in_themes__is_main",
    "in_themes__revision__redacted_at",
    "in_themes__theme__code",
    "in_themes__theme__state",
)


def _with_their_evidence(lines: Lines | None) -> StatementQuerySet:
    """Statements for each theme that cites them; what was cut from the same words, and so all parts, together."""
    touched = touched_statements(lines).order_by()
    if lines is None:
        return touched
    evidence = ThemeStatement.objects.order_by()
    cited = evidence.filter(pk__in=lines.about(ThemeStatement)) | evidence.filter(theme__in=lines.about(Theme))
    words = touched.values("contribution").union(cited.values("statement__contribution"))
    return Statement.objects.filter(contribution__in=words)


def _raised(rows: Sequence[_Row]) -> tuple[Raised | None, list[Quote]]:
    """Of one thing said and its parts."""
    held = [row for row in rows if row.theme_state == Theme.State.PUBLISHED]
    quoted = [row for row in held if row.state == PUBLISHED and row.redacted_at is None]
    main = [Quote(row.theme, (-row.published_at.timestamp(), row.evidence or 0)) for row in quoted if row.is_main]
    is_published = any(row.state == PUBLISHED for row in rows if row.split_from is None)
    if not is_published and not quoted:
        return None, []
    share = Raised(rows[0].path, bool(held) if is_published else None, _codes(quoted), _codes(main))
    return share, main


def _codes(rows: Iterable[_Row | Quote]) -> tuple[str, ...]:
    return tuple(sorted({row.theme for row in rows}))


figures = ThemeFigures()
