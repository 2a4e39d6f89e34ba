from multaqa.deliver.visits.models import Recommendation, Visit
from multaqa.ground.people.models import Person
from multaqa.ground.people.rules import Doer, can

State = Visit.State

# From each state, where a visit may go next; a report may be given back to be completed.
NEXT_STATES: dict[str, tuple[str, ...]] = {
    State.PLANNED: (State.ON_SITE,),
    State.ON_SITE: (State.SUBMITTED,),
    State.SUBMITTED: (State.COUNTERSIGNED, State.ON_SITE),
    State.COUNTERSIGNED: (State.CLOSED,),
    State.CLOSED: (),
}

Advice = Recommendation.State

# From each state, where a recommendation may go next; what is said to be done may turn out not to be.
NEXT_OF_RECOMMENDATION: dict[str, tuple[str, ...]] = {
    Advice.OPEN: (Advice.ACCEPTED, Advice.CONTESTED),
    Advice.ACCEPTED: (Advice.DONE, Advice.CONTESTED),
    Advice.CONTESTED: (Advice.ACCEPTED,),
    Advice.DONE: (Advice.VERIFIED, Advice.ACCEPTED),
    Advice.VERIFIED: (),
}


def can_record_visit(doer: Doer | None, visit: Visit) -> bool:
    return can(doer, "visit.record", visit.territory)


def can_follow_recommendation(doer: Doer | None, recommendation: Recommendation) -> bool:
    return can(doer, "recommendation.follow", recommendation.territory)


def takes_stops(visit: Visit) -> bool:
    """Until the report is in."""
    return visit.state in (State.PLANNED, State.ON_SITE)


def needs_reason(recommendation: Recommendation, state: str) -> bool:
    """Who contests says why, and so does who finds undone what was said to be done."""
    found_undone = recommendation.state == Advice.DONE and state == Advice.ACCEPTED
    return state == Advice.CONTESTED or found_undone


def is_second_person(doer: Doer, first: Person | None) -> bool:
    """Two pairs of eyes: nobody confirms what they said themselves."""
    return not isinstance(doer, Person) or doer != first
