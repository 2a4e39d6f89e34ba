from collections.abc import Iterable

from django.core.validators import MaxValueValidator
from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from multaqa.fund.agreements.models import Agreement
from multaqa.ground.actors.models import Organisation
from multaqa.ground.people.models import Move
from multaqa.ground.sources.models import Provenance
from multaqa.ground.territory.models import Territory
from multaqa.ground.vocabulary.fields import TranslatedField, Words
from multaqa.ground.vocabulary.models import Searchable
from multaqa.plan.measures.models import Measure


class Project(Provenance, Searchable):
    """What is being built or set up for a measure, in one territory, by one owner."""

    class State(models.TextChoices):
        IDEA = "idea", _("idea")
        APPROVED = "approved", _("approved")
        FUNDED = "funded", _("funded")
        RUNNING = "running", _("under way")
        SUSPENDED = "suspended", _("suspended")
        DELIVERED = "delivered", _("delivered")
        IN_SERVICE = "in_service", _("in service")
        CLOSED = "closed", _("closed")
        CANCELLED = "cancelled", _("cancelled")

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

    class Meta(Provenance.Meta):
        ordering = ["code"]
        verbose_name = _("project")
        constraints = [
            *Provenance.Meta.constraints,
            models.CheckConstraint(
                condition=Q(progress_percent=None) | Q(progress_percent__lte=100), name="project_progress_is_a_percent"
            ),
        ]

    def __str__(self) -> str:
        return str(self.title)

    def get_absolute_url(self) -> str:
        return reverse("deliver:project", args=[self.code])

    def search_words(self) -> Iterable[str | Words]:
        return [self.title]


class ProjectMove(Move):
    project = models.ForeignKey(Project, models.PROTECT, related_name="moves")
