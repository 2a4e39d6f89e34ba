"""Visits, as other pages show them."""

from typing import Any

from django.template.loader import render_to_string

from multaqa.deliver.centres.models import Centre
from multaqa.deliver.visits.queries import last_stop_at, visits_in
from multaqa.ground.territory.models import Territory


def visits_of_territory(context: Any, territory: Territory) -> str:
    visits = visits_in(territory)
    return render_to_string("deliver/visits/of_territory.html", {"visits": visits}) if visits else ""


def last_visit_of_centre(context: Any, centre: Centre) -> str:
    stop = last_stop_at(centre)
    return render_to_string("deliver/visits/last.html", {"stop": stop}) if stop else ""
