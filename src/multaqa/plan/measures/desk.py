"""The workspace of measures: propose, say where they come from, adopt, follow."""

from collections.abc import Callable
from typing import Any

from django.db.models import Q
from django.forms import Form
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from multaqa.ground.people.rules import rights_of
from multaqa.plan.errors import PlanError
from multaqa.plan.measures import actions
from multaqa.plan.measures.forms import MoveForm, OriginForm, ProposalForm, RevisionForm
from multaqa.plan.measures.models import Measure
from multaqa.plan.measures.queries import measure_at, measures_to_work_on, with_origins_counted
from multaqa.plan.measures.rules import can_adopt_measure, can_edit_measure
from multaqa.plan.measures.views import SORTED_BY as PUBLIC_SORTING
from multaqa.plan.strategy.desk import acting, words_of
from multaqa.plan.strategy.models import Strategy
from multaqa.plan.strategy.queries import strategies_to_work_on, visible_strategies
from multaqa.ui.pages import page, say
from multaqa.ui.parts import Crumb
from multaqa.ui.tables import listing

SORTED_BY = {**PUBLIC_SORTING, "state": "state", "origins": "origins_count"}


def desk(request: HttpRequest) -> HttpResponse:
    """Strategies and measures of my territories; what waits for me on top."""
    person = acting(request)
    measures = with_origins_counted(measures_to_work_on(person))
    to_adopt = Q(state=Measure.State.PROPOSED) & ~Q(objective__axis__strategy__state__in=Strategy.AS_READ)
    waiting = {
        "without": to_adopt & Q(origins_count=0),
        "proposed": to_adopt,
        "running": Q(state__in=(Measure.State.ADOPTED, Measure.State.RUNNING)),
    }
    asked = request.GET.get("state", "")
    shown = measures.filter(waiting[asked]) if asked in waiting else measures
    return page(
        request,
        "plan/measures/desk_list.html",
        rows=listing(request, shown, columns=SORTED_BY, default="code"),
        strategies=strategies_to_work_on(person),
        counts={name: measures.filter(condition).count() for name, condition in waiting.items()},
        state=asked,
    )


def propose(request: HttpRequest, strategy: str, version: str) -> HttpResponse:
    person = acting(request)
    chosen = get_object_or_404(visible_strategies(person), code=strategy, version=version)
    paths = rights_of(person).paths("measure.draft")
    form = ProposalForm(request.POST or None, strategy=chosen, paths=paths)
    if form.is_valid():
        try:
            measure = actions.propose_measure(by=person, **words_of(form))
        except PlanError as error:
            form.add_error(None, str(error))
        else:
            say(request, _("The measure is proposed. Say where it comes from."))
            return redirect(_desk_of(measure))
    trail = [Crumb(_("Strategies and measures"), reverse("plan:desk")), Crumb(_("New measure"))]
    status = 422 if form.errors else 200
    return page(request, "plan/measures/propose.html", status=status, form=form, strategy=chosen, trail=trail)


def measure_desk(
    request: HttpRequest, strategy: str, version: str, code: str, status: int = 200, refusal: str = "", **bound: Any
) -> HttpResponse:
    """One measure with the forms of all that is done to it; a refused form comes back in its place."""
    person = acting(request)
    measure = measure_at(measures_to_work_on(person), strategy, version, code)
    forms = {
        "revision": RevisionForm(measure=measure, paths=rights_of(person).paths("measure.draft")),
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
    measure = _measure(request, strategy, version, code)
    form = RevisionForm(request.POST, measure=measure, paths=rights_of(acting(request)).paths("measure.draft"))
    return _deed(request, measure, "revision", form, actions.revise_measure)


@require_POST
def add_origin(request: HttpRequest, strategy: str, version: str, code: str) -> HttpResponse:
    measure = _measure(request, strategy, version, code)
    return _deed(request, measure, "origin", OriginForm(request.POST), actions.add_origin)


@require_POST
def remove_origin(request: HttpRequest, strategy: str, version: str, code: str, origin: int) -> HttpResponse:
    measure = _measure(request, strategy, version, code)
    found = get_object_or_404(measure.origins, pk=origin)

    def remove(by: Any, measure: Measure) -> None:
        actions.remove_origin(by=by, origin=found)

    return _plain_deed(request, measure, remove)


@require_POST
def adopt(request: HttpRequest, strategy: str, version: str, code: str) -> HttpResponse:
    return _plain_deed(request, _measure(request, strategy, version, code), actions.adopt_measure)


@require_POST
def move(request: HttpRequest, strategy: str, version: str, code: str) -> HttpResponse:
    measure = _measure(request, strategy, version, code)
    return _deed(request, measure, "move", MoveForm(request.POST, measure=measure), actions.move_measure)


def _deed(request: HttpRequest, measure: Measure, name: str, form: Form, act: Callable[..., Any]) -> HttpResponse:
    if form.is_valid():
        try:
            act(by=acting(request), measure=measure, **words_of(form))
        except PlanError as error:
            form.add_error(None, str(error))
        else:
            say(request, _("Done."))
            return redirect(_desk_of(measure))
    place = measure.strategy
    refused: dict[str, Any] = {name: form}
    return measure_desk(request, place.code, place.version, measure.code, status=422, **refused)


def _plain_deed(request: HttpRequest, measure: Measure, act: Callable[..., Any]) -> HttpResponse:
    """A deed that is one button: its refusal stands on top of the page."""
    try:
        act(by=acting(request), measure=measure)
    except PlanError as error:
        place = measure.strategy
        return measure_desk(request, place.code, place.version, measure.code, status=422, refusal=str(error))
    say(request, _("Done."))
    return redirect(_desk_of(measure))


def _measure(request: HttpRequest, strategy: str, version: str, code: str) -> Measure:
    return measure_at(measures_to_work_on(acting(request)), strategy, version, code)


def _desk_of(measure: Measure) -> str:
    return reverse("plan:desk-measure", args=[measure.strategy.code, measure.strategy.version, measure.code])
