from collections import Counter, defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.db.models import Count, Exists, OuterRef, Q, QuerySet
from django.db.models.functions import Coalesce

from multaqa.ground.people.models import Person
from multaqa.ground.territory.models import Territory
from multaqa.listen.contributions.models import SPEAKER_KINDS
from multaqa.listen.contributions.queries import where_held
from multaqa.listen.rounds.models import Round
from multaqa.listen.statements.models import Statement, StatementQuerySet
from multaqa.understand.themes.figures import figures
from multaqa.understand.themes.models import EvidenceQuerySet, Theme, ThemeQuerySet, ThemeStatement
from multaqa.understand.themes.rules import CITABLE, READERS


def visible_themes(person: Person | None) -> ThemeQuerySet:
    """The one door: published themes for all, drafts for those whose role drafts or publishes there."""
    public = Q(state__in=Theme.PUBLIC) & ~Q(round__state=Round.State.DRAFT)
    themes = Theme.objects.select_related("round", "territory", "superseded_by")
    return themes.filter(public | where_held(person, *READERS))


def themes_to_work_on(person: Person | None) -> ThemeQuerySet:
    """The workspace: the themes of the territories a person drafts or publishes for, in any state."""
    return Theme.objects.select_related("round", "territory").filter(where_held(person, *READERS))


def count_by_state(themes: ThemeQuerySet) -> dict[str, int]:
    counts = themes.order_by().values_list("state").annotate(n=Count("pk"))
    return dict.fromkeys(Theme.State.values, 0) | dict(counts)


def with_counts(themes: QuerySet[Theme], territory: Territory | None = None) -> QuerySet[Any]:
    """Each theme with its number of public statements, and of those counted under it alone, said in a subtree.

    The parts of a split count once, through their whole.
    """
    public = Q(evidence__statement__state=Statement.State.PUBLISHED, evidence__revision__redacted_at=None)
    if territory is not None:
        public &= Q(evidence__statement__territory__path__inside=territory.path)
    whole = Coalesce("evidence__statement__split_from", "evidence__statement")
    return themes.annotate(
        statements=Count(whole, filter=public, distinct=True),
        statements_as_main=Count(whole, filter=public & Q(evidence__is_main=True), distinct=True),
        places=Count("evidence__statement__territory", filter=public, distinct=True),
        voices=Count("evidence__statement__contribution__said_by_kind", filter=public, distinct=True),
        cited=Count("evidence", distinct=True),
    )


def themes_of(statements: Iterable[Statement]) -> dict[int, list[ThemeStatement]]:
    """The published themes of each statement, by its key, the main one first; one query."""
    held: dict[int, list[ThemeStatement]] = defaultdict(list)
    evidence = ThemeStatement.objects.filter(
        statement__in=[statement.pk for statement in statements], theme__state=Theme.State.PUBLISHED
    )
    for row in evidence.select_related("theme").order_by("-is_main", "theme__code"):
        held[row.statement_id].append(row)
    return dict(held)


def outside_every_theme(statements: StatementQuerySet) -> StatementQuerySet:
    """Of these statements, those that no published theme holds, themselves or through their parts."""
    return statements.filter(_in_no_theme())


def _in_no_theme() -> Q:
    holding = ThemeStatement.objects.filter(theme__state=Theme.State.PUBLISHED)
    itself = Exists(holding.filter(statement=OuterRef("pk")))
    through_parts = Exists(holding.filter(statement__split_from=OuterRef("pk")))
    return Q(~itself, ~through_parts)


def statements_in_no_theme(round: Round) -> StatementQuerySet:
    """The published list of what no theme holds: a statement is in a theme or here, and never lost."""
    return outside_every_theme(Statement.objects.published().counted().filter(round=round))


@dataclass(frozen=True)
class Coverage:
    """How the published statements of a place divide: in a theme, or in the list of what no theme holds."""

    published: int
    in_no_theme: int

    @property
    def in_themes(self) -> int:
        return self.published - self.in_no_theme


def coverage(statements: StatementQuerySet) -> Coverage:
    counted = statements.published().counted().order_by()
    return Coverage(**counted.aggregate(published=Count("pk"), in_no_theme=Count("pk", filter=_in_no_theme())))


def citable_statements(theme: Theme, visible: StatementQuerySet) -> StatementQuerySet:
    """Of the statements a person may see, those that can stand behind this theme."""
    return visible.filter(round=theme.round, state__in=CITABLE, territory__path__inside=theme.territory.path)


def public_evidence(theme: Theme) -> EvidenceQuerySet:
    """The quotes of a theme that everybody may read, with all that a card of one shows."""
    return with_their_statements(theme.evidence.public())


