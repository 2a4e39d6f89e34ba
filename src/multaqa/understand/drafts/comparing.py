"""Drafts side by side: by territory and by target group, in counts that add up.

Each statement counts under its main draft alone; what stands in none is a row of its own.
"""

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from django.db.models import Count, Q

from multaqa.ground.territory.models import Territory
from multaqa.ground.vocabulary.fields import Words
from multaqa.ground.vocabulary.models import TargetGroup
from multaqa.understand.drafts.models import Draft, DraftingRun, RunStatement, RunStatementQuerySet

NONE = "none"
Counts = Mapping[int | None, Mapping[str, int]]


@dataclass(frozen=True)
class Column:
    """A place or a group; `asked` is what an address says to list its statements."""

    key: str
    name: Words | str
    asked: str


@dataclass(frozen=True)
class Line:
    """One draft, or none: its figure in each column, their sum, and how many statements they are."""

    place: int
    draft: Draft | None
    figures: tuple[tuple[int, Column], ...]
    statements: int

    @property
    def counts(self) -> tuple[int, ...]:
        return tuple(n for n, _column in self.figures)

    @property
    def total(self) -> int:
        return sum(self.counts)

    @property
    def asked(self) -> str:
        """What an address says to list its statements."""
        return f"theme={self.draft.number if self.draft else NONE}"


@dataclass(frozen=True)
class Comparison:
    columns: Sequence[Column]
    lines: Sequence[Line]

    @property
    def sums(self) -> tuple[tuple[int, Column], ...]:
        counts = [line.counts for line in self.lines]
        return tuple((sum(row[place] for row in counts), column) for place, column in enumerate(self.columns))

    @property
    def total(self) -> int:
        return sum(line.total for line in self.lines)

    @property
    def statements(self) -> int:
        return sum(line.statements for line in self.lines)


def parts_of(territory: Territory) -> list[Territory]:
    """The regions of the country, the provinces of a region: what adds up to it."""
    return list(Territory.objects.in_sums().filter(parent=territory))


def elsewhere_in(territory: Territory, field: str = "statement__territory__path") -> Q:
    """Said in the territory and in none of its parts."""
    inside = Q(**{f"{field}__inside": territory.path})
    for part in parts_of(territory):
        inside &= ~Q(**{f"{field}__inside": part.path})
    return inside


def read_within(run: DraftingRun, territory: Territory) -> RunStatementQuerySet:
    return RunStatement.objects.filter(run=run, statement__territory__path__inside=territory.path)


def by_territory(run: DraftingRun, within: Territory) -> Comparison:
    """A column for each part of the territory where something was said, and one for what was said of no single part."""
    parts = parts_of(within)
    found = read_within(run, within).with_main().order_by()
    counts: defaultdict[int | None, Counter[str]] = defaultdict(Counter)
    for main, path, n in found.values_list("main", "statement__territory__path").annotate(n=Count("pk")):
        part = next((part for part in parts if path.startswith(part.path)), None)
        counts[main][part.code if part else NONE] += n
    columns = [Column(part.code, part.name, f"territory={part.code}") for part in parts]
    columns.append(Column(NONE, within.name, f"elsewhere={within.code}"))
    return _compared(run, counts, columns, {main: row.total() for main, row in counts.items()})


def by_target_group(run: DraftingRun, within: Territory) -> Comparison:
    """A column for each group that a statement is about, and one for those about none: one about two counts in both."""
    found = read_within(run, within).with_main().order_by()
    mentions = found.values_list("main", "statement__target_groups__code").annotate(n=Count("pk"))
    counts: defaultdict[int | None, Counter[str]] = defaultdict(Counter)
    for main, code, n in mentions:
        counts[main][code or NONE] += n
    columns = [Column(group.code, group.name, f"group={group.code}") for group in TargetGroup.objects.all()]
    columns.append(Column(NONE, "", f"group={NONE}"))
    return _compared(run, counts, columns, dict(found.values_list("main").annotate(n=Count("pk"))))


def _compared(
    run: DraftingRun, counts: Counts, columns: Iterable[Column], statements: Mapping[int | None, int]
) -> Comparison:
    """A line for each draft, also where it holds nothing here, and the last for no draft."""
    named = {code for row in counts.values() for code in row}
    kept = [column for column in columns if column.key in named]
    drafts: list[Draft | None] = [*Draft.objects.filter(run=run).standing(), None]
    lines = []
    for place, draft in enumerate(drafts):
        key = draft.pk if draft else None
        figures = tuple((counts.get(key, {}).get(column.key, 0), column) for column in kept)
        lines.append(Line(place, draft, figures, statements.get(key, 0)))
    return Comparison(kept, lines)
