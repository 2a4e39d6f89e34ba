from typing import Self

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from multaqa.fund.agreements.models import Commitment
from multaqa.ground.actors.models import Organisation
from multaqa.ground.money.models import Amount
from multaqa.ground.people.models import Move


class DisbursementQuerySet(models.QuerySet["Disbursement"]):
    def paid(self) -> Self:
        return self.filter(state__in=Disbursement.PAID)


class Disbursement(Amount):
    """A payment against a commitment. Only what left the payer's account counts as paid."""

    class State(models.TextChoices):
        REQUESTED = "requested", pgettext_lazy("payment", "requested")
        CERTIFIED = "certified", pgettext_lazy("payment", "certified")
        ORDERED = "ordered", pgettext_lazy("payment", "ordered")
        PAID = "paid", pgettext_lazy("payment", "paid")
        RECEIVED = "received", pgettext_lazy("payment", "received")
        REJECTED = "rejected", pgettext_lazy("payment", "rejected")
        REVERSED = "reversed", pgettext_lazy("payment", "reversed")

    PAID = (State.PAID, State.RECEIVED)

    code = models.SlugField(max_length=80, unique=True)
    commitment = models.ForeignKey(Commitment, models.PROTECT, related_name="disbursements")
    payee = models.ForeignKey(Organisation, models.PROTECT, null=True, blank=True, related_name="+")
    value_on = models.DateField(null=True, blank=True)
    proof = models.CharField(max_length=120, blank=True)
    state = models.CharField(max_length=12, choices=State.choices, default=State.REQUESTED)

    objects = DisbursementQuerySet.as_manager()

    class Meta:
        ordering = ["value_on", "pk"]
        verbose_name = _("payment")
        constraints = [
            models.CheckConstraint(condition=Q(amount__gt=0), name="disbursement_has_an_amount"),
            models.CheckConstraint(
                condition=~Q(state__in=["paid", "received"]) | Q(value_on__isnull=False), name="paid_on_a_day"
            ),
        ]

    def __str__(self) -> str:
        return self.code

    @property
    def is_paid(self) -> bool:
        return self.state in self.PAID


class DisbursementMove(Move):
    disbursement = models.ForeignKey(Disbursement, models.PROTECT, related_name="moves")
