"""Answers, as pages of earlier stages show them."""

from typing import Any

from django.template.loader import render_to_string

from multaqa.accountability.answers.models import Answer
from multaqa.accountability.answers.mosaic import mosaic_of
from multaqa.accountability.answers.queries import clock_of_meeting, clock_of_theme
from multaqa.listen.meetings.models import Meeting
from multaqa.listen.statements.models import Statement
from multaqa.understand.themes.models import Theme


def answer_of_statement(context: Any, statement: Statement) -> str:
    """The answer with its earlier wordings, or the day it is due; two queries."""
    if not statement.is_published:
        return ""
    answer = Answer.objects.filter(statement=statement).select_related("measure__objective__axis__strategy").first()
    answer = answer or Answer.owed_to(statement)
    return render_to_string("accountability/answers/answer.html", {"answer": answer, "earlier": _earlier(answer)})


def answers_of_theme(context: Any, theme: Theme) -> str:
    """The theme's own answer, and how many of its statements are answered; three queries."""
    clock = clock_of_theme(theme)
    answer = Answer.objects.filter(theme=theme).select_related("measure__objective__axis__strategy").first()
    if not clock.published and answer is None:
        return ""
    shown = {"clock": clock, "mosaic": mosaic_of(clock), "answer": answer, "earlier": _earlier(answer)}
    return render_to_string("accountability/answers/of_theme.html", shown)


def answers_of_meeting(context: Any, meeting: Meeting) -> str:
    """What became of all that was said in a meeting; one query."""
    clock = clock_of_meeting(meeting)
    if not clock.published:
        return ""
    return render_to_string("accountability/answers/of_meeting.html", {"clock": clock, "mosaic": mosaic_of(clock)})


def _earlier(answer: Answer | None) -> list[Any]:
    """The wordings that were public before, each with why it was changed."""
    if answer is None or not answer.is_published or answer.n == 1:
        return []
    return list(answer.moves.filter(from_state=Answer.State.PUBLISHED).order_by("-n"))
