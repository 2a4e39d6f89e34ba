"""The machine of random deeds on statements, grown by what later stages do with them; figures must keep up with it all.

People read between any two deeds or only after many, days go by, and some deeds are rolled back after somebody read.
"""

from collections import Counter
from datetime import timedelta
from typing import Any, ClassVar
from unittest.mock import patch

import time_machine
from django.db import transaction
from django.utils import timezone
from hypothesis import strategies as st
from hypothesis.stateful import Bundle, MultipleResults, initialize, invariant, multiple, rule

from multaqa.accountability.answers.actions import (
    answer_theme,
    draft_answer,
    open_answers,
    publish_answer,
    revise_answer,
)
from multaqa.accountability.answers.figures import last_of_month
from multaqa.accountability.answers.models import Answer
from multaqa.accountability.answers.queries import AnswerFilter, Clock, DueGroup, answers_due, clock, listed_answers
from multaqa.ground.territory.models import Territory
from multaqa.listen.contributions.models import Contribution
from multaqa.listen.moderation.actions import erase_contribution
from multaqa.listen.rounds.models import Round
from multaqa.listen.statements.actions import redact_statement
from multaqa.listen.statements.figures import NEWEST
from multaqa.listen.statements.models import Statement, StatementRevision
from multaqa.listen.statements.queries import conservation_of, followed_conservation_of, newest_statements
from multaqa.understand.themes.actions import (
    add_evidence,
    draft_theme,
    publish_theme,
    remove_evidence,
    review_theme,
    set_main_theme,
    supersede_theme,
)
from multaqa.understand.themes.models import Theme, ThemeStatement
from multaqa.understand.themes.queries import coverage, said_in, statements_by_theme, with_counts
from tests.factories.accountability import TEXT
from tests.factories.ground import CountryFactory, RegionFactory, TerritoryFactory
from tests.factories.listen import BY, REASON, ReferenceSeriesFactory, StatementFactory
from tests.listen.statements.random_operations import WORDS, RandomOperations

OUTCOMES = st.sampled_from(Answer.Outcome.values)
ANSWER_WITHIN_DAYS = 10


class RandomDeeds(RandomOperations):
    done: ClassVar[Counter[str]] = Counter()
    succeeded: ClassVar[Counter[str]] = Counter()
    statements = RandomOperations.statements
    themes = Bundle("themes")

    def __init__(self) -> None:
        self.now = time_machine.travel(timezone.now().replace(day=15), tick=True)
        self.time = self.now.start()
        self.few = patch("multaqa.ground.journal.figures.SPARE", 1)
        self.few.start()
        super().__init__()
        self.round.answer_within_days = ANSWER_WITHIN_DAYS
        self.round.save()
        self.steps, self.read, self.pace = 0, 0, 1
        self.first_statements = [self.said_and_published(place) for place in self.places * 2]
        open_answers(by=BY, round=self.round)
        self.first_themes = [self.drafted(self.first_statements[n : n + 5]) for n in (0, 3, 5)]

    def prepare_places(self) -> list[Territory]:
        country, region = CountryFactory(), RegionFactory()
        ReferenceSeriesFactory(round=self.round, territory=country)
        return [country, region, TerritoryFactory(parent=region), TerritoryFactory(parent=region), RegionFactory()]

    def said_and_published(self, place: Territory) -> int:
        made = StatementFactory(round=self.round, territory=place)
        self.said[made.pk] = made.text
        self.captured += 1
        return int(made.pk)

    def drafted(self, keys: list[int]) -> int:
        statements = Statement.objects.filter(pk__in=keys)
        words = {"title": TEXT, "summary": TEXT}
        theme = draft_theme(by=BY, round=self.round, territory=self.places[0], statements=statements, **words)
        return int(theme.pk)

    def teardown(self) -> None:
        super().teardown()
        self.few.stop()
        self.now.stop()

    link = merge = unlink = None  # they change no figure

    def attempt(self, deed: Any, **what: Any) -> Any:
        refused = self.done["refused"]
        made = super().attempt(deed, **what)
        self.succeeded[deed.__name__] += self.done["refused"] == refused
        return made

    # What people do

    @initialize(target=statements)
    def begin_with_statements(self) -> MultipleResults[int]:
        return multiple(*self.first_statements)

    @initialize(target=themes)
    def begin_with_themes(self) -> MultipleResults[int]:
        for theme in self.first_themes[:2]:
            self.publish_theme(theme)
        return multiple(*self.first_themes)

    @rule(target=themes)
    def draft(self) -> int:
        return self.drafted([])

    @rule(theme=themes, key=statements)
    def cite(self, theme: int, key: int) -> None:
        self.attempt(add_evidence, **self.both(theme, key))

    @rule(theme=themes, key=statements)
    def let_go(self, theme: int, key: int) -> None:
        self.attempt(remove_evidence, **self.both(theme, key))

    @rule(theme=themes, key=statements)
    def make_main(self, theme: int, key: int) -> None:
        self.attempt(set_main_theme, **self.both(theme, key))

    def both(self, theme: int, key: int) -> dict[str, object]:
        return {"by": BY, "theme": Theme.objects.get(pk=theme), "statement": Statement.objects.get(pk=key)}

    @rule(theme=themes)
    def publish_theme(self, theme: int) -> None:
        self.attempt(review_theme, by=BY, theme=Theme.objects.get(pk=theme))
        self.attempt(publish_theme, by=BY, theme=Theme.objects.get(pk=theme))

    @rule(theme=themes, successor=themes)
    def supersede(self, theme: int, successor: int) -> None:
        old, new = Theme.objects.get(pk=theme), Theme.objects.get(pk=successor)
        self.attempt(supersede_theme, by=BY, theme=old, successor=new, reason=REASON)

    @rule(key=statements, text=WORDS)
    def redact(self, key: int, text: str) -> None:
        statement = Statement.objects.select_related("current").get(pk=key)
        words = {"expected_n": statement.current.n, "text": text, "reason": REASON}
        self.attempt(redact_statement, by=BY, statement=statement, **words)
        self.forget_hidden_words()

    @rule(key=statements)
    def erase(self, key: int) -> None:
        self.attempt(erase_contribution, by=BY, contribution=Contribution.objects.get(statements=key))
        self.forget_hidden_words()

    def forget_hidden_words(self) -> None:
        hidden = StatementRevision.objects.filter(n=1).exclude(redacted_at=None)
        for key in hidden.values_list("statement", flat=True):
            self.said.pop(key, None)

    @rule(key=statements)
    def open_answers(self, key: int) -> None:
        self.attempt(open_answers, by=BY, round=self.round)

    @rule(key=statements, outcome=OUTCOMES, publish=st.booleans())
    def answer(self, key: int, outcome: str, publish: bool) -> None:
        for answer in Answer.objects.filter(statement=key):
            self.attempt(draft_answer, by=BY, answer=answer, text=TEXT, outcome=outcome)
            if publish:
                self.attempt(publish_answer, by=BY, answer=answer)
            self.attempt(revise_answer, by=BY, answer=answer, text=TEXT, outcome=outcome, reason=REASON)

    @rule(theme=themes, outcome=OUTCOMES)
    def answer_theme(self, theme: int, outcome: str) -> None:
        self.attempt(answer_theme, by=BY, theme=Theme.objects.get(pk=theme), text=TEXT, outcome=outcome)

    @rule(key=statements, days=st.integers(1, 20))
    def time_passes(self, key: int, days: int) -> None:
        self.time.shift(timedelta(days=days))

    @rule(key=statements)
    def publish_and_think_better_of_it(self, key: int) -> None:
        """Somebody reads in a transaction that is rolled back."""
        with transaction.atomic():
            self.publish(key)
            self.figures_are_as_if_counted_anew()
            transaction.set_rollback(True)

    # What people read

    @initialize(pace=st.integers(1, 8))
    def read_now_and_then(self, pace: int) -> None:
        self.pace = pace

    @invariant()
    def somebody_reads(self) -> None:
        self.steps += 1
        if self.steps % self.pace == 0:
            self.figures_are_as_if_counted_anew()

    def figures_are_as_if_counted_anew(self) -> None:
        self.read += 1
        compare_with_rows(self.round, [self.places[0], self.places[self.read % len(self.places)]])


