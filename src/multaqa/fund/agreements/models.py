from collections.abc import Iterable
from typing import Self

from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from multaqa.ground.actors.models import Organisation
from multaqa.ground.money.models import Amount
from multaqa.ground.people.models import Move
from multaqa.ground.sources.models import Provenance
from multaqa.ground.territory.models import Territory
from multaqa.ground.vocabulary.fields import TranslatedField, Words
from multaqa.ground.vocabulary.models import Searchable, TargetGroup
from multaqa.listen.meetings.models import Announcement
from multaqa.plan.measures.models import Measure


class AgreementQuerySet(models.QuerySet["Agreement"]):
    def binding(self) -> Self:
        """Signed, and so binding: only these count as committed."""
        return self.filter(state__in=Agreement.BINDING)

    def public(self) -> Self:
        return self.exclude(state=Agreement.State.DRAFT)


class Agreement(Provenance, Searchable):
    """A promise of money and means between actors, for one or more measures."""

    class State(models.TextChoices):
        DRAFT = "draft", pgettext_lazy("agreement", "draft")
        NEGOTIATED = "negotiated", pgettext_lazy("agreement", "negotiated")
        INITIALLED = "initialled", pgettext_lazy("agreement", "initialled")
        DELIBERATED = "deliberated", pgettext_lazy("agreement", "deliberated")
        SIGNED = "signed", pgettext_lazy("agreement", "signed")
        IN_FORCE = "in_force", pgettext_lazy("agreement", "in force")
        SUSPENDED = "suspended", pgettext_lazy("agreement", "suspended")
        COMPLETED = "completed", pgettext_lazy("agreement", "completed")
        CLOSED = "closed", pgettext_lazy("agreement", "closed")
        TERMINATED = "terminated", pgettext_lazy("agreement", "terminated")

    BINDING = (State.SIGNED, State.IN_FORCE, State.SUSPENDED, State.COMPLETED, State.CLOSED)
    AGREED = (State.NEGOTIATED, State.INITIALLED, State.DELIBERATED)

    ref = models.SlugField(max_length=40, unique=True)
    title = TranslatedField(required=["ar", "fr"])
    object = TranslatedField(required=["ar", "fr"])
    measures = models.ManyToManyField(Measure, related_name="agreements", blank=True)
    announcements = models.ManyToManyField(Announcement, related_name="agreements", blank=True)
    territory = models.ForeignKey(
        Territory, models.PROTECT, related_name="agreements"
    )  # who may write, and where it counts
    territories = models.ManyToManyField(Territory, related_name="agreements_about", blank=True)
    target_groups = models.ManyToManyField(TargetGroup, related_name="agreements", blank=True)
    starts_on = models.DateField(null=True, blank=True)
    ends_on = models.DateField(null=True, blank=True)
    signed_on = models.DateField(null=True, blank=True)
    state = models.CharField(max_length=12, choices=State.choices, default=State.DRAFT)

    objects = AgreementQuerySet.as_manager()

    class Meta(Provenance.Meta):
        ordering = ["ref"]
        verbose_name = _("agreement")
        constraints = [
            *Provenance.Meta.constraints,
            models.CheckConstraint(
                condition=Q(ends_on=None) | Q(starts_on=None) | Q(ends_on__gte=F("starts_on")),
                name="agreement_ends_after_start",
            ),
            models.CheckConstraint(
                condition=~Q(state__in=["signed", "in_force", "suspended", "completed", "closed"])
                | Q(signed_on__isnull=False),
                name="agreement_binds_once_signed",
            ),
        ]

    def __str__(self) -> str:
        return str(self.title)

    def get_absolute_url(self) -> str:
        return reverse("fund:agreement", args=[self.ref])

    def search_words(self) -> Iterable[str | Words]:
        return [self.ref, self.title, self.object]

    @property
    def is_binding(self) -> bool:
        return self.state in self.BINDING


class AgreementParty(models.Model):
    """An organisation that signs, and what it does in the agreement."""

    class Role(models.TextChoices):
        FUNDER = "funder", _("funder")
        IMPLEMENTER = "implementer", _("implementer")
        OWNER = "owner", _("contracting authority")
        MANAGER = "manager", _("manager")
        BENEFICIARY = "beneficiary", _("beneficiary")

    agreement = models.ForeignKey(Agreement, models.CASCADE, related_name="parties")
    organisation = models.ForeignKey(Organisation, models.PROTECT, related_name="agreement_parties")
    role = models.CharField(max_length=12, choices=Role.choices)
    signatory_capacity = TranslatedField()
    signed_on = models.DateField(null=True, blank=True)

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(fields=["agreement", "organisation", "role"], name="party_once_per_role")
        ]


class Commitment(Amount):
    """What one party promised: money of one fiscal year, or something in kind."""

    class Kind(models.TextChoices):
        MONEY = "money", _("money")
        LAND = "land", _("land")
        BUILDING = "building", _("building")
        STAFF = "staff", _("staff")
        EQUIPMENT = "equipment", _("equipment")
        SERVICE = "service", pgettext_lazy("commitment", "service")

    class CostKind(models.TextChoices):
        INVESTMENT = "investment", _("investment")
        RUNNING = "running", _("running cost")

    code = models.SlugField(max_length=80, unique=True)
    agreement = models.ForeignKey(Agreement, models.CASCADE, related_name="commitments")
    party = models.ForeignKey(AgreementParty, models.PROTECT, related_name="commitments")
    kind = models.CharField(max_length=12, choices=Kind.choices)
    cost_kind = models.CharField(max_length=12, choices=CostKind.choices, blank=True)
    description = TranslatedField()

    class Meta:
        ordering = ["party", "fiscal_year", "pk"]
        verbose_name = _("commitment")
        constraints = [
            models.CheckConstraint(
                condition=~Q(kind="money") | Q(amount__gt=0, fiscal_year__isnull=False),
                name="money_commitment_has_amount_and_year",
            )
        ]

    @property
    def is_in_kind(self) -> bool:
        return self.kind != self.Kind.MONEY


class AgreementMove(Move):
    agreement = models.ForeignKey(Agreement, models.PROTECT, related_name="moves")

    @property
    def state_word(self) -> str:
        return str(Agreement.State(self.to_state).label)
