"""The workspace of strategies: draft a version, write it, put it to consultation, adopt it."""

from collections.abc import Callable
from typing import Any

from django.forms import Form
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from multaqa.ground.people.models import Person
from multaqa.ground.people.queries import territories_where
from multaqa.ground.people.rules import RightRefused, person_of
from multaqa.ground.territory.models import Territory
from multaqa.ground.vocabulary.fields import Words
from multaqa.listen.rounds.queries import visible_rounds
from multaqa.plan.errors import PlanError
from multaqa.plan.strategy import actions
from multaqa.plan.strategy.forms import AdoptionForm, AxisForm, DraftForm, NextVersionForm, ObjectiveForm, WordsForm
from multaqa.plan.strategy.models import Axis, Objective, Strategy
from multaqa.plan.strategy.queries import axes_in_full, strategies_to_work_on, visible_strategies
from multaqa.plan.strategy.rules import can_adopt_strategy, can_draft_strategy
from multaqa.ui.pages import page, say
from multaqa.ui.parts import Crumb

WORDS = ("title", "summary", "period_start", "period_end")


def acting(request: HttpRequest) -> Person:
    """The gate lets nobody in without one."""
    person = person_of(request.user)
    if person is None:
        raise RightRefused
    return person


def words_of(form: Form) -> dict[str, Any]:
    """Cleaned values, with texts in several languages as Words."""
    return {name: Words(value) if isinstance(value, dict) else value for name, value in form.cleaned_data.items()}


def draft(request: HttpRequest) -> HttpResponse:
    person = acting(request)
    form = DraftForm(
        request.POST or None,
        territories=territories_where(person, "strategy.draft").exclude(kind=Territory.Kind.COMMUNE),
        rounds=visible_rounds(person),
        strategies=visible_strategies(person),
    )
    if form.is_valid():
        try:
            strategy = actions.draft_strategy(by=person, **words_of(form))
        except PlanError as error:
            form.add_error(None, str(error))
        else:
            say(request, _("The draft is kept. Write its axes now."))
            return redirect("plan:desk-strategy", strategy.code, strategy.version)
    trail = [Crumb(_("Strategies and measures"), reverse("plan:desk")), Crumb(_("New strategy"))]
    return page(request, "plan/strategy/draft.html", status=422 if form.errors else 200, form=form, trail=trail)


def strategy_desk(
    request: HttpRequest, code: str, version: str, status: int = 200, refusal: str = "", **bound: Any
) -> HttpResponse:
    """One version with the forms of all that is done to it; a refused form comes back in its place."""
    person = acting(request)
    strategy = _strategy(request, code, version)
    forms = {
        "words": WordsForm(initial={name: getattr(strategy, name) for name in WORDS}),
        "axis": AxisForm(),
        "objective": ObjectiveForm(strategy=strategy),
        "adoption": AdoptionForm(),
        "following": NextVersionForm(),
        **bound,
    }
    for name, form in forms.items():
        form.auto_id = f"{name}-%s"  # several forms on one page, each with ids of its own
    return page(
        request,
        "plan/strategy/desk.html",
        status=status,
        strategy=strategy,
        axes=axes_in_full(strategy),
        refusal=refusal,
        forms=forms,
        may_draft=can_draft_strategy(person, strategy.territory),
        may_adopt=can_adopt_strategy(person, strategy),
        trail=[Crumb(_("Strategies and measures"), reverse("plan:desk")), Crumb(f"{strategy} · {strategy.version}")],
    )


@require_POST
def revise(request: HttpRequest, code: str, version: str) -> HttpResponse:
    form = WordsForm(request.POST)
    return _deed(request, _strategy(request, code, version), "words", form, actions.revise_strategy)


@require_POST
def write_axis(request: HttpRequest, code: str, version: str) -> HttpResponse:
    return _deed(request, _strategy(request, code, version), "axis", AxisForm(request.POST), actions.write_axis)


@require_POST
def write_objective(request: HttpRequest, code: str, version: str) -> HttpResponse:
    strategy = _strategy(request, code, version)

    def write(strategy: Strategy, **fields: Any) -> Objective:
        return actions.write_objective(**fields)

    return _deed(request, strategy, "objective", ObjectiveForm(request.POST, strategy=strategy), write)


@require_POST
def adopt(request: HttpRequest, code: str, version: str) -> HttpResponse:
    form = AdoptionForm(request.POST)
    return _deed(request, _strategy(request, code, version), "adoption", form, actions.adopt_strategy)


@require_POST
def consult(request: HttpRequest, code: str, version: str) -> HttpResponse:
    return _plain_deed(request, _strategy(request, code, version), actions.put_to_consultation)


@require_POST
def drop(request: HttpRequest, code: str, version: str, kind: str, part: int) -> HttpResponse:
    """Strike an axis or an objective that holds nothing yet."""
    strategy = _strategy(request, code, version)
    found: Axis | Objective
    if kind == "axis":
        found = get_object_or_404(strategy.axes, pk=part)
    else:
        found = get_object_or_404(Objective, axis__strategy=strategy, pk=part)

    def strike(by: Person, strategy: Strategy) -> None:
        actions.drop_from_draft(by=by, part=found)

    return _plain_deed(request, strategy, strike)


def _deed(request: HttpRequest, strategy: Strategy, name: str, form: Form, act: Callable[..., Any]) -> HttpResponse:
    if form.is_valid():
        try:
            act(by=acting(request), strategy=strategy, **words_of(form))
        except PlanError as error:
            form.add_error(None, str(error))
        else:
            say(request, _("Done."))
            return redirect("plan:desk-strategy", strategy.code, strategy.version)
    refused: dict[str, Any] = {name: form}
    return strategy_desk(request, strategy.code, strategy.version, status=422, **refused)


def _plain_deed(request: HttpRequest, strategy: Strategy, act: Callable[..., Any]) -> HttpResponse:
    """A deed that is one button: its refusal stands on top of the page."""
    try:
        act(by=acting(request), strategy=strategy)
    except PlanError as error:
        return strategy_desk(request, strategy.code, strategy.version, status=422, refusal=str(error))
    say(request, _("Done."))
    return redirect("plan:desk-strategy", strategy.code, strategy.version)


def _strategy(request: HttpRequest, code: str, version: str) -> Strategy:
    return get_object_or_404(strategies_to_work_on(acting(request)), code=code, version=version)