def with_their_statements(evidence: EvidenceQuerySet) -> EvidenceQuerySet:
    return evidence.select_related(
        "revision",
        "statement__current",
        "statement__territory",
        "statement__contribution__organisation",
        "statement__contribution__source",
    ).prefetch_related("statement__translations")


_WHOLE = Coalesce("statement__split_from", "statement")


@dataclass(frozen=True)
class VoicesRow:
    """One place: how many statements each kind of actor made there, in the order of the table's kinds."""

    place: Territory
    counts: tuple[int, ...]

    @property
    def total(self) -> int:
        return sum(self.counts)


@dataclass(frozen=True)
class VoicesTable:
    """Who raised a theme and where; rows, columns and the corner add up."""

    kinds: tuple[str, ...]
    rows: tuple[VoicesRow, ...]

    def __bool__(self) -> bool:
        return bool(self.rows)

    @property
    def sums(self) -> tuple[int, ...]:
        return tuple(sum(column) for column in zip(*(row.counts for row in self.rows), strict=True))

    @property
    def total(self) -> int:
        return sum(self.sums)


_PROVINCES = (*Territory.PROVINCE_LEVEL, Territory.Kind.PREFECTURE_OF_ARRONDISSEMENTS)


def voices(theme: Theme) -> VoicesTable:
    """By province, or by the region or country where no province was named; two queries."""
    said = theme.evidence.public().annotate(whole=_WHOLE).order_by()
    heard = said.values_list("whole", "statement__territory__path", "statement__contribution__said_by_kind").distinct()
    counts = Counter((path, kind) for _, path, kind in heard)
    places = _provinces_of({path for path, _ in counts})
    kinds = [(kind, str(label)) for kind, label in SPEAKER_KINDS if any(kind == found for _, found in counts)]
    table: dict[Territory, Counter[str]] = defaultdict(Counter)
    for (path, kind), n in counts.items():
        table[places[path]][kind] += n
    in_order = sorted(table, key=lambda place: place.path)
    rows = (VoicesRow(place, tuple(table[place][kind] for kind, _ in kinds)) for place in in_order)
    return VoicesTable(tuple(label for _, label in kinds), tuple(rows))


def _provinces_of(paths: Iterable[str]) -> dict[str, Territory]:
    """For each path the province it lies in, or else its own territory; one query."""
    above = {path: Territory(path=path).paths_above() for path in paths}
    wanted = {path for way in above.values() for path in way}
    known = {place.path: place for place in Territory.objects.filter(path__in=wanted)}
    return {path: _first_province([known[step] for step in way]) for path, way in above.items()}


def _first_province(way: list[Territory]) -> Territory:
    """From the country down: the first province met, or where the way ends."""
    return next((place for place in way if place.kind in Territory.PROVINCE_LEVEL), way[-1])


def parts_not_heard(theme: Theme) -> QuerySet[Territory]:
    """Parts of its territory that spoke in the round, but not of this. Not said is not the same as not needed."""
    statements = Statement.objects.published().filter(round=theme.round)
    spoke = statements.filter(territory__path__startswith=OuterRef("path"))
    of_this = spoke.filter(in_themes__theme=theme)
    parts = Territory.objects.in_sums().filter(parent=theme.territory)
    return parts.filter(Exists(spoke), ~Exists(of_this))


@dataclass(frozen=True)
class SaidHere:
    """A theme as one place raised it: how often it is the main one there, and the words published last."""

    statements: int
    evidence: ThemeStatement

    @property
    def theme(self) -> Theme:
        return self.evidence.theme


@dataclass(frozen=True)
class SaidThere:
    """What a place said: the themes it raised most, and how all its statements divide."""

    themes: list[SaidHere]
    covered: Coverage


def said_in(territory: Territory, limit: int) -> SaidThere:
    """The themes raised most in a territory and all below it; each statement counts under its main theme alone."""
    with figures.up_to_date() as now:
        covered = now.covered_in(territory)
        raised = now.raised_in(territory, limit)
    evidence = with_their_statements(ThemeStatement.objects.select_related("theme"))
    quotes = evidence.in_bulk([one.newest for one in raised])
    themes = [SaidHere(one.statements, quotes[one.newest]) for one in raised if one.newest in quotes]
    return SaidThere(themes, Coverage(covered.total(), covered[False]))


def statements_by_theme() -> dict[str, int]:
    """How many public statements each published theme holds, by its code."""
    with figures.up_to_date() as now:
        return dict(+now.quoted)
