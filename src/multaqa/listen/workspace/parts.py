"""What listening says on the workspace's front page."""

from typing import Any

from django.template.loader import render_to_string

from multaqa.ground.people.models import Person
from multaqa.listen.statements.queries import works_on_statements
from multaqa.listen.workspace.queries import waiting_for


def today_in_listening(_context: Any, person: Person) -> str:
    if not works_on_statements(person):
        return ""
    return render_to_string("listen/workspace/today.html", {"today": waiting_for(person)})
