"""What the reading of documents says on other pages."""

from typing import Any

from django.template.loader import render_to_string

from multaqa.ground.people.rules import person_of
from multaqa.listen.meetings.models import Meeting
from multaqa.listen.reading.queries import documents_to_read


def documents_of_meeting(context: Any, meeting: Meeting) -> str:
    """The papers of a meeting that this reader may have read, or finds read."""
    request = context["request"]
    documents = list(documents_to_read(person_of(request.user)).filter(meeting=meeting))
    if not documents:
        return ""
    return render_to_string("listen/reading/of_meeting.html", {"documents": documents}, request)
