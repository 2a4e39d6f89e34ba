"""How measures are shown on the pages of other rooms."""

from typing import Any

from django.template.loader import render_to_string
from django.urls import reverse

from multaqa.ground.territory.models import Territory
from multaqa.plan.measures.queries import measures_for, measures_of_theme
from multaqa.understand.themes.models import Theme

SHOWN = 8


def measures_of_territory(_context: Any, territory: Territory) -> str:
    """Promises in force that act there, with the way to all of them."""
    measures = list(measures_for(territory)[: SHOWN + 1])
    more = f"{reverse('plan:measures')}?territory={territory.code}" if len(measures) > SHOWN else ""
    return _drawn(measures[:SHOWN], more)


def measures_of_a_theme(_context: Any, theme: Theme) -> str:
    return _drawn(list(measures_of_theme(theme)), "")


def _drawn(measures: list[Any], more: str) -> str:
    if not measures:
        return ""
    return render_to_string("plan/measures/cards.html", {"measures": measures, "more": more})
