from collections.abc import Iterable

from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from multaqa.deliver.centres.models import Centre
from multaqa.deliver.projects.models import Project
from multaqa.ground.actors.models import Organisation
from multaqa.ground.people.models import Move
from multaqa.ground.sources.models import Provenance
from multaqa.ground.territory.models import Territory
from multaqa.ground.vocabulary.fields import TranslatedField, Words
from multaqa.ground.vocabulary.models import Searchable
from multaqa.listen.meetings.models import Meeting


class Visit(Provenance, Searchable):
    """Going to see: days, stops, and what was recommended on the spot."""

    class State(models.TextChoices):
        PLANNED = "planned", _("planned")
        ON_SITE = "on_site", _("on site")
        SUBMITTED = "submitted", _("report submitted")
        COUNTERSIGNED = "countersigned", _("countersigned")
        CLOSED = "closed", _("closed")

    code = models.SlugField(max_length=80, unique=True)
    title = TranslatedField(required=["ar", "fr"])
    starts_on = models.DateField(null=True, blank=True)
    ends_on = models.DateField(null=True, blank=True)
    host = models.ForeignKey(Organisation, models.PROTECT, null=True, blank=True, related_name="+")
    territories = models.ManyToManyField(Territory, related_name="visits", blank=True)
    state = models.CharField(max_length=16, choices=State.choices, default=State.PLANNED)

    class Meta(Provenance.Meta):
        ordering = ["-starts_on", "code"]
        verbose_name = _("visit")
        constraints = [
            *Provenance.Meta.constraints,
            models.CheckConstraint(condition=Q(ends_on=None) | Q(ends_on__gte=F("starts_on")), name="visit_ends_after_start"),
        ]

    def __str__(self) -> str:
        return str(self.title)

    def get_absolute_url(self) -> str:
        return reverse("deliver:visit", args=[self.code])

    def search_words(self) -> Iterable[str | Words]:
        return [self.title]


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
        ordering = ["order"]

    def __str__(self) -> str:
        return str(self.title)


class Recommendation(Provenance):
    """What was asked for on the spot, or recalled from an earlier meeting; carried to the next visit."""

    class State(models.TextChoices):
        OPEN = "open", _("open")
        ACCEPTED = "accepted", _("accepted")
        CONTESTED = "contested", _("contested")
        DONE = "done", _("done")
        VERIFIED = "verified", _("verified")

    code = models.SlugField(max_length=80, unique=True)
    visit = models.ForeignKey(Visit, models.PROTECT, related_name="recommendations")
    stop = models.ForeignKey(Stop, models.PROTECT, null=True, blank=True, related_name="recommendations")
    recalls = models.ForeignKey(Meeting, models.PROTECT, null=True, blank=True, related_name="recommendations")
    text = TranslatedField(required=["ar", "fr"])
    owner = models.ForeignKey(Organisation, models.PROTECT, null=True, blank=True, related_name="+")
    due_on = models.DateField(null=True, blank=True)
    state = models.CharField(max_length=12, choices=State.choices, default=State.OPEN)

    class Meta(Provenance.Meta):
        ordering = ["code"]

    def __str__(self) -> str:
        return str(self.text)


class RecommendationMove(Move):
    recommendation = models.ForeignKey(Recommendation, models.PROTECT, related_name="moves")
