"""Which round a page speaks of: the one asked for in the address, or the one opened last."""

from dataclasses import dataclass

from django.db.models import F
from django.http import HttpRequest

from multaqa.listen.rounds.models import Round
from multaqa.listen.rounds.queries import visible_rounds


@dataclass(frozen=True)
class ChosenRound:
    """The round of this page, and the others it could be."""

    round: Round | None
    rounds: list[Round]

    @property
    def has_others(self) -> bool:
        return len(self.rounds) > 1


def chosen_round(request: HttpRequest) -> ChosenRound:
    """An unknown code in the address falls back to the latest round; one query."""
    latest_first = F("opens_on").desc(nulls_last=True)
    rounds = list(visible_rounds(None).select_related("source").order_by(latest_first, "-pk"))
    asked = request.GET.get("round")
    latest = rounds[0] if rounds else None
    return ChosenRound(next((one for one in rounds if one.code == asked), latest), rounds)
