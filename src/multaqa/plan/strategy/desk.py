"""The workspace of strategies: draft a version, write it, put it to consultation, adopt it."""

from collections.abc import Iterable
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from multaqa.ground.people.queries import reach_of
from multaqa.ground.people.rules import person_at_desk
from multaqa.ground.territory.models import Territory
from multaqa.listen.rounds.queries import visible_rounds
from multaqa.plan.strategy import actions
from multaqa.plan.strategy.forms import AdoptionForm, AxisForm, DraftForm, NextVersionForm, ObjectiveForm, RevisionForm
from multaqa.plan.strategy.models import Axis, Objective, Strategy
from multaqa.plan.strategy.queries import axes_in_full, strategies_to_work_on, visible_strategies
from multaqa.plan.strategy.rules import can_adopt_strategy, can_draft_strategy
from multaqa.ui.deeds import attempt, done, refusal_of
from multaqa.ui.pages import page
from multaqa.ui.parts import Crumb


def draft(request: HttpRequest) -> HttpResponse:
    person = person_at_desk(request)
    form = DraftForm(
        request.POST or None,
        reach=reach_of(person, "strategy.draft").without(Territory.Kind.COMMUNE),
        rounds=visible_rounds(person),
        strategies=visible_strategies(person),
    )
    if strategy := attempt(form, actions.draft_strategy, by=person):
        return done(request, _("The draft is kept. Write its axes now."), desk_address(strategy))
    trail = [Crumb(_("Strategies and measures"), reverse("plan:desk")), Crumb(_("New strategy"))]
    return page(request, "plan/strategy/draft.html", status=422 if form.errors else 200, form=form, trail=trail)


def strategy_desk(
    request: HttpRequest, code: str, version: str, status: int = 200, refusal: str = "", **bound: Any
) -> HttpResponse:
    """One version with the forms of all that is done to it; a refused form comes back in its place."""
    person = person_at_desk(request)
    strategy = _strategy(request, code, version)
    axes = axes_in_full(strategy)
    forms = {
        "words": RevisionForm(row=strategy),
        "axis": AxisForm(parts=axes),
        "objective": ObjectiveForm(strategy=strategy, parts=_objectives(axes)),
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
        axes=axes,
        refusal=refusal,
        forms=forms,
        may_draft=can_draft_strategy(person, strategy.territory),
        may_adopt=can_adopt_strategy(person, strategy),
        trail=[Crumb(_("Strategies and measures"), reverse("plan:desk")), Crumb(f"{strategy} · {strategy.version}")],
    )


@require_POST
def revise(request: HttpRequest, code: str, version: str) -> HttpResponse:
    strategy = _strategy(request, code, version)
    form = RevisionForm(request.POST, row=strategy)
    if attempt(form, actions.revise_strategy, by=person_at_desk(request), strategy=strategy):
        return done(request, _("Done."), desk_address(strategy))
    return strategy_desk(request, code, version, status=422, words=form)


@require_POST
def write_axis(request: HttpRequest, code: str, version: str) -> HttpResponse:
    strategy = _strategy(request, code, version)
    form = AxisForm(request.POST, parts=strategy.axes.all())
    if attempt(form, actions.write_axis, by=person_at_desk(request), strategy=strategy):
        return done(request, _("Done."), desk_address(strategy))
    return strategy_desk(request, code, version, status=422, axis=form)


@require_POST
def write_objective(request: HttpRequest, code: str, version: str) -> HttpResponse:
    strategy = _strategy(request, code, version)
    form = ObjectiveForm(request.POST, strategy=strategy, parts=_objectives(axes_in_full(strategy)))
    if attempt(form, actions.write_objective, by=person_at_desk(request)):
        return done(request, _("Done."), desk_address(strategy))
    return strategy_desk(request, code, version, status=422, objective=form)


@require_POST
def adopt(request: HttpRequest, code: str, version: str) -> HttpResponse:
    strategy, form = _strategy(request, code, version), AdoptionForm(request.POST)
    if attempt(form, actions.adopt_strategy, by=person_at_desk(request), strategy=strategy):
        return done(request, _("Done."), desk_address(strategy))
    return strategy_desk(request, code, version, status=422, adoption=form)


@require_POST
def consult(request: HttpRequest, code: str, version: str) -> HttpResponse:
    strategy = _strategy(request, code, version)
    if refusal := refusal_of(actions.put_to_consultation, by=person_at_desk(request), strategy=strategy):
        return strategy_desk(request, code, version, status=422, refusal=refusal)
    return done(request, _("Done."), desk_address(strategy))


@require_POST
def drop(request: HttpRequest, code: str, version: str, kind: str, part: int) -> HttpResponse:
    """Strike an axis or an objective that holds nothing yet."""
    strategy = _strategy(request, code, version)
    found: Axis | Objective
    if kind == "axis":
        found = get_object_or_404(strategy.axes, pk=part)
    else:
        found = get_object_or_404(Objective, axis__strategy=strategy, pk=part)
    if refusal := refusal_of(actions.drop_from_draft, by=person_at_desk(request), part=found):
        return strategy_desk(request, code, version, status=422, refusal=refusal)
    return done(request, _("Done."), desk_address(strategy))


def _objectives(axes: Iterable[Axis]) -> list[Objective]:
    return [objective for axis in axes for objective in axis.objectives.all()]


def _strategy(request: HttpRequest, code: str, version: str) -> Strategy:
    return get_object_or_404(strategies_to_work_on(person_at_desk(request)), code=code, version=version)


def desk_address(strategy: Strategy) -> str:
    return reverse("plan:desk-strategy", args=[strategy.code, strategy.version])
