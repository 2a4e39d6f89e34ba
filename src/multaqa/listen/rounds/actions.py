from datetime import date

from django.db import transaction
from django.utils.translation import gettext as _

from multaqa.ground.journal.actions import record
from multaqa.ground.people.rules import Doer, require
from multaqa.listen.errors import ListenError
from multaqa.listen.rounds.models import Round
from multaqa.listen.rounds.rules import can_manage_round


@transaction.atomic
def open_round(*, by: Doer, round: Round, opens_on: date) -> Round:
    """From here on the public may contribute, and the clock of answers will run."""
    return _move(by, round, Round.State.DRAFT, Round.State.OPEN, opens_on=opens_on)


@transaction.atomic
def close_round(*, by: Doer, round: Round, closes_on: date) -> Round:
    """No new contribution is taken; what was said goes on to its answer."""
    return _move(by, round, Round.State.OPEN, Round.State.CLOSED, closes_on=closes_on)


def _move(by: Doer, round: Round, expected: str, state: str, **dates: date) -> Round:
    require(can_manage_round(by, round))
    round = Round.objects.select_for_update(no_key=True).get(pk=round.pk)
    if round.state != expected:
        raise ListenError(
            _("This round is %(state)s, so this step is not open. Reload the page to see where it stands.")
            % {"state": round.get_state_display()}
        )
    round.state = state
    for field, day in dates.items():
        setattr(round, field, day)
    round.save()
    record(by, f"round_{state}", round, state=state)
    return round
