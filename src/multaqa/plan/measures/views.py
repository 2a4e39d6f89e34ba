"""Measures as the public reads them."""

from django.http import HttpRequest, HttpResponse

from multaqa.ground.people.rules import person_of
from multaqa.ground.territory.models import Territory
from multaqa.ground.territory.queries import regions
from multaqa.plan.measures.models import Measure
from multaqa.plan.measures.queries import (
    binding_measures,
    history_of,
    measure_at,
    measures_for,
    readable_origins,
    visible_measures,
)
from multaqa.plan.measures.rules import can_edit_measure
from multaqa.ui.pages import page
from multaqa.ui.tables import Columns, listing

SORTED_BY: Columns = {
    "code": ("objective__axis__strategy", "objective__axis__order", "objective__order", "code"),
    "due": "due_on",
}


def measure_list(request: HttpRequest) -> HttpResponse:
    """What was promised in the versions in force."""
    place, state = request.GET.get("territory", ""), request.GET.get("state", "")
    territory = Territory.objects.filter(code=place).first() if place else None
    measures = measures_for(territory) if territory else binding_measures(None)
    measures = measures.filter(state=state) if state in Measure.State.values else measures
    rows = listing(request, measures, columns=SORTED_BY, default="code")
    return page(
        request,
        "plan/measures/list.html",
        rows=rows,
        regions=regions(),
        territory=territory,
        states=Measure.State.choices,
        state=state,
    )


def measure_page(request: HttpRequest, strategy: str, version: str, code: str) -> HttpResponse:
    person = person_of(request.user)
    measure = measure_at(visible_measures(person), strategy, version, code)
    return page(
        request,
        "plan/measures/measure.html",
        measure=measure,
        origins=readable_origins(measure),
        territories=measure.territories.all(),
        groups=measure.target_groups.all(),
        moves=history_of(measure),
        may_edit=can_edit_measure(person, measure),
    )
