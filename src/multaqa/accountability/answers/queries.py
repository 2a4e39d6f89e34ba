from collections import Counter, defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date

from django.db.models import Case, CharField, Count, F, Q, QuerySet, Value, When
from django.utils import timezone

from multaqa.accountability.answers.figures import DUE, LATE, figures
from multaqa.accountability.answers.models import Answer, AnswerQuerySet
from multaqa.ground.journal.figures import added_up
from multaqa.ground.people.models import Person
from multaqa.ground.people.rules import rights_of
from multaqa.ground.territory.models import Territory
from multaqa.ground.territory.queries import inside_any, regions
from multaqa.listen.meetings.models import Meeting
from multaqa.listen.rounds.models import Round
from multaqa.listen.statements.models import Statement
from multaqa.understand.themes.models import Theme, ThemeQuerySet


@dataclass(frozen=True)
class Clock:
    """How many published statements are answered, and how many still wait: parts that add up to `published`."""

    answered: dict[str, int] = field(default_factory=dict)
    due: int = 0
    late: int = 0

    @property
    def answers(self) -> int:
        return sum(self.answered.values())

    @property
    def waiting(self) -> int:
        return self.due + self.late

    @property
    def published(self) -> int:
        return self.answers + self.waiting

    def __add__(self, other: "Clock") -> "Clock":
        answered = Counter(self.answered)
        answered.update(other.answered)
        return Clock(dict(answered), self.due + other.due, self.late + other.late)

    @classmethod
    def of(cls, counts: Counter[str]) -> "Clock":
        answered = {outcome: counts[outcome] for outcome in Answer.Outcome.values}
        return cls(answered, counts[DUE], counts[LATE])


@dataclass(frozen=True)
class RegionClock:
    """The clock of one region; of what concerns the whole country where `region` is None."""

    region: Territory | None
    clock: Clock


def clock(territory: Territory | None = None, round: Round | None = None) -> Clock:
    """The clock of everything said in a territory, or everywhere."""
    inside = territory.path if territory else ""
    return Clock.of(added_up(counts for path, counts in _counts_by_path(round).items() if path.startswith(inside)))


def clock_by_region(round: Round | None = None) -> list[RegionClock]:
    """Each region of the country, then what was said for no region: rows that add up to `clock()`."""
    by_path = _counts_by_path(round)
    rows, taken = [], set()
    for region in regions():
        within = {path for path in by_path if path.startswith(region.path)}
        taken |= within
        rows.append(RegionClock(region, Clock.of(added_up(by_path[path] for path in within))))
    rest = added_up(counts for path, counts in by_path.items() if path not in taken)
    return [*rows, RegionClock(None, Clock.of(rest))] if rest else rows


def _counts_by_path(round: Round | None) -> dict[str, Counter[str]]:
    with figures.up_to_date() as now:
        return now.standing_by_path(round.pk if round else None)


def _read_counts(statements: QuerySet[Statement]) -> dict[str, Counter[str]]:
    standing = Case(
        When(answer__state=Answer.State.PUBLISHED, then=F("answer__outcome")),
        When(answer__due_on__lt=timezone.localdate(), then=Value(LATE)),
        default=Value(DUE),  # also where the clock is not started yet: the day is still to come
        output_field=CharField(),
    )
    rows = statements.order_by().values_list("territory__path", standing).annotate(n=Count("pk"))
    by_path: dict[str, Counter[str]] = defaultdict(Counter)
    for path, standing_now, n in rows:
        by_path[path][standing_now] += n
    return dict(by_path)


def clock_of_meeting(meeting: Meeting) -> Clock:
    statements = Statement.objects.published().counted().filter(contribution__meeting=meeting)
    return Clock.of(added_up(_read_counts(statements).values()))


def clock_of_theme(theme: Theme) -> Clock:
    statements = Statement.objects.published().counted().filter(in_themes__theme=theme)
    return Clock.of(added_up(_read_counts(statements).values()))


def public_answers() -> AnswerQuerySet:
    """The door of the public: that an answer is owed may be known; its words, once it is published."""
    return _with_subjects(Answer.objects.of_public_things())


