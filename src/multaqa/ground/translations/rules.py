from multaqa.ground.people.rules import Doer, can
from multaqa.ground.territory.models import Territory


def can_translate(person: Doer, territory: Territory) -> bool:
    """Whoever confirms what was said may put it into another language."""
    return can(person, "statement.confirm", territory) or can_approve(person, territory)


def can_approve(person: Doer, territory: Territory) -> bool:
    return can(person, "translation.approve", territory)
