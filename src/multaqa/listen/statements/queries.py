from collections import defaultdict
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from django.db.models import Count, Q, QuerySet
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from multaqa.ground.people.models import Person
from multaqa.ground.people.rules import rights_of
from multaqa.ground.territory.models import Territory
from multaqa.ground.vocabulary.searching import Closeness
from multaqa.listen.contributions.queries import where_held
from multaqa.listen.rounds.models import Round
from multaqa.listen.statements.figures import figures
from multaqa.listen.statements.models import Report, Statement, StatementLink, StatementQuerySet

State = Statement.State


def visible_statements(person: Person | None) -> StatementQuerySet:
    """The one door: everybody reads what is published; drafts are read where the right to is held."""
    return Statement.objects.filter(Q(state=State.PUBLISHED) | where_held(person, "statement.read_drafts"))


def statements_to_work_on(person: Person | None) -> StatementQuerySet:
    """The workspace: every statement of the territories in which the person reads drafts."""
    return Statement.objects.filter(where_held(person, "statement.read_drafts"))


def closed_statement(ref: str) -> Statement | None:
    """One that was withheld or withdrawn: its words are closed to the public, its reason is not."""
    return Statement.objects.filter(ref=ref, state__in=(State.WITHHELD, State.WITHDRAWN)).first()


def works_on_statements(person: Person | None) -> bool:
    return rights_of(person).hold_anywhere("statement.read_drafts")


@dataclass(frozen=True)
class Conservation:
    """What became of everything captured in a round. Nothing may be lost on the way."""

    captured: int
    published: int
    withheld: int
    withdrawn: int
    awaiting: int

    @property
    def holds(self) -> bool:
        return self.captured == self.published + self.withheld + self.withdrawn + self.awaiting


def conservation_of(round: Round) -> Conservation:
    """Counted in one query: each thing said once, parts through their whole."""
    return Conservation(
        **Statement.objects.filter(round=round)
        .counted()
        .aggregate(
            captured=Count("pk"),
            published=Count("pk", filter=Q(state=State.PUBLISHED)),
            withheld=Count("pk", filter=Q(state=State.WITHHELD)),
            withdrawn=Count("pk", filter=Q(state=State.WITHDRAWN)),
            awaiting=Count("pk", filter=Q(state__in=Statement.AWAITING)),
        )
    )


def followed_conservation_of(round: Round) -> Conservation:
    """The same, from the figures that follow the journal."""
    with figures.up_to_date() as now:
        counts = {state: now.states[round.pk, state] for state in State.values}
    awaiting = sum(counts[state] for state in Statement.AWAITING)
    return Conservation(
        sum(counts.values()), counts[State.PUBLISHED], counts[State.WITHHELD], counts[State.WITHDRAWN], awaiting
    )


def newest_statements(territory: Territory) -> list[Statement]:
    """The last published in the territory and all below it, parts through their wholes, with all a card shows."""
    with figures.up_to_date() as now:
        newest = now.newest_in(territory)
    readable = visible_statements(None).for_reading().in_bulk(newest)
    return [readable[pk] for pk in newest if pk in readable]


def with_words(statements: StatementQuerySet, words: str) -> StatementQuerySet:
    """Those that hold all the words, in the original or a translation, whatever their spelling and form."""
    return statements.filter(search_text__holds=words)


def closest_first(statements: StatementQuerySet, words: str) -> StatementQuerySet:
    """Those that say the words most, and in the form they were typed, before others; then by reference."""
    return statements.order_by(Closeness(words), "ref")


def in_territory(statements: StatementQuerySet, territory: Territory) -> StatementQuerySet:
    """Said there, or about there."""
    about = Statement.territories.through.objects.filter(territory__path__inside=territory.path)
    return statements.filter(Q(territory__path__inside=territory.path) | Q(pk__in=about.values("statement_id")))


Narrow = Callable[[StatementQuerySet, str], StatementQuerySet | None]
Choices = Callable[[], Sequence[tuple[str, str]]]


@dataclass(frozen=True)
class LaterFilter:
    """A later stage's part of the address of a list of statements, ?theme=…"""

    label: str | Promise
    narrow: Narrow
    choices: Choices | None
    """What is offered to choose from; None where only links set it."""


_filters: dict[str, LaterFilter] = {}


def add_filter(name: str, label: str | Promise, narrow: Narrow, choices: Choices | None = None) -> None:
    """Let a later stage narrow lists of statements by its own part of the address; narrow gives None: nothing is so."""
    _filters[name] = LaterFilter(label, narrow, choices)


def filters_of_later_stages() -> Mapping[str, LaterFilter]:
    return dict(_filters)


def count_by_state(statements: StatementQuerySet) -> dict[str, int]:
    counts = statements.order_by().values_list("state").annotate(n=Count("pk"))
    return dict.fromkeys(State.values, 0) | dict(counts)


def open_reports(person: Person | None) -> QuerySet[Report]:
    """What readers pointed at and no moderator has seen to, where this person is one."""
    held = where_held(person, "contribution.moderate", field="statement__territory__path")
    reports = Report.objects.filter(held, handled_at=None).order_by("at", "pk")
    return reports.select_related("statement__current", "statement__territory")


Kind = StatementLink.Kind
INWARD = {
    Kind.DUPLICATE_OF: _("says the same"),
    Kind.PART_OF: _("is one of its parts"),
    Kind.REPHRASES: _("rephrases it"),
    Kind.CONTRADICTS: _("contradicts it"),
    Kind.FOLLOWS: _("follows on from it"),
}


def active_links() -> QuerySet[StatementLink]:
    return StatementLink.objects.filter(revoked_at=None)


def leads_to(start: Statement, goal: Statement) -> bool:
    """Whether active links lead from one statement to the other, over any number of others; one query."""
    onward = defaultdict(set)
    links = active_links().filter(from_statement__round=start.round_id)
    for from_id, to_id in links.order_by().values_list("from_statement_id", "to_statement_id"):
        onward[from_id].add(to_id)
    reached, waiting = {start.pk}, [start.pk]
    while waiting:
        for following in onward[waiting.pop()] - reached:
            reached.add(following)
            waiting.append(following)
    return goal.pk in reached


@dataclass(frozen=True)
class Relation:
    """How another statement stands to the one being read."""

    link: StatementLink
    other: Statement
    outward: bool

    @property
    def word(self) -> str:
        kind = StatementLink.Kind(self.link.kind)
        return str(kind.label if self.outward else INWARD[kind])


def relations_of(statement: Statement, person: Person | None) -> list[Relation]:
    """The active links of a statement whose other end this reader may read; two queries and their prefetches."""
    links = active_links().filter(Q(from_statement=statement) | Q(to_statement=statement))
    others = {
        link.pk: link.to_statement_id if link.from_statement_id == statement.pk else link.from_statement_id
        for link in links
    }
    readable = {one.pk: one for one in visible_statements(person).for_reading().filter(pk__in=others.values())}
    return [
        Relation(link, readable[others[link.pk]], link.from_statement_id == statement.pk)
        for link in links
        if others[link.pk] in readable
    ]
