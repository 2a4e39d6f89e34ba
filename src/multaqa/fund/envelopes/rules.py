from multaqa.fund.envelopes.models import Envelope
from multaqa.ground.people.rules import Doer, can

# An amount moves one way, from words to money; closing ends it from anywhere.
NEXT_STATES: dict[str, tuple[str, ...]] = {
    Envelope.State.PROPOSED: (Envelope.State.AGREED, Envelope.State.CLOSED),
    Envelope.State.AGREED: (Envelope.State.COMMITTED, Envelope.State.CLOSED),
    Envelope.State.COMMITTED: (Envelope.State.CLOSED,),
    Envelope.State.CLOSED: (),
}


def can_manage_envelope(doer: Doer | None, envelope: Envelope) -> bool:
    return can(doer, "envelope.manage", envelope.territory)
