from multaqa.ground.people.rules import Doer, can, rights_of
from multaqa.ground.territory.models import Territory
from multaqa.plan.strategy.models import Strategy

# Whose roles let them read a version before the public does.
READERS = ("strategy.draft", "measure.draft", "measure.adopt")


def can_draft_strategy(doer: Doer | None, territory: Territory) -> bool:
    return can(doer, "strategy.draft", territory)


def can_adopt_strategy(doer: Doer | None, strategy: Strategy) -> bool:
    """Who adopts what a strategy promises adopts the strategy."""
    return can(doer, "measure.adopt", strategy.territory)


def works_on_plans(doer: Doer | None) -> bool:
    return any(rights_of(doer).hold_anywhere(verb) for verb in READERS)
