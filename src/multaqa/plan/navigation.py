"""What planning adds to the header, to the workspaces, and to pages of earlier stages."""

from typing import Any

from django.utils.translation import gettext_lazy as _

from multaqa.ground.people.rules import person_of
from multaqa.plan.measures.parts import measures_of_a_theme, measures_of_territory
from multaqa.plan.strategy.rules import works_on_plans
from multaqa.ui.navigation import add_staff_entry, add_station
from multaqa.ui.slots import fill_slot


def add() -> None:
    add_station(20, _("Decided"), "plan:measures", covers=("plan",))
    fill_slot("territory.planned", "plan.measures", measures_of_territory)
    fill_slot("theme.led_to", "plan.measures", measures_of_a_theme)
    add_staff_entry(
        50,
        _("Strategies and measures"),
        "plan:desk",
        covers=("plan:desk-strategy", "plan:desk-measure"),
        visible=_works_on_plans,
    )


def _works_on_plans(user: Any) -> bool:
    return works_on_plans(person_of(user))
