from collections.abc import Iterable
from typing import Self

from django.db import models
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from multaqa.ground.people.models import Move
from multaqa.ground.sources.models import Provenance
from multaqa.ground.territory.models import Territory
from multaqa.ground.vocabulary.fields import TranslatedField, Words
from multaqa.ground.vocabulary.models import Searchable
from multaqa.listen.rounds.models import Round


class StrategyQuerySet(models.QuerySet["Strategy"]):
    def public(self) -> Self:
        """What was put to consultation once stays readable, whatever came of it."""
        return self.exclude(state=Strategy.State.DRAFT)


class Strategy(Provenance, Searchable):
    """One version of a strategy's text: what was put to consultation, what was adopted."""

    class State(models.TextChoices):
        DRAFT = "draft", pgettext_lazy("strategy", "draft")
        CONSULTED = "consulted", pgettext_lazy("strategy", "put to consultation")
        ADOPTED = "adopted", pgettext_lazy("strategy", "adopted")
        SUPERSEDED = "superseded", pgettext_lazy("strategy", "superseded")

    AS_READ = (State.CONSULTED, State.SUPERSEDED)  # what was read in these states stays as it was read

    code = models.SlugField()
    version = models.SlugField(max_length=24)
    territory = models.ForeignKey(Territory, models.PROTECT, related_name="strategies")
    title = TranslatedField(required=["ar", "fr"])
    summary = TranslatedField()
    period_start = models.PositiveSmallIntegerField(null=True, blank=True)
    period_end = models.PositiveSmallIntegerField(null=True, blank=True)
    rounds = models.ManyToManyField(Round, related_name="strategies", blank=True)
    state = models.CharField(max_length=12, choices=State.choices, default=State.DRAFT)
    adopted_on = models.DateField(null=True, blank=True)
    succeeds = models.ForeignKey("self", models.PROTECT, null=True, blank=True, related_name="successors")

    objects = StrategyQuerySet.as_manager()

    class Meta(Provenance.Meta):
        ordering = ["code", "pk"]
        verbose_name = _("strategy")
        verbose_name_plural = _("strategies")
        constraints = [
            *Provenance.Meta.constraints,
            models.UniqueConstraint(fields=["code", "version"], name="strategy_version_once"),
            models.UniqueConstraint(
                fields=["code"], condition=models.Q(state="adopted"), name="one_adopted_version_of_a_strategy"
            ),
            models.CheckConstraint(
                condition=models.Q(period_start=None)
                | models.Q(period_end=None)
                | models.Q(period_end__gte=models.F("period_start")),
                name="strategy_ends_after_start",
            ),
        ]

    def __str__(self) -> str:
        return str(self.title)

    def get_absolute_url(self) -> str:
        return reverse("plan:strategy", args=[self.code, self.version])

    def search_words(self) -> Iterable[str | Words]:
        return [self.title, self.summary]

    @property
    def is_public(self) -> bool:
        return self.state != self.State.DRAFT

    @property
    def is_open_to_measures(self) -> bool:
        return self.state not in self.AS_READ


class StrategyMove(Move):
    strategy = models.ForeignKey(Strategy, models.PROTECT, related_name="moves")


class Axis(Provenance):
    strategy = models.ForeignKey(Strategy, models.CASCADE, related_name="axes")
    code = models.CharField(max_length=24)
    order = models.PositiveSmallIntegerField(default=0)
    title = TranslatedField(required=["ar", "fr"])
    description = TranslatedField()

    class Meta(Provenance.Meta):
        ordering = ["order", "code"]
        verbose_name = _("axis")
        verbose_name_plural = "axes"
        constraints = [
            *Provenance.Meta.constraints,
            models.UniqueConstraint(fields=["strategy", "code"], name="axis_code_once_per_version"),
        ]

    def __str__(self) -> str:
        return str(self.title)


class Objective(Provenance):
    axis = models.ForeignKey(Axis, models.CASCADE, related_name="objectives")
    code = models.CharField(max_length=24)
    order = models.PositiveSmallIntegerField(default=0)
    title = TranslatedField(required=["ar", "fr"])

    class Meta(Provenance.Meta):
        ordering = ["order", "code"]
        verbose_name = _("objective")
        constraints = [
            *Provenance.Meta.constraints,
            models.UniqueConstraint(fields=["axis", "code"], name="objective_code_once_per_axis"),
        ]

    def __str__(self) -> str:
        return str(self.title)
