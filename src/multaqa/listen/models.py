from multaqa.listen.contributions.models import Contribution, ImportDraft
from multaqa.listen.meetings.models import AgendaItem, Announcement, Attendance, Document, Meeting, Site
from multaqa.listen.reading.models import Proposal, ReadingRun
from multaqa.listen.rounds.models import ReferenceSeries, Round
from multaqa.listen.statements.models import Report, Statement, StatementLink, StatementMove, StatementRevision

__all__ = [
    "AgendaItem", "Announcement", "Attendance", "Contribution", "Document", "ImportDraft", "Meeting", "Proposal",
    "ReadingRun", "ReferenceSeries", "Report", "Round", "Site", "Statement", "StatementLink", "StatementMove",
    "StatementRevision",
]  # fmt: skip
