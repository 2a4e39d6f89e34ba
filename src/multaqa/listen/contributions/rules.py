"""Who may bring words in, and who may judge what came."""

from multaqa.ground.people.rules import Doer, can
from multaqa.ground.territory.models import Territory
from multaqa.listen.contributions.models import Contribution


def can_record(doer: Doer | None, territory: Territory, channel: str) -> bool:
    verb = "contribution.import" if channel == Contribution.Channel.IMPORT else "statement.capture"
    return can(doer, verb, territory)


def can_moderate(doer: Doer | None, contribution: Contribution) -> bool:
    return can(doer, "contribution.moderate", contribution.territory)
