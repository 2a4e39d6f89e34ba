"""What is answered, owed and late, counted; kept in step with the journal and the day."""

from calendar import monthrange
from collections import Counter, defaultdict
from collections.abc import Iterable
from datetime import date
from typing import Any, NamedTuple

from multaqa.accountability.answers.models import Answer
from multaqa.ground.journal.figures import Figure, Lines, added_up
from multaqa.ground.territory.models import SEPARATOR
from multaqa.listen.rounds.models import Round
from multaqa.listen.statements.figures import touched_statements
from multaqa.listen.statements.models import Statement, StatementQuerySet

DUE, LATE = "due", "late"


class Standing(NamedTuple):
    """What one published statement adds: its outcome, or that it waits; and the day, where that is late or near."""

    round: int
    path: str
    standing: str
    due_on: date | None
    is_opened: bool


class AnswerFigures(Figure[Standing, None]):
    """By round: how published statements stand in each place; what each region is owed by the end of the month."""

    def begin(self) -> None:
        super().begin()
        self.until = last_of_month(self.today)
        self.unopened: set[int] = set()
        self.standing: dict[int, dict[str, Counter[str]]] = defaultdict(lambda: defaultdict(Counter))
        self.due: dict[int, Counter[tuple[str, date]]] = defaultdict(Counter)

    def read(self, lines: Lines | None) -> Iterable[tuple[int, Standing | None, None]]:
        rows = self._touched(lines).counted().order_by().values_list("pk", "state", *_ANSWERED)
        for pk, state, *answered in rows.iterator():
            yield pk, self._standing(*answered) if state == Statement.State.PUBLISHED else None, None

    def _touched(self, lines: Lines | None) -> StatementQuerySet:
        if lines is None:
            return Statement.objects.published()
        answered = Answer.objects.filter(pk__in=lines.about(Answer)).exclude(statement=None)
        rounds = lines.about(Round, "opened_answers")  # one line for all that were opened
        opened = [pk for pk in self.unopened if self.shares[pk].round in rounds]
        also = [*answered.values_list("statement", flat=True), *opened]
        return touched_statements(lines) | Statement.objects.filter(pk__in=also)

    def _standing(self, round: int, path: str, state: str | None, outcome: str, due_on: date | None) -> Standing:
        if due_on is None:
            return Standing(round, path, DUE, None, is_opened=False)  # the clock is not started: the day is to come
        if state == Answer.State.PUBLISHED:
            return Standing(round, path, outcome, None, is_opened=True)
        standing = LATE if due_on < self.today else DUE
        return Standing(round, path, standing, due_on if due_on <= self.until else None, is_opened=True)

    def add(self, record: int, share: Standing, detail: Any = None) -> None:
        self._change(share, +1)
        if not share.is_opened:
            self.unopened.add(record)

    def take(self, record: int, share: Standing) -> None:
        self._change(share, -1)
        self.unopened.discard(record)

    def _change(self, share: Standing, by: int) -> None:
        self.standing[share.round][share.path][share.standing] += by
        if share.due_on:
            self.due[share.round][region_path(share.path), share.due_on] += by

    def standing_by_path(self, round: int | None) -> dict[str, Counter[str]]:
        """How statements stand in each place, in one round or in all."""
        rounds = [self.standing.get(number, {}) for number in ([round] if round else self.standing)]
        return {path: added_up(one[path] for one in rounds if path in one) for path in set().union(*rounds)}

    def due_by_region(self, round: int | None) -> Counter[tuple[str, date]]:
        """How many answers each region is owed on each day, late ones and those of this month."""
        return added_up(self.due.get(number, Counter()) for number in ([round] if round else self.due))


_ANSWERED = ("round", "territory__path", "answer__state", "answer__outcome", "answer__due_on")


def region_path(path: str) -> str:
    return SEPARATOR + SEPARATOR.join(path.strip(SEPARATOR).split(SEPARATOR)[:2]) + SEPARATOR


def last_of_month(day: date) -> date:
    return day.replace(day=monthrange(day.year, day.month)[1])


figures = AnswerFigures()
