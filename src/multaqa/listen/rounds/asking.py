"""Which round a page speaks of: the one asked for in the address, or the one opened last."""

from dataclasses import dataclass

from django.db.models import F
from django.http import HttpRequest
from django.utils.translation import gettext as _

from multaqa.listen.rounds.models import Round
from multaqa.listen.rounds.queries import visible_rounds
from multaqa.ui.asking import leave_out, shown_value


@dataclass(frozen=True)
class ChosenRound:
    """The round of this page, and the others it could be."""

    round: Round | None
    rounds: list[Round]

    @property
    def has_others(self) -> bool:
        return len(self.rounds) > 1


def chosen_round(request: HttpRequest) -> ChosenRound:
    """The round whose code the address gives, otherwise the latest; one query."""
    latest_first = F("opens_on").desc(nulls_last=True)
    rounds = list(visible_rounds(None).select_related("source").order_by(latest_first, "-pk"))
    asked = request.GET.get("round")
    latest = rounds[0] if rounds else None
    found = next((one for one in rounds if one.code == asked), None)
    if asked and latest and not found:
        text = _("There is no round “%(value)s”. This page is about %(round)s.")
        leave_out(request, "round", text % {"value": shown_value(asked), "round": latest.title})
    return ChosenRound(found or latest, rounds)
