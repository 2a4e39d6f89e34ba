"""Listening's sheets of a round's folder, in the order in which they load."""

from multaqa.ground.sheets.sheets import register_sheet
from multaqa.listen.contributions.sheets import CONTRIBUTIONS
from multaqa.listen.linking.sheets import STATEMENT_LINKS
from multaqa.listen.meetings import sheets as meetings
from multaqa.listen.rounds.sheets import REFERENCE_SERIES, ROUND
from multaqa.listen.statements.sheets import STATEMENTS


def register() -> None:
    register_sheet(ROUND, order=40)
    register_sheet(REFERENCE_SERIES, order=50)
    register_sheet(meetings.MEETINGS, order=60)
    register_sheet(meetings.SITES, order=70)
    register_sheet(meetings.ATTENDANCE, order=80)
    register_sheet(meetings.AGENDA, order=90)
    register_sheet(meetings.DOCUMENTS, order=100)
    register_sheet(meetings.ANNOUNCEMENTS, order=110)
    register_sheet(CONTRIBUTIONS, order=120)
    register_sheet(STATEMENTS, order=130)
    register_sheet(STATEMENT_LINKS, order=140)
