"""Strategies as the public reads them."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404

from multaqa.ground.people.rules import person_of
from multaqa.plan.strategy.queries import axes_in_full, strategies_with_versions, versions_of, visible_strategies
from multaqa.plan.strategy.rules import can_draft_strategy
from multaqa.ui.pages import page


def strategy_list(request: HttpRequest) -> HttpResponse:
    return page(request, "plan/strategy/list.html", strategies=strategies_with_versions(None))


def strategy_page(request: HttpRequest, code: str, version: str) -> HttpResponse:
    person = person_of(request.user)
    strategy = get_object_or_404(visible_strategies(person), code=code, version=version)
    return page(
        request,
        "plan/strategy/strategy.html",
        strategy=strategy,
        axes=axes_in_full(strategy),
        versions=versions_of(strategy, person),
        successors=strategy.successors.public(),
        may_edit=can_draft_strategy(person, strategy.territory),
    )
