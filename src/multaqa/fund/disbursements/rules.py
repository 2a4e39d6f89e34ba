from multaqa.fund.agreements.models import Agreement
from multaqa.fund.disbursements.models import Disbursement
from multaqa.ground.people.rules import Doer, can

State = Disbursement.State

NEXT_STATES: dict[str, tuple[str, ...]] = {
    State.REQUESTED: (State.CERTIFIED, State.REJECTED),
    State.CERTIFIED: (State.ORDERED, State.REJECTED),
    State.ORDERED: (State.PAID, State.REJECTED),
    State.PAID: (State.RECEIVED, State.REVERSED),
    State.RECEIVED: (State.REVERSED,),
    State.REJECTED: (),
    State.REVERSED: (),
}
NEEDS_REASON = (State.REJECTED, State.REVERSED)


def can_record_payment(doer: Doer | None, agreement: Agreement) -> bool:
    return can(doer, "payment.record", agreement.territory)
