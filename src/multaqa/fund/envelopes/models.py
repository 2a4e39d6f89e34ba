from collections.abc import Iterable

from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from multaqa.ground.money.models import Amount
from multaqa.ground.people.models import Move
from multaqa.ground.sources.models import Provenance
from multaqa.ground.territory.models import Territory
from multaqa.ground.vocabulary.fields import TranslatedField, Words
from multaqa.ground.vocabulary.models import Searchable
from multaqa.listen.meetings.models import Announcement


class Envelope(Amount, Provenance, Searchable):
    """An amount set aside, or only spoken of: its state says which, and is never left out."""

    class State(models.TextChoices):
        PROPOSED = "proposed", pgettext_lazy("envelope", "proposed")
        AGREED = "agreed", pgettext_lazy("envelope", "agreed")
        COMMITTED = "committed", pgettext_lazy("envelope", "committed")
        CLOSED = "closed", pgettext_lazy("envelope", "closed")

    code = models.SlugField(max_length=80, unique=True)
    title = TranslatedField(required=["ar", "fr"])
    purpose = TranslatedField()
    territory = models.ForeignKey(Territory, models.PROTECT, related_name="envelopes")
    state = models.CharField(max_length=12, choices=State.choices, default=State.PROPOSED)
    announcement = models.ForeignKey(Announcement, models.PROTECT, null=True, blank=True, related_name="envelopes")

    class Meta(Provenance.Meta):
        ordering = ["code"]
        verbose_name = _("envelope")
        constraints = [
            *Provenance.Meta.constraints,
            models.CheckConstraint(condition=Q(amount__gt=0), name="envelope_holds_an_amount"),
        ]

    def __str__(self) -> str:
        return str(self.title)

    def get_absolute_url(self) -> str:
        return reverse("fund:envelope", args=[self.code])

    def search_words(self) -> Iterable[str | Words]:
        return [self.title, self.purpose]


class EnvelopeMove(Move):
    envelope = models.ForeignKey(Envelope, models.PROTECT, related_name="moves")

    @property
    def state_word(self) -> str:
        return str(Envelope.State(self.to_state).label)
