"""Measures as the public reads them."""

from django.http import HttpRequest, HttpResponse

from multaqa.ground.people.rules import person_of
from multaqa.plan.measures.forms import MeasureFilters
from multaqa.plan.measures.queries import history_of, measure_at, readable_origins, visible_measures
from multaqa.plan.measures.rules import can_edit_measure
from multaqa.ui.pages import page
from multaqa.ui.tables import Columns, listing

SORTED_BY: Columns = {
    "code": ("objective__axis__strategy", "objective__axis__order", "objective__order", "code"),
    "due": "due_on",
}


def measure_list(request: HttpRequest) -> HttpResponse:
    """What was promised in the versions in force."""
    filters = MeasureFilters(request)
    rows = listing(request, filters.narrow(), columns=SORTED_BY, default="code")
    return page(request, "plan/measures/list.html", rows=rows, filters=filters)


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
