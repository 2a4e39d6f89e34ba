"""What listening adds to the header, to the workspaces, and to the pages of the ground."""

from typing import Any

from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from multaqa.ground.people.rules import person_of, rights_of
from multaqa.listen.meetings.parts import meetings_of_territory
from multaqa.listen.reading.parts import documents_of_meeting
from multaqa.listen.reading.queries import reads_documents
from multaqa.listen.statements.parts import statements_of_meeting, statements_of_territory
from multaqa.listen.statements.queries import works_on_statements
from multaqa.listen.workspace.parts import today_in_listening
from multaqa.ui.navigation import add_staff_entry, add_station
from multaqa.ui.slots import fill_slot

STATEMENT_PAGES = ("listen:desk-statement", "listen:desk-capture")
CONTRIBUTION_PAGES = ("listen:desk-contribution", "listen:desk-reports", "listen:desk-retention", "listen:desk-import")


def add() -> None:
    fill_slot("desk.today", "listen.today", today_in_listening)
    fill_slot("meeting.papers", "listen.reading", documents_of_meeting)
    fill_slot("territory.agenda", "listen.meetings", meetings_of_territory)
    fill_slot("territory.said", "listen.statements", statements_of_territory)
    fill_slot("meeting.said", "listen.statements", statements_of_meeting)
    said = pgettext_lazy("section", "Said")
    add_station(10, said, "listen:statements", shape="said", covers=("listen", "understand"))
    add_staff_entry(4, _("Statements"), "listen:desk-statements", covers=STATEMENT_PAGES, visible=_reads_drafts)
    add_staff_entry(
        6, _("Contributions"), "listen:desk-contributions", covers=CONTRIBUTION_PAGES, visible=_reads_drafts
    )
    add_staff_entry(
        8, _("Documents"), "listen:desk-readings", covers=("listen:desk-reading",), visible=_has_documents_read
    )
    add_staff_entry(
        10, _("Meetings"), "listen:desk-meetings", covers=("listen:desk-meeting",), visible=_prepares_meetings
    )


def _reads_drafts(user: Any) -> bool:
    return works_on_statements(person_of(user))


def _has_documents_read(user: Any) -> bool:
    return reads_documents(person_of(user))


def _prepares_meetings(user: Any) -> bool:
    return rights_of(person_of(user)).hold_anywhere("meeting.manage")
