"""What accountability adds to the header, the footer and the workspaces."""

from typing import Any

from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from multaqa.ground.people.rules import person_of, rights_of
from multaqa.ui.navigation import add_footer_link, add_staff_entry, add_station, set_search_page


def add() -> None:
    answered = pgettext_lazy("section", "Answered")
    add_station(50, answered, "accountability:answers", shape="answer", covers=("accountability:trace",))
    add_staff_entry(
        70,
        _("Answers"),
        "accountability:desk-answers",
        covers=("accountability:desk-answer", "accountability:desk-theme"),
        visible=_answers_somewhere,
    )
    set_search_page("accountability:search")
    add_footer_link(10, _("About"), "accountability:about")
    add_footer_link(20, _("Method"), "accountability:method")
    add_footer_link(30, _("Personal data"), "accountability:privacy")
    add_footer_link(40, _("Access to information"), "accountability:access-to-information")
    add_footer_link(50, _("Accessibility"), "accountability:accessibility")
    add_footer_link(60, _("Legal notice"), "accountability:legal")
    add_footer_link(70, _("Source code"), "accountability:source")


def _answers_somewhere(user: Any) -> bool:
    rights = rights_of(person_of(user))
    return rights.hold_anywhere("answer.draft") or rights.hold_anywhere("answer.publish")
