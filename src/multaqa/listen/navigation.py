"""What listening adds to the header, to the workspaces, and to the pages of the ground."""

from typing import Any

from django.utils.translation import gettext_lazy as _

from multaqa.ground.people.rules import person_of, rights_of
from multaqa.listen.meetings.parts import meetings_of_territory
from multaqa.ui.navigation import add_staff_entry
from multaqa.ui.slots import fill_slot


def add() -> None:
    fill_slot("territory.agenda", "listen.meetings", meetings_of_territory)
    add_staff_entry(10, _("Meetings"), "listen:desk-meetings", covers=("listen:desk-meeting",), visible=_prepares_meetings)


def _prepares_meetings(user: Any) -> bool:
    return rights_of(person_of(user)).hold_anywhere("meeting.manage")
