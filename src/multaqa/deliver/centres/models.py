from collections.abc import Iterable
from typing import Self

from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from multaqa.deliver.moves import Step
from multaqa.deliver.projects.models import Project
from multaqa.ground.actors.models import Organisation
from multaqa.ground.sources.models import Provenance
from multaqa.ground.territory.models import Territory
from multaqa.ground.vocabulary.fields import TranslatedField, Words
from multaqa.ground.vocabulary.models import Searchable, Service, TargetGroup


class CentreQuerySet(models.QuerySet["Centre"]):
    def public(self) -> Self:
        """Whatever is planned, built or open, unless the project behind it is still an idea."""
        return self.exclude(project__state=Project.State.IDEA)

    def placed_in(self, territory: Territory) -> Self:
        """Those of a territory; a shelter is found in its province and above, and nowhere nearer."""
        centres = self.filter(territory__path__inside=territory.path)
        return centres if shows_shelters(territory) else centres.exclude(kind=Centre.Kind.SHELTER)


WIDE = (Territory.Kind.COUNTRY, Territory.Kind.REGION, *Territory.PROVINCE_LEVEL)


def shows_shelters(territory: Territory) -> bool:
    """Whether a territory is wide enough to say of a shelter that it is there."""
    return territory.kind in WIDE


class Centre(Provenance, Searchable):
    """A place, or a unit on wheels, where people are received. A shelter has a telephone, never a place."""

    class Kind(models.TextChoices):
        WOMENS_MULTIFUNCTIONAL_SPACE = "womens_multifunctional_space", _("Women's multifunctional space")
        SOCIAL_CENTRE = "social_centre", _("Social centre")
        CHILD_PROTECTION = "child_protection", _("Child protection support centre")
        DISABILITY = "disability", _("Centre for persons with disabilities")
        OLDER_PEOPLE = "older_people", _("Centre for older people")
        SHELTER = "shelter", _("Shelter")
        MOBILE_UNIT = "mobile_unit", _("Mobile unit")
        TRAINING = "training", _("Training and inclusion centre")
        OTHER = "other", _("Other centre")

    class State(models.TextChoices):
        PLANNED = "planned", pgettext_lazy("centre", "planned")
        WORKS = "works", pgettext_lazy("centre", "works under way")
        EQUIPPED = "equipped", pgettext_lazy("centre", "equipped")
        OPEN = "open", pgettext_lazy("centre", "open")
        SUSPENDED = "suspended", pgettext_lazy("centre", "suspended")
        CLOSED = "closed", pgettext_lazy("centre", "closed")

    code = models.SlugField(max_length=80, unique=True)
    project = models.ForeignKey(Project, models.PROTECT, null=True, blank=True, related_name="centres")
    kind = models.CharField(max_length=32, choices=Kind.choices)
    name = TranslatedField(required=["ar", "fr"])
    territory = models.ForeignKey(Territory, models.PROTECT, related_name="centres")
    services = models.ManyToManyField(Service, related_name="centres", blank=True)
    target_groups = models.ManyToManyField(TargetGroup, related_name="centres", blank=True)
    description = TranslatedField()
    hours = TranslatedField()
    address = TranslatedField()
    phone = models.CharField(max_length=24, blank=True)
    capacity = models.PositiveIntegerField(null=True, blank=True)
    operator = models.ForeignKey(Organisation, models.PROTECT, null=True, blank=True, related_name="centres")
    state = models.CharField(max_length=12, choices=State.choices, default=State.PLANNED)
    opened_on = models.DateField(null=True, blank=True)

    objects = CentreQuerySet.as_manager()

    class Meta(Provenance.Meta):
        ordering = ["code"]
        verbose_name = _("centre")
        constraints = [
            *Provenance.Meta.constraints,
            models.CheckConstraint(condition=~Q(kind="shelter") | Q(address={}), name="shelter_has_no_address"),
        ]

    def __str__(self) -> str:
        return str(self.name)

    def get_absolute_url(self) -> str:
        return reverse("deliver:centre", args=[self.code])

    def search_words(self) -> Iterable[str | Words]:
        return [self.name, self.description]

    @property
    def is_shelter(self) -> bool:
        return self.kind == self.Kind.SHELTER

    @property
    def place(self) -> Territory:
        """Where the public may know it to be: of a shelter, never more than its province."""
        if not self.is_shelter or shows_shelters(self.territory):
            return self.territory
        return Territory.objects.above(self.territory).filter(kind__in=WIDE).latest("path")


class CentreMove(Step):
    states = Centre.State
    centre = models.ForeignKey(Centre, models.PROTECT, related_name="moves")
