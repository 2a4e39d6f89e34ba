"""The answers that wait for one person, on the workspace's front page."""

from typing import Any

from django.template.loader import render_to_string

from multaqa.accountability.answers.models import Answer
from multaqa.accountability.answers.queries import workable_answers
from multaqa.ground.people.models import Person


def answers_today(_context: Any, person: Person) -> str:
    answers = workable_answers(person)
    counts = {
        "late": answers.late_today().count(),
        "due": answers.filter(state=Answer.State.DUE).count(),
        "drafted": answers.filter(state=Answer.State.DRAFTED).count(),
    }
    return render_to_string("accountability/answers/today.html", counts) if any(counts.values()) else ""
