from collections.abc import Iterable
from datetime import date
from typing import Self

from django.db import models
from django.db.models import F, Q, Value
from django.db.models.functions import Coalesce
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from multaqa.deliver.centres.models import Centre
from multaqa.deliver.moves import Step
from multaqa.deliver.projects.models import Project
from multaqa.ground.actors.models import Organisation
from multaqa.ground.sources.models import Provenance
from multaqa.ground.territory.models import Territory
from multaqa.ground.vocabulary.fields import TranslatedField, Words
from multaqa.ground.vocabulary.models import Searchable
from multaqa.listen.meetings.models import Meeting


class VisitQuerySet(models.QuerySet["Visit"]):
    def begun(self) -> Self:
        """Those whose stops are public: before that, the programme is known to its party alone."""
        return self.exclude(state=Visit.State.PLANNED)

    def reported(self) -> Self:
        """Those whose report is in, with all that it recommends."""
        return self.filter(state__in=Visit.REPORTED)


class Visit(Provenance, Searchable):
    """Going to see: days, stops, and what was recommended on the spot."""

    class State(models.TextChoices):
        PLANNED = "planned", pgettext_lazy("visit", "planned")
        ON_SITE = "on_site", pgettext_lazy("visit", "on site")
        SUBMITTED = "submitted", pgettext_lazy("visit", "report submitted")
        COUNTERSIGNED = "countersigned", pgettext_lazy("visit", "countersigned")
        CLOSED = "closed", pgettext_lazy("visit", "closed")

    REPORTED = (State.SUBMITTED, State.COUNTERSIGNED, State.CLOSED)

    code = models.SlugField(max_length=80, unique=True)
    title = TranslatedField(required=["ar", "fr"])
    territory = models.ForeignKey(Territory, models.PROTECT, related_name="led_visits")  # who may write
    starts_on = models.DateField(null=True, blank=True)
    ends_on = models.DateField(null=True, blank=True)
    host = models.ForeignKey(Organisation, models.PROTECT, null=True, blank=True, related_name="+")
    territories = models.ManyToManyField(Territory, related_name="visits", blank=True)
    state = models.CharField(max_length=16, choices=State.choices, default=State.PLANNED)

    objects = VisitQuerySet.as_manager()

    class Meta(Provenance.Meta):
        ordering = ["-starts_on", "code"]
        verbose_name = _("visit")
        constraints = [
            *Provenance.Meta.constraints,
            models.CheckConstraint(
                condition=Q(ends_on=None) | Q(ends_on__gte=F("starts_on")), name="visit_ends_after_start"
            ),
        ]

    def __str__(self) -> str:
        return str(self.title)

    def get_absolute_url(self) -> str:
        return reverse("deliver:visit", args=[self.code])

    def search_words(self) -> Iterable[str | Words]:
        return [self.title]

    @property
    def is_reported(self) -> bool:
        return self.state in self.REPORTED


class VisitMove(Step):
    states = Visit.State
    visit = models.ForeignKey(Visit, models.PROTECT, related_name="moves")


class Stop(Provenance):
    """One place of a visit: a centre, a project, or just a territory."""

    code = models.SlugField(max_length=80, unique=True)
    visit = models.ForeignKey(Visit, models.CASCADE, related_name="stops")
    order = models.PositiveSmallIntegerField(default=0)
    centre = models.ForeignKey(Centre, models.PROTECT, null=True, blank=True, related_name="stops")
    project = models.ForeignKey(Project, models.PROTECT, null=True, blank=True, related_name="stops")
    territory = models.ForeignKey(Territory, models.PROTECT, related_name="+")
    title = TranslatedField(required=["ar", "fr"])
    note = TranslatedField()

    class Meta(Provenance.Meta):
        ordering = ["order", "pk"]

    def __str__(self) -> str:
        return str(self.title)

    @property
    def place(self) -> Territory:
        """Where the public may know it to be: at a shelter, no nearer than the shelter itself says."""
        return self.centre.place if self.centre and self.centre.is_shelter else self.territory


class RecommendationQuerySet(models.QuerySet["Recommendation"]):
    def public(self) -> Self:
        """Once the visit's report is in; what a meeting asked for was public from the start."""
        return self.filter(Q(visit=None) | Q(visit__state__in=Visit.REPORTED))

    def still_open(self) -> Self:
        return self.exclude(state=Recommendation.State.VERIFIED)

    def by_day(self) -> Self:
        """The most urgent first; what has no day comes after everything that has, in every database."""
        return self.annotate(day=Coalesce("due_on", Value(date.max))).order_by("day", "code")


class Recommendation(Provenance):
    """What was asked for on the spot, or recalled from an earlier meeting; carried to the next visit."""

    class State(models.TextChoices):
        OPEN = "open", pgettext_lazy("recommendation", "open")
        ACCEPTED = "accepted", pgettext_lazy("recommendation", "accepted")
        CONTESTED = "contested", pgettext_lazy("recommendation", "contested")
        DONE = "done", pgettext_lazy("recommendation", "done")
        VERIFIED = "verified", pgettext_lazy("recommendation", "verified")

    code = models.SlugField(max_length=80, unique=True)
    visit = models.ForeignKey(Visit, models.PROTECT, null=True, blank=True, related_name="recommendations")
    stop = models.ForeignKey(Stop, models.PROTECT, null=True, blank=True, related_name="recommendations")
    recalls = models.ForeignKey(Meeting, models.PROTECT, null=True, blank=True, related_name="recommendations")
    text = TranslatedField(required=["ar", "fr"])
    owner = models.ForeignKey(Organisation, models.PROTECT, null=True, blank=True, related_name="+")
    due_on = models.DateField(null=True, blank=True)
    state = models.CharField(max_length=12, choices=State.choices, default=State.OPEN)

    objects = RecommendationQuerySet.as_manager()

    class Meta(Provenance.Meta):
        ordering = ["code"]
        verbose_name = _("recommendation")
        constraints = [
            *Provenance.Meta.constraints,
            models.CheckConstraint(
                condition=Q(visit__isnull=False) | Q(recalls__isnull=False), name="recommendation_was_made_somewhere"
            ),
        ]

    def __str__(self) -> str:
        return str(self.text)

    def get_absolute_url(self) -> str:
        page = self.visit.get_absolute_url() if self.visit else reverse("deliver:recommendations")
        return f"{page}#{self.code}"

    @property
    def territory(self) -> Territory:
        """Who follows it: the visit's, or that of the meeting which asked for it."""
        if self.visit:
            return self.visit.territory
        return self.recalls.territory  # type: ignore[union-attr]  # a constraint of the table has one of the two

    @property
    def is_recalled(self) -> bool:
        return self.recalls_id is not None

    @property
    def is_late(self) -> bool:
        awaited = self.state not in (self.State.DONE, self.State.VERIFIED)
        return awaited and self.due_on is not None and self.due_on < timezone.localdate()


class RecommendationMove(Step):
    states = Recommendation.State
    recommendation = models.ForeignKey(Recommendation, models.PROTECT, related_name="moves")
