"""Who may have a document read, and who decides on what was proposed."""

from multaqa.ground.people.rules import Doer, can
from multaqa.listen.contributions.models import Contribution
from multaqa.listen.contributions.rules import can_record
from multaqa.listen.meetings.models import Document
from multaqa.listen.reading.models import ReadingRun
from multaqa.listen.statements.rules import can_capture


def can_read_document(doer: Doer | None, document: Document) -> bool:
    """Have it read: its words come in as words received."""
    territory = document.meeting.territory
    return can_record(doer, territory, Contribution.Channel.DOCUMENT) and can(doer, "statement.read_drafts", territory)


def can_decide(doer: Doer | None, run: ReadingRun) -> bool:
    return can_capture(doer, run.contribution)
