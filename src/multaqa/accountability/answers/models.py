from datetime import date, timedelta
from typing import Self

from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from multaqa.ground.people.models import Move
from multaqa.ground.vocabulary.fields import TranslatedField
from multaqa.ground.vocabulary.searching import asked_in
from multaqa.listen.statements.models import Statement
from multaqa.plan.measures.models import Measure
from multaqa.understand.themes.models import Theme


class AnswerQuerySet(models.QuerySet["Answer"]):
    def of_public_things(self) -> Self:
        """Only where the thing that is answered may be read by all."""
        return self.filter(Q(statement__state=Statement.State.PUBLISHED) | Q(theme__state__in=Theme.PUBLIC))

    def of_statements(self) -> Self:
        """One for each thing said: the parts of a split are counted through their whole."""
        return self.filter(statement__state=Statement.State.PUBLISHED, statement__split_from=None)

    def published(self) -> Self:
        return self.filter(state=Answer.State.PUBLISHED)

    def waiting(self) -> Self:
        return self.exclude(state=Answer.State.PUBLISHED)

    def late(self, on: date) -> Self:
        """Owed, and the day they were due is over."""
        return self.waiting().filter(due_on__lt=on)

    def late_today(self) -> Self:
        return self.late(timezone.localdate())

    def holding(self, words: str) -> Self:
        """Those whose statement or theme holds all the words, in any of its languages."""
        found = self
        for one in asked_in(words):
            found = found.filter(Q(statement__search_text__holds=one.word) | Q(theme__search_text__holds=one.word))
        return found


class Answer(models.Model):
    """What the institution says back to a statement, or to all that a theme holds, and by when."""

    class Outcome(models.TextChoices):
        ADOPTED = "adopted", _("Adopted")
        ADAPTED = "adapted", _("Adapted")
        LATER = "later", _("Later")
        REFUSED = "refused", _("Not adopted")
        NOT_COMPETENT = "not_competent", _("Outside our competence")

    class State(models.TextChoices):
        DUE = "due", pgettext_lazy("answer", "due")
        DRAFTED = "drafted", pgettext_lazy("answer", "drafted")
        PUBLISHED = "published", pgettext_lazy("answer", "published")

    WITHOUT_MEASURE = (Outcome.REFUSED, Outcome.NOT_COMPETENT)

    statement = models.OneToOneField(Statement, models.PROTECT, null=True, blank=True, related_name="answer")
    theme = models.OneToOneField(Theme, models.PROTECT, null=True, blank=True, related_name="answer")
    outcome = models.CharField(max_length=16, choices=Outcome.choices, blank=True)
    text = TranslatedField()
    measure = models.ForeignKey(Measure, models.PROTECT, null=True, blank=True, related_name="answers")
    due_on = models.DateField()
    state = models.CharField(max_length=12, choices=State.choices, default=State.DUE)
    published_at = models.DateTimeField(null=True, blank=True)
    n = models.PositiveSmallIntegerField(default=1)
    illustrative = models.BooleanField(default=False)

    objects = AnswerQuerySet.as_manager()

    class Meta:
        ordering = ["due_on", "pk"]
        verbose_name = _("answer")
        constraints = [
            models.CheckConstraint(
                condition=Q(statement__isnull=False, theme=None) | Q(statement=None, theme__isnull=False),
                name="answer_to_one_thing",
            ),
            models.CheckConstraint(
                condition=~Q(state="published")
                | ~Q(outcome="") & Q(text__has_keys=["ar", "fr"]) & Q(published_at__isnull=False),
                name="published_answer_is_complete",
            ),
        ]
        indexes = [
            models.Index(fields=["state", "due_on"], name="answer_clock"),
            models.Index(fields=["state", "-published_at", "-id"], name="answer_by_publication"),
        ]

    @classmethod
    def owed_to(cls, statement: Statement) -> "Answer":
        """Not kept yet: the answer that a published statement is owed, with the day by which it is due."""
        published_on = timezone.localdate(statement.published_at)
        due_on = published_on + timedelta(days=statement.round.answer_within_days)
        return cls(statement=statement, due_on=due_on, illustrative=statement.is_illustrative)

    def __str__(self) -> str:
        return str(self.statement or self.theme)

    def get_absolute_url(self) -> str:
        return f"{self.subject.get_absolute_url()}#answer"

    @property
    def subject(self) -> Statement | Theme:
        """What is answered."""
        return self.statement or self.theme  # type: ignore[return-value]

    @property
    def is_published(self) -> bool:
        return self.state == self.State.PUBLISHED

    @property
    def is_late(self) -> bool:
        return not self.is_published and self.due_on < timezone.localdate()

    @property
    def days_late(self) -> int:
        return max(0, (timezone.localdate() - self.due_on).days)

    @property
    def answered_on(self) -> date | None:
        """The local day of its publication."""
        return timezone.localdate(self.published_at) if self.published_at else None

    @property
    def shape(self) -> str:
        """How its outcome is drawn, or that it is still owed."""
        if self.is_published:
            return OUTCOME_SHAPES[self.outcome]
        return "late" if self.is_late else "proposed"


OUTCOME_SHAPES: dict[str, str] = {
    Answer.Outcome.ADOPTED: "paid",
    Answer.Outcome.ADAPTED: "committed",
    Answer.Outcome.LATER: "agreed",
    Answer.Outcome.REFUSED: "refused",
    Answer.Outcome.NOT_COMPETENT: "unknown",
}


class AnswerMove(Move):
    """One step of an answer, with what it said until then: nothing written is ever lost."""

    answer = models.ForeignKey(Answer, models.PROTECT, related_name="moves")
    n = models.PositiveSmallIntegerField(default=1)
    outcome = models.CharField(max_length=16, choices=Answer.Outcome.choices, blank=True)
    text = TranslatedField()
