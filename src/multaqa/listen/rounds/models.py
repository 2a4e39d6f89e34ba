from django.db import models
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from multaqa.ground.sources.models import Provenance
from multaqa.ground.territory.models import Territory
from multaqa.ground.vocabulary.fields import TranslatedField


class Round(Provenance):
    """One consultation: where it goes, from when to when, and how soon it answers."""

    class State(models.TextChoices):
        DRAFT = "draft", pgettext_lazy("round", "draft")
        OPEN = "open", pgettext_lazy("round", "open")
        CLOSED = "closed", pgettext_lazy("round", "closed")

    code = models.SlugField(unique=True)
    title = TranslatedField(required=["ar", "fr"])
    description = TranslatedField()
    territories = models.ManyToManyField(Territory, related_name="rounds")
    state = models.CharField(max_length=8, choices=State.choices, default=State.DRAFT)
    opens_on = models.DateField(null=True, blank=True)
    closes_on = models.DateField(null=True, blank=True)
    answer_within_days = models.PositiveSmallIntegerField(default=180)

    class Meta(Provenance.Meta):
        ordering = ["-opens_on", "code"]
        verbose_name = _("round")

    def __str__(self) -> str:
        return str(self.title)

    def get_absolute_url(self) -> str:
        return reverse("listen:round", args=[self.code])

    @property
    def is_open(self) -> bool:
        return self.state == self.State.OPEN


class ReferenceSeries(models.Model):
    """The prefix of a round's statements in one territory, and the last number given."""

    round = models.ForeignKey(Round, models.PROTECT, related_name="series")
    territory = models.ForeignKey(Territory, models.PROTECT, related_name="+")
    prefix = models.CharField(max_length=24, unique=True)
    last_number = models.PositiveIntegerField(default=0)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["round", "territory"], name="one_series_per_territory")]
        verbose_name_plural = "reference series"

    def __str__(self) -> str:
        return self.prefix
