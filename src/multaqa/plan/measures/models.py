from collections.abc import Iterable
from datetime import date
from typing import Self

from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from multaqa.ground.actors.models import Organisation
from multaqa.ground.people.models import Move
from multaqa.ground.sources.models import Provenance
from multaqa.ground.territory.models import Territory
from multaqa.ground.vocabulary.fields import TranslatedField, Words
from multaqa.ground.vocabulary.models import Searchable, TargetGroup
from multaqa.listen.statements.models import Statement
from multaqa.plan.strategy.models import Objective, Strategy
from multaqa.understand.themes.models import Theme


class MeasureQuerySet(models.QuerySet["Measure"]):
    def adopted(self) -> Self:
        """Adopted, and whatever came of it since."""
        return self.exclude(state=Measure.State.PROPOSED)


class Measure(Provenance, Searchable):
    """A promise in one sentence, with an owner, a place, a date, and an origin in what was said."""

    class State(models.TextChoices):
        PROPOSED = "proposed", pgettext_lazy("measure", "proposed")
        ADOPTED = "adopted", pgettext_lazy("measure", "adopted")
        RUNNING = "running", pgettext_lazy("measure", "under way")
        ACHIEVED = "achieved", pgettext_lazy("measure", "achieved")
        ABANDONED = "abandoned", pgettext_lazy("measure", "abandoned")

    objective = models.ForeignKey(Objective, models.PROTECT, related_name="measures")
    code = models.CharField(max_length=24)
    title = TranslatedField(required=["ar", "fr"])
    promise = TranslatedField(required=["ar", "fr"])
    owner = models.ForeignKey(Organisation, models.PROTECT, null=True, blank=True, related_name="measures")
    territories = models.ManyToManyField(Territory, related_name="measures", blank=True)
    target_groups = models.ManyToManyField(TargetGroup, related_name="measures", blank=True)
    indicator = TranslatedField()
    unit = TranslatedField()
    baseline = models.DecimalField(max_digits=14, decimal_places=2, null=True, blank=True)
    baseline_year = models.PositiveSmallIntegerField(null=True, blank=True)
    target = models.DecimalField(max_digits=14, decimal_places=2, null=True, blank=True)
    due_on = models.DateField(null=True, blank=True)
    state = models.CharField(max_length=12, choices=State.choices, default=State.PROPOSED)

    objects = MeasureQuerySet.as_manager()

    class Meta(Provenance.Meta):
        ordering = ["objective__axis__order", "objective__order", "code"]
        verbose_name = _("measure")
        constraints = [
            *Provenance.Meta.constraints,
            models.UniqueConstraint(fields=["objective", "code"], name="measure_code_once_per_objective"),
        ]

    def __str__(self) -> str:
        return f"{self.code} {self.title}"

    def get_absolute_url(self) -> str:
        return reverse("plan:measure", args=[self.strategy.code, self.strategy.version, self.code])

    def search_words(self) -> Iterable[str | Words]:
        return [self.code, self.title, self.promise]

    @property
    def strategy(self) -> Strategy:
        return self.objective.axis.strategy


class MeasureOrigin(models.Model):
    """Why a measure exists: a theme, a statement, or a reason from elsewhere, written in two languages."""

    measure = models.ForeignKey(Measure, models.PROTECT, related_name="origins")
    theme = models.ForeignKey(Theme, models.PROTECT, null=True, blank=True, related_name="measure_origins")
    statement = models.ForeignKey(Statement, models.PROTECT, null=True, blank=True, related_name="measure_origins")
    external_reason = TranslatedField()

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(theme__isnull=False, statement=None)
                | Q(theme=None, statement__isnull=False)
                | Q(theme=None, statement=None, external_reason__has_keys=["ar", "fr"]),
                name="origin_is_one_thing",
            ),
            models.UniqueConstraint(fields=["measure", "theme"], name="theme_once_per_measure"),
            models.UniqueConstraint(fields=["measure", "statement"], name="statement_once_per_measure"),
        ]

    def __str__(self) -> str:
        return str(self.theme or self.statement or self.external_reason)


class MeasureMove(Move):
    measure = models.ForeignKey(Measure, models.PROTECT, related_name="moves")

    @property
    def state_label(self) -> str:
        return str(Measure.State(self.to_state).label)

    @property
    def on(self) -> date:
        return timezone.localdate(self.at)
