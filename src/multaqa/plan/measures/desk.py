"""The workspace of measures: propose, say where they come from, adopt, follow."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from multaqa.ground.people.queries import reach_of
from multaqa.ground.people.rules import person_at_desk
from multaqa.ground.sheets.downloads import cells, downloaded
from multaqa.plan.measures import actions
from multaqa.plan.measures.forms import DeskFilters, MoveForm, OriginForm, ProposalForm, RevisionForm
from multaqa.plan.measures.models import Measure
from multaqa.plan.measures.queries import measure_at, measures_to_work_on, with_origins_counted
from multaqa.plan.measures.rules import can_adopt_measure, can_edit_measure
from multaqa.plan.measures.views import SORTED_BY as PUBLIC_SORTING
from multaqa.plan.strategy.queries import strategies_to_work_on, visible_strategies
from multaqa.ui.deeds import attempt, done, refusal_of
from multaqa.ui.pages import page
from multaqa.ui.parts import Crumb
from multaqa.ui.tables import listing

SORTED_BY = {**PUBLIC_SORTING, "state": "state", "origins": "origins_count"}
CELLS = cells("code", "strategy.code", "strategy.version", "state", "due_on", "owner.code", "origins_count",
              words="title")  # fmt: skip


def desk(request: HttpRequest) -> HttpResponseBase:
    """Strategies and measures of my territories; what waits for me on top."""
    person = person_at_desk(request)
    measures = with_origins_counted(measures_to_work_on(person))
    filters = DeskFilters(request)
    rows = listing(request, filters.narrow(measures), columns=SORTED_BY, default="code")
    return downloaded(request, rows, "measures", CELLS) or page(
        request,
        "plan/measures/desk_list.html",
        rows=rows,
        filters=filters,
        strategies=strategies_to_work_on(person),
        counts={name: measures.filter(filters.standing(name)).count() for name in filters.WAITING},
        state=filters.chosen.get("state", ""),
    )


def propose(request: HttpRequest, strategy: str, version: str) -> HttpResponse:
    person = person_at_desk(request)
    chosen = get_object_or_404(visible_strategies(person), code=strategy, version=version)
    form = ProposalForm(request.POST or None, strategy=chosen, reach=reach_of(person, "measure.draft"))
    if measure := attempt(form, actions.propose_measure, by=person):
        return done(request, _("The measure is proposed. Say where it comes from."), _address(measure))
    trail = [Crumb(_("Strategies and measures"), reverse("plan:desk")), Crumb(_("New measure"))]
    status = 422 if form.errors else 200
    return page(request, "plan/measures/propose.html", status=status, form=form, strategy=chosen, trail=trail)


def measure_desk(
    request: HttpRequest, strategy: str, version: str, code: str, status: int = 200, refusal: str = "", **bound: Any
) -> HttpResponse:
    """One measure with the forms of all that is done to it; a refused form comes back in its place."""
    person = person_at_desk(request)
    measure = measure_at(measures_to_work_on(person), strategy, version, code)
    forms = {
        "revision": RevisionForm(measure=measure, reach=reach_of(person, "measure.draft")),
        "origin": OriginForm(),
        "move": MoveForm(measure=measure),
        **bound,
    }
    for name, form in forms.items():
        form.auto_id = f"{name}-%s"  # several forms on one page, each with ids of its own
    return page(
        request,
        "plan/measures/desk.html",
        status=status,
        measure=measure,
        origins=measure.origins.select_related("theme", "statement__current"),
        forms=forms,
        refusal=refusal,
        may_move=bool(forms["move"].fields["state"].choices),
        may_edit=can_edit_measure(person, measure) and measure.strategy.is_open_to_measures,
        may_adopt=can_adopt_measure(person, measure),
        trail=[Crumb(_("Strategies and measures"), reverse("plan:desk")), Crumb(str(measure))],
    )


@require_POST
def revise(request: HttpRequest, strategy: str, version: str, code: str) -> HttpResponse:
    person, measure = person_at_desk(request), _measure(request, strategy, version, code)
    form = RevisionForm(request.POST, measure=measure, reach=reach_of(person, "measure.draft"))
    if attempt(form, actions.revise_measure, by=person, measure=measure):
        return done(request, _("Done."), _address(measure))
    return measure_desk(request, strategy, version, code, status=422, revision=form)


@require_POST
def add_origin(request: HttpRequest, strategy: str, version: str, code: str) -> HttpResponse:
    measure, form = _measure(request, strategy, version, code), OriginForm(request.POST)
    if attempt(form, actions.add_origin, by=person_at_desk(request), measure=measure):
        return done(request, _("Done."), _address(measure))
    return measure_desk(request, strategy, version, code, status=422, origin=form)


@require_POST
def remove_origin(request: HttpRequest, strategy: str, version: str, code: str, origin: int) -> HttpResponse:
    measure = _measure(request, strategy, version, code)
    found = get_object_or_404(measure.origins, pk=origin)
    if refusal := refusal_of(actions.remove_origin, by=person_at_desk(request), origin=found):
        return measure_desk(request, strategy, version, code, status=422, refusal=refusal)
    return done(request, _("Done."), _address(measure))


@require_POST
def adopt(request: HttpRequest, strategy: str, version: str, code: str) -> HttpResponse:
    measure = _measure(request, strategy, version, code)
    if refusal := refusal_of(actions.adopt_measure, by=person_at_desk(request), measure=measure):
        return measure_desk(request, strategy, version, code, status=422, refusal=refusal)
    return done(request, _("Done."), _address(measure))


@require_POST
def move(request: HttpRequest, strategy: str, version: str, code: str) -> HttpResponse:
    measure = _measure(request, strategy, version, code)
    form = MoveForm(request.POST, measure=measure)
    if attempt(form, actions.move_measure, by=person_at_desk(request), measure=measure):
        return done(request, _("Done."), _address(measure))
    return measure_desk(request, strategy, version, code, status=422, move=form)


def _measure(request: HttpRequest, strategy: str, version: str, code: str) -> Measure:
    return measure_at(measures_to_work_on(person_at_desk(request)), strategy, version, code)


def _address(measure: Measure) -> str:
    return reverse("plan:desk-measure", args=[measure.strategy.code, measure.strategy.version, measure.code])
