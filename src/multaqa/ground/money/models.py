from decimal import Decimal

from django.core.validators import MinValueValidator
from django.db import models
from django.utils.translation import gettext_lazy as _

from multaqa.ground.money.money import Money


class Amount(models.Model):
    """Three columns that are one fact: how much, in which currency, of which fiscal year."""

    amount = models.DecimalField(
        _("amount"), max_digits=16, decimal_places=2, null=True, blank=True, validators=[MinValueValidator(Decimal(0))]
    )
    currency = models.CharField(_("currency"), max_length=3, default="MAD")
    fiscal_year = models.PositiveSmallIntegerField(_("fiscal year"), null=True, blank=True)

    class Meta:
        abstract = True

    @property
    def money(self) -> Money | None:
        return None if self.amount is None else Money(self.amount, self.currency)
