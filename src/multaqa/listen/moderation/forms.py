from typing import Any

from django import forms
from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from multaqa.ground.territory.forms import PlacedFilters
from multaqa.listen.contributions.models import Contribution


class QueueFilters(PlacedFilters):
    """What came in, by place and by the way it came."""

    asks = ("territory",)
    channel = forms.ChoiceField(
        label=_("How it reached us"), choices=[("", _("All")), *Contribution.Channel.choices], required=False
    )

    def narrow(self, rows: QuerySet[Any]) -> QuerySet[Any]:
        rows = super().narrow(rows)
        return rows.filter(channel=self.chosen["channel"]) if "channel" in self.chosen else rows
