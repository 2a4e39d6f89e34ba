from multaqa.fund.agreements.models import Agreement
from multaqa.ground.people.rules import Doer, can

State = Agreement.State

# From each state, where an agreement may go next.
NEXT_STATES: dict[str, tuple[str, ...]] = {
    State.DRAFT: (State.NEGOTIATED,),
    State.NEGOTIATED: (State.INITIALLED, State.DRAFT),
    State.INITIALLED: (State.DELIBERATED, State.SIGNED),
    State.DELIBERATED: (State.SIGNED,),
    State.SIGNED: (State.IN_FORCE, State.TERMINATED),
    State.IN_FORCE: (State.SUSPENDED, State.COMPLETED, State.TERMINATED),
    State.SUSPENDED: (State.IN_FORCE, State.TERMINATED),
    State.COMPLETED: (State.CLOSED,),
    State.CLOSED: (),
    State.TERMINATED: (),
}
NEEDS_REASON = (State.SUSPENDED, State.TERMINATED)


def can_draft_agreement(doer: Doer | None, agreement: Agreement) -> bool:
    return can(doer, "agreement.draft", agreement.territory)


def can_sign_agreement(doer: Doer | None, agreement: Agreement) -> bool:
    return can(doer, "agreement.sign", agreement.territory)


def is_open_to_drafting(agreement: Agreement) -> bool:
    """Once signed, an agreement changes by amendment alone."""
    return agreement.state in (State.DRAFT, State.NEGOTIATED, State.INITIALLED, State.DELIBERATED)