def unopened_statements() -> QuerySet[Statement]:
    """Published, and no answer is on the clock for them yet."""
    return Statement.objects.published().filter(answer=None)


def workable_answers(person: Person | None) -> AnswerQuerySet:
    """The answers a person drafts or publishes: those of the territories they answer for."""
    rights = rights_of(person)
    paths = {*rights.paths("answer.draft"), *rights.paths("answer.publish")}
    return _with_subjects(Answer.objects.of_public_things().filter(_inside(paths)))


def _inside(paths: Iterable[str]) -> Q:
    places = list(paths)
    return inside_any(places, "statement__territory__path") | inside_any(places, "theme__territory__path")


def said_in(territory: Territory) -> Q:
    """Answers owed to what was said in a territory, or to a theme of it."""
    return _inside([territory.path])


def _with_subjects(answers: AnswerQuerySet) -> AnswerQuerySet:
    return answers.select_related(
        "statement__current",
        "statement__territory",
        "statement__contribution__organisation",
        "theme__territory",
        "measure__objective__axis__strategy",
    ).prefetch_related("statement__translations")


def themes_to_answer(person: Person | None) -> ThemeQuerySet:
    """The published themes a person may answer as a whole, and has not yet."""
    return answerable_themes(person).exclude(answer__state=Answer.State.PUBLISHED)


def answerable_themes(person: Person | None) -> ThemeQuerySet:
    """The published themes a person may answer as a whole, or has."""
    mine = Theme.objects.published().filter(inside_any(rights_of(person).paths("answer.publish")))
    return mine.select_related("territory", "round")


@dataclass(frozen=True)
class AnswerFilter:
    """What the list of the clock is narrowed to; an unknown value narrows to nothing."""

    standing: str = ""
    outcome: str = ""
    territory: Territory | None = None
    round: Round | None = None


def listed_answers(wanted: AnswerFilter) -> AnswerQuerySet:
    """The answers behind the figures of the clock: as many rows as the figure says."""
    answers = public_answers().of_statements().annotate(turn=_turn())
    if wanted.round:
        answers = answers.filter(statement__round=wanted.round)
    if wanted.territory:
        answers = answers.filter(said_in(wanted.territory))
    if wanted.outcome:
        answers = answers.published().filter(outcome=wanted.outcome)
    return _standing(answers, wanted.standing)


def _turn() -> Case:
    """Late before waiting before answered: what is owed comes first."""
    late = When(state__in=[Answer.State.DUE, Answer.State.DRAFTED], due_on__lt=timezone.localdate(), then=Value(0))
    answered = When(state=Answer.State.PUBLISHED, then=Value(2))
    return Case(late, answered, default=Value(1))


def _standing(answers: AnswerQuerySet, standing: str) -> AnswerQuerySet:
    today = timezone.localdate()
    narrowed = {
        "answered": answers.published(),
        "waiting": answers.waiting(),
        LATE: answers.late(today),
        DUE: answers.waiting().filter(due_on__gte=today),
    }
    return narrowed.get(standing, answers)


def last_answers(round: Round | None, count: int = 3) -> list[Answer]:
    """The answers published last; chosen by index first, so that few rows are read among many."""
    answered = Answer.objects.published().of_statements()
    if round:
        answered = answered.filter(statement__round=round)
    newest = list(answered.order_by("-published_at", "-pk").values_list("pk", flat=True)[:count])
    return sorted(public_answers().filter(pk__in=newest), key=lambda answer: newest.index(answer.pk))


@dataclass(frozen=True)
class DueGroup:
    """So many answers of one region are due on one day."""

    region: Territory
    due_on: date
    count: int
    is_late: bool

    @property
    def standing(self) -> str:
        return LATE if self.is_late else DUE


def answers_due(round: Round | None) -> list[DueGroup]:
    """What is late or due by the end of the month, by region and day, the oldest debt first."""
    with figures.up_to_date() as now:
        owed, today = now.due_by_region(round.pk if round else None), now.today
    by_path = {region.path: region for region in regions()}
    groups = [
        DueGroup(by_path[path], due_on, n, due_on < today) for (path, due_on), n in owed.items() if path in by_path
    ]
    return sorted(groups, key=lambda group: (group.due_on, group.region.path))
