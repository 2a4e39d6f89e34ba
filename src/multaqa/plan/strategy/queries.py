from django.db.models import Prefetch, Q, QuerySet

from multaqa.ground.people.models import Person
from multaqa.listen.contributions.queries import where_held
from multaqa.plan.strategy.models import Axis, Objective, Strategy, StrategyQuerySet
from multaqa.plan.strategy.rules import READERS


def visible_strategies(person: Person | None) -> StrategyQuerySet:
    """The one door: versions that were put to consultation or adopted for all, drafts where one's role plans."""
    strategies = Strategy.objects.select_related("territory", "source", "succeeds")
    return strategies.filter(~Q(state=Strategy.State.DRAFT) | where_held(person, *READERS))


def strategies_to_work_on(person: Person | None) -> StrategyQuerySet:
    """The workspace: the versions of the territories a person plans for, in any state."""
    return Strategy.objects.select_related("territory").filter(where_held(person, *READERS))


def versions_of(strategy: Strategy, person: Person | None) -> StrategyQuerySet:
    """All readable versions of the same strategy, the oldest first."""
    return visible_strategies(person).filter(code=strategy.code).order_by("pk")


def axes_in_full(strategy: Strategy) -> QuerySet[Axis]:
    """The text of a version: axes, objectives and their measures, in order; three queries."""
    objectives = Objective.objects.prefetch_related("measures")
    return strategy.axes.select_related("source").prefetch_related(Prefetch("objectives", objectives))
