from collections.abc import Iterable
from pathlib import Path
from uuid import uuid4

from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from multaqa.ground.people.models import Move, Person
from multaqa.ground.sources.models import Provenance
from multaqa.ground.territory.models import Territory
from multaqa.ground.vocabulary.fields import TranslatedField, Words
from multaqa.ground.vocabulary.models import Searchable


class ActorKind(models.TextChoices):
    """What an actor is, as every stage counts them."""

    MINISTRY = "ministry", _("Ministry")
    WILAYA = "wilaya", _("Wilaya")
    PROVINCE_GOVERNOR = "province_governor", _("Province or prefecture")
    REGIONAL_COUNCIL = "regional_council", _("Regional council")
    PROVINCIAL_COUNCIL = "provincial_council", _("Provincial council")
    COMMUNE_COUNCIL = "commune_council", _("Commune council")
    DECONCENTRATED_SERVICE = "deconcentrated_service", _("Deconcentrated service")
    PUBLIC_AGENCY = "public_agency", _("Public agency")
    UNIVERSITY = "university", _("University")
    ACADEMY = "academy", _("Academy of education")
    ASSOCIATION = "association", _("Association")
    COMPANY = "company", _("Company or cooperative")
    EXPERT_BODY = "expert_body", _("Expert body")
    OTHER = "other", _("Other organisation")


class Organisation(Provenance, Searchable):
    """An office, a council, a service, an association: it acts through people, and outlives them."""

    code = models.SlugField(max_length=80, unique=True)
    kind = models.CharField(_("kind"), max_length=32, choices=ActorKind.choices)
    name = TranslatedField(required=["ar", "fr"])
    territory = models.ForeignKey(Territory, models.PROTECT, related_name="organisations")
    parent = models.ForeignKey("self", models.PROTECT, null=True, blank=True, related_name="parts")

    class Meta(Provenance.Meta):
        ordering = ["code"]
        verbose_name = _("organisation")
        verbose_name_plural = _("organisations")

    def __str__(self) -> str:
        return str(self.name)

    def search_words(self) -> Iterable[str | Words]:
        return [self.name]


def proof_place(_: "Mandate", file_name: str) -> str:
    """The name of the file tells nothing: the one it came with may name somebody."""
    return f"proofs/{uuid4().hex}{Path(file_name).suffix.lower()}"


class Mandate(Provenance):
    """A person in an office, from one day to another: offices change hands."""

    class State(models.TextChoices):
        CLAIMED = "claimed", pgettext_lazy("mandate", "claimed")
        VERIFIED = "verified", pgettext_lazy("mandate", "verified")
        ENDED = "ended", pgettext_lazy("mandate", "ended")
        REFUSED = "refused", pgettext_lazy("mandate", "refused")

    person = models.ForeignKey(Person, models.PROTECT, related_name="mandates")
    organisation = models.ForeignKey(Organisation, models.PROTECT, related_name="mandates")
    capacity = TranslatedField(required=["ar", "fr"])
    valid_from = models.DateField(null=True, blank=True)
    valid_to = models.DateField(null=True, blank=True)
    state = models.CharField(max_length=12, choices=State.choices, default=State.CLAIMED)
    refusal_reason = models.TextField(blank=True)
    proof = models.FileField(upload_to=proof_place, blank=True)

    class Meta(Provenance.Meta):
        ordering = ["organisation", "valid_from"]
        constraints = [
            *Provenance.Meta.constraints,
            models.CheckConstraint(
                condition=models.Q(valid_from=None)
                | models.Q(valid_to=None)
                | models.Q(valid_to__gte=models.F("valid_from")),
                name="mandate_ends_after_start",
            ),
            models.CheckConstraint(
                condition=~models.Q(state="refused") | ~models.Q(refusal_reason=""), name="mandate_refused_with_reason"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.capacity} · {self.organisation_id}"


class MandateMove(Move):
    """When somebody's office was recorded, verified, refused or ended, and by whom."""

    mandate = models.ForeignKey(Mandate, models.PROTECT, related_name="moves")

    @property
    def state_word(self) -> str:
        return str(Mandate.State(self.to_state).label)
