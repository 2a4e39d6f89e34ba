from collections.abc import Iterable

from multaqa.ground.people.rules import Doer, can
from multaqa.ground.territory.models import Territory
from multaqa.plan.measures.models import Measure
from multaqa.plan.strategy.models import Strategy

# From each state, where a measure may go next.
NEXT_STATES: dict[str, tuple[str, ...]] = {
    Measure.State.PROPOSED: (Measure.State.ADOPTED,),
    Measure.State.ADOPTED: (Measure.State.RUNNING, Measure.State.ABANDONED),
    Measure.State.RUNNING: (Measure.State.ACHIEVED, Measure.State.ABANDONED),
    Measure.State.ACHIEVED: (),
    Measure.State.ABANDONED: (),
}


def can_draft_measure(doer: Doer | None, strategy: Strategy, territories: Iterable[Territory]) -> bool:
    """Where the measure acts; one that names no place acts wherever its strategy does."""
    return _holds(doer, "measure.draft", strategy, territories)


def can_adopt_measure(doer: Doer | None, measure: Measure) -> bool:
    return _holds(doer, "measure.adopt", measure.strategy, measure.territories.all())


def can_edit_measure(doer: Doer | None, measure: Measure) -> bool:
    """Once adopted it binds: only who may adopt it changes it."""
    if measure.state == Measure.State.PROPOSED:
        return can_draft_measure(doer, measure.strategy, measure.territories.all())
    return can_adopt_measure(doer, measure)


def _holds(doer: Doer | None, verb: str, strategy: Strategy, territories: Iterable[Territory]) -> bool:
    places = list(territories) or [strategy.territory]
    return all(can(doer, verb, place) for place in places)
