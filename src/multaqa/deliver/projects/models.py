from collections.abc import Iterable
from datetime import date
from typing import Self

from django.core.validators import MaxValueValidator
from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from multaqa.deliver.moves import Step
from multaqa.fund.agreements.models import Agreement
from multaqa.ground.actors.models import Organisation
from multaqa.ground.people.models import Person
from multaqa.ground.sources.models import Provenance
from multaqa.ground.territory.models import Territory
from multaqa.ground.vocabulary.fields import TranslatedField, Words
from multaqa.ground.vocabulary.models import Searchable
from multaqa.plan.measures.models import Measure


class ProjectQuerySet(models.QuerySet["Project"]):
    def public(self) -> Self:
        """An idea belongs to who works on it; from the approval on, everybody reads it."""
        return self.exclude(state=Project.State.IDEA)

    def late(self, on: date | None = None) -> Self:
        """Not delivered, and the day forecast for it has passed."""
        return self.filter(state__in=Project.AWAITED, forecast_on__lt=on or timezone.localdate())


class Project(Provenance, Searchable):
    """What is being built or set up for a measure, in one territory, by one owner."""

    class State(models.TextChoices):
        IDEA = "idea", pgettext_lazy("project", "idea")
        APPROVED = "approved", pgettext_lazy("project", "approved")
        FUNDED = "funded", pgettext_lazy("project", "funded")
        RUNNING = "running", pgettext_lazy("project", "under way")
        SUSPENDED = "suspended", pgettext_lazy("project", "suspended")
        DELIVERED = "delivered", pgettext_lazy("project", "delivered")
        IN_SERVICE = "in_service", pgettext_lazy("project", "in service")
        CLOSED = "closed", pgettext_lazy("project", "closed")
        CANCELLED = "cancelled", pgettext_lazy("project", "cancelled")

    AWAITED = (State.APPROVED, State.FUNDED, State.RUNNING, State.SUSPENDED)

    code = models.SlugField(max_length=80, unique=True)
    title = TranslatedField(required=["ar", "fr"])
    measure = models.ForeignKey(Measure, models.PROTECT, null=True, blank=True, related_name="projects")
    agreement = models.ForeignKey(Agreement, models.PROTECT, null=True, blank=True, related_name="projects")
    territory = models.ForeignKey(Territory, models.PROTECT, related_name="projects")
    owner = models.ForeignKey(Organisation, models.PROTECT, null=True, blank=True, related_name="projects")
    state = models.CharField(max_length=12, choices=State.choices, default=State.IDEA)
    starts_on = models.DateField(null=True, blank=True)
    forecast_on = models.DateField(null=True, blank=True)
    delivered_on = models.DateField(null=True, blank=True)
    progress_percent = models.PositiveSmallIntegerField(null=True, blank=True, validators=[MaxValueValidator(100)])

    objects = ProjectQuerySet.as_manager()

    class Meta(Provenance.Meta):
        ordering = ["code"]
        verbose_name = _("project")
        constraints = [
            *Provenance.Meta.constraints,
            models.CheckConstraint(
                condition=Q(progress_percent=None) | Q(progress_percent__lte=100), name="project_progress_is_a_percent"
            ),
            models.CheckConstraint(
                condition=Q(starts_on=None) | Q(delivered_on=None) | Q(delivered_on__gte=F("starts_on")),
                name="project_delivered_after_start",
            ),
        ]

    def __str__(self) -> str:
        return str(self.title)

    def get_absolute_url(self) -> str:
        return reverse("deliver:project", args=[self.code])

    def search_words(self) -> Iterable[str | Words]:
        return [self.title]

    @property
    def is_late(self) -> bool:
        return self.state in self.AWAITED and self.forecast_on is not None and self.forecast_on < timezone.localdate()


class ProjectMove(Step):
    states = Project.State
    project = models.ForeignKey(Project, models.PROTECT, related_name="moves")


class ProgressReport(models.Model):
    """How far a project was and when its end was expected, as its owner said on one day. Never changed."""

    project = models.ForeignKey(Project, models.PROTECT, related_name="reports")
    reported_on = models.DateField(default=timezone.localdate)
    percent = models.PositiveSmallIntegerField(validators=[MaxValueValidator(100)])
    forecast_on = models.DateField(null=True, blank=True)
    note = TranslatedField()
    by = models.ForeignKey(Person, models.SET_NULL, null=True, blank=True, related_name="+")

    class Meta:
        ordering = ["-reported_on", "-pk"]
        constraints = [models.CheckConstraint(condition=Q(percent__lte=100), name="report_is_a_percent")]

    def __str__(self) -> str:
        return f"{self.project.code} {self.reported_on}"