def compare_with_rows(round: Round, places: list[Territory]) -> None:
    """What pages show of the figures that follow the journal is what the rows say."""
    assert followed_conservation_of(round) == conservation_of(round)
    assert statements_by_theme() == _statements_by_theme()
    assert answers_due(round) == _answers_due(round)
    for place in places:
        assert newest_statements(place) == _newest_statements(place)
        said = said_in(place, limit=2)
        assert said.covered == coverage(Statement.objects.said_in(place))
        assert [(row.theme.code, row.statements, row.evidence) for row in said.themes] == _raised_in(place, 2)
        assert clock(place) == _clock(place)


# The same, read from the rows


def _statements_by_theme() -> dict[str, int]:
    counted = with_counts(Theme.objects.published()).filter(statements__gt=0)
    return dict(counted.values_list("code", "statements"))


def _newest_statements(place: Territory) -> list[Statement]:
    return list(Statement.objects.published().counted().said_in(place).order_by("-published_at", "ref")[:NEWEST])


def _raised_in(place: Territory, limit: int) -> list[tuple[str, int, ThemeStatement]]:
    counted = with_counts(Theme.objects.published(), place).filter(statements_as_main__gt=0)
    most = counted.order_by("-statements_as_main", "code")[:limit]
    quotes = ThemeStatement.objects.public().filter(is_main=True, statement__territory__path__inside=place.path)
    newest = quotes.order_by("-statement__published_at", "pk")
    return [(theme.code, theme.statements_as_main, newest.filter(theme=theme)[0]) for theme in most]


def _clock(place: Territory) -> Clock:
    said = Statement.objects.published().counted().said_in(place).select_related("answer")
    return Clock.of(Counter(_standing(statement) for statement in said))


def _standing(statement: Statement) -> str:
    answer = getattr(statement, "answer", None)
    if answer and answer.is_published:
        return str(answer.outcome)
    return "late" if answer and answer.is_late else "due"


def _answers_due(round: Round) -> list[DueGroup]:
    last = last_of_month(timezone.localdate())
    owed = listed_answers(AnswerFilter("waiting", round=round)).filter(due_on__lte=last)
    regions = list(Territory.objects.filter(kind=Territory.Kind.REGION))
    counts = Counter(
        (answer.due_on, region.path, answer.is_late)
        for answer in owed
        for region in regions
        if answer.statement.territory.is_within(region.path)
    )
    by_path = {region.path: region for region in regions}
    return [DueGroup(by_path[path], due_on, n, is_late) for (due_on, path, is_late), n in sorted(counts.items())]
