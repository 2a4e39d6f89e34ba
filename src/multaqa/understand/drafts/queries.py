from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.db.models import Count, Q, QuerySet

from multaqa.ground.people.models import Person
from multaqa.ground.territory.models import Territory
from multaqa.listen.contributions.models import SPEAKER_KINDS, Contribution
from multaqa.listen.contributions.queries import where_held
from multaqa.listen.rounds.models import Round
from multaqa.listen.statements.models import Statement, StatementQuerySet
from multaqa.understand.drafts.models import (
    Draft,
    DraftDeed,
    DraftingRun,
    DraftQuerySet,
    DraftStatement,
    DraftStatementQuerySet,
    RunStatement,
    RunStatementQuerySet,
)
from multaqa.understand.drafts.rules import NEEDED
from multaqa.understand.themes.rules import CITABLE

QUOTES = 4


def statements_to_draft_from(round: Round, territory: Territory) -> StatementQuerySet:
    """What may be cited there; of what was split, the parts instead of the whole."""
    there = Statement.objects.filter(round=round, state__in=CITABLE, territory__path__inside=territory.path)
    return there.filter(parts=None)


def waiting_statements(run: DraftingRun) -> StatementQuerySet:
    """What may be cited there by now, and the run has not read."""
    known = RunStatement.objects.filter(run=run).values("statement")
    return statements_to_draft_from(run.round, run.territory).exclude(pk__in=known)


def visible_runs(person: Person | None) -> QuerySet[DraftingRun]:
    """The one door: runs are open to whoever drafts themes and reads drafts of statements in all their territory."""
    held = Q()
    for verb in NEEDED:
        held &= where_held(person, verb)
    return DraftingRun.objects.filter(held).select_related("round", "territory", "started_by")


def runs_with_counts(person: Person | None) -> QuerySet[DraftingRun]:
    """Runs that draft, each with how many statements it read and how many drafts of it are open and accepted."""
    return (
        visible_runs(person)
        .filter(into=None)
        .annotate(
            read=Count("statements", distinct=True),
            open=Count("drafts", filter=Q(drafts__state=Draft.State.OPEN), distinct=True),
            accepted=Count("drafts", filter=Q(drafts__state=Draft.State.ACCEPTED), distinct=True),
        )
    )


def covered(run: DraftingRun) -> int:
    """How many of the statements that were read stand in a draft."""
    return RunStatement.objects.filter(run=run).in_a_theme().count()


@dataclass(frozen=True)
class Standing:
    """How the statements of a run divide; texts are counted without those that say the same."""

    statements: int
    texts: int
    covered: int
    proposed: int  # of those in no theme, how many have a place proposed

    @property
    def in_no_theme(self) -> int:
        return self.statements - self.covered


def standing_of(run: DraftingRun) -> Standing:
    of = RunStatement.objects.filter(run=run).order_by()
    every = of.aggregate(statements=Count("pk"), texts=Count("same", distinct=True))
    proposed = of.in_no_theme().filter(proposed__state__in=Draft.STANDING)
    return Standing(every["statements"], every["texts"], covered(run), proposed.count())


def drafts_of(run: DraftingRun) -> DraftQuerySet:
    return Draft.objects.filter(run=run).standing().with_counts()


def quotes_of(drafts: Iterable[Draft]) -> dict[int, list[DraftStatement]]:
    """For each draft, by its key, the statements that stand for it: the machine's choice, else its first; one query."""
    keys = [draft.pk for draft in drafts]
    live = DraftStatement.objects.live().filter(draft__in=keys, read__revision__redacted_at=None)
    chosen: dict[int, list[DraftStatement]] = {key: [] for key in keys}
    for row in live.filter(end__isnull=False).for_reading().order_by("pk"):
        chosen[row.draft_id].append(row)
    return {key: rows[:QUOTES] for key, rows in chosen.items()}


def members_of(draft: Draft) -> DraftStatementQuerySet:
    return DraftStatement.objects.live().filter(draft=draft).for_reading()


@dataclass(frozen=True)
class Voices:
    """Who raised a draft, where, and how it reached us, most first; each of the three adds up to its statements."""

    kinds: Sequence[tuple[str, int]]
    places: Sequence[tuple[Territory, int]]
    channels: Sequence[tuple[str, int]]


def voices_of(drafts: Iterable[Draft]) -> dict[int, Voices]:
    """For each draft, by its key; two queries."""
    keys = [draft.pk for draft in drafts]
    said = "read__statement__contribution__said_by_kind", "read__statement__contribution__channel"
    live = DraftStatement.objects.live().filter(draft__in=keys).order_by()
    counted = live.values_list("draft", *said, "read__statement__territory").annotate(n=Count("pk"))
    kinds, channels, places = ({key: Counter[Any]() for key in keys} for _part in range(3))
    for key, kind, channel, place, n in counted:
        kinds[key][kind] += n
        channels[key][channel] += n
        places[key][place] += n
    known = Territory.objects.in_bulk({place for of_draft in places.values() for place in of_draft})
    return {
        key: Voices(
            _most_first(kinds[key], dict(SPEAKER_KINDS)),
            _most_first(places[key], known),
            _most_first(channels[key], dict(Contribution.Channel.choices)),
        )
        for key in keys
    }


def _most_first(counts: Counter[Any], labels: Mapping[Any, Any]) -> list[tuple[Any, int]]:
    """With what is shown of each; ties always in the same order."""
    return [(labels[key], n) for key, n in sorted(counts.items(), key=lambda one: (-one[1], str(one[0])))]


def statements_of(run: DraftingRun) -> RunStatementQuerySet:
    """All that was read, each with the draft it is counted under, and all that a row shows."""
    read: RunStatementQuerySet = RunStatement.objects.filter(run=run).with_main()
    return read.select_related("revision", "proposed", "statement__territory")


def deeds_of(run: DraftingRun) -> QuerySet[DraftDeed]:
    return DraftDeed.objects.filter(run=run).select_related("by").prefetch_related("drafts")


def can_be_undone(deeds: Sequence[DraftDeed]) -> set[int]:
    """Of the newest deeds of a run, by key those after which nobody did more to the same drafts.

    What was accepted is a theme, and seen to at its own page.
    """
    touched: set[int] = set()
    free = set()
    for deed in deeds:
        if not deed.undone_at:
            drafts = {draft.pk for draft in deed.drafts.all()}
            if not drafts & touched and deed.verb != DraftDeed.Verb.ACCEPTED:
                free.add(deed.pk)
            touched |= drafts
    return free


def later_on_the_same(deed: DraftDeed) -> QuerySet[DraftDeed]:
    later = DraftDeed.objects.filter(run=deed.run_id, undone_at=None, pk__gt=deed.pk)
    return later.filter(drafts__in=deed.drafts.all()).distinct()
