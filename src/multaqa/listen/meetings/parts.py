"""What meetings show on pages of earlier rooms."""

from typing import Any

from django.template.loader import render_to_string

from multaqa.ground.territory.models import Territory
from multaqa.listen.meetings.queries import visible_meetings


def meetings_of_territory(context: Any, territory: Territory) -> str:
    meetings = visible_meetings(None).filter(territory__path__inside=territory.path)
    return render_to_string("listen/meetings/of_territory.html", {"meetings": meetings}) if meetings else ""
