from multaqa.ground.people.rules import Doer, can
from multaqa.listen.rounds.models import Round


def can_manage_round(doer: Doer | None, round: Round) -> bool:
    """A round is led by whoever prepares meetings in all of its territories."""
    territories = list(round.territories.all())
    return bool(territories) and all(can(doer, "meeting.manage", territory) for territory in territories)
