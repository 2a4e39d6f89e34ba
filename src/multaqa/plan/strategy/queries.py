from collections import defaultdict
from dataclasses import dataclass

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


@dataclass(frozen=True)
class StrategyWithVersions:
    """A strategy as its readers know it: the version that binds or came last, and all that may be read."""

    current: Strategy
    versions: tuple[Strategy, ...]


def strategies_with_versions(person: Person | None) -> list[StrategyWithVersions]:
    """Every strategy once, the latest period first; one query."""
    by_code: dict[str, list[Strategy]] = defaultdict(list)
    for strategy in visible_strategies(person).order_by("pk"):
        by_code[strategy.code].append(strategy)
    found = [StrategyWithVersions(_current(versions), tuple(versions)) for versions in by_code.values()]
    return sorted(found, key=lambda one: (-(one.current.period_start or 0), one.current.code))


def _current(versions: list[Strategy]) -> Strategy:
    binding = [version for version in versions if version.state == Strategy.State.ADOPTED]
    return (binding or versions)[-1]
