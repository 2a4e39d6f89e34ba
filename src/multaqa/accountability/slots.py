"""What accountability says on pages of earlier rooms."""

from multaqa.accountability.answers.parts import answer_of_statement, answers_of_meeting, answers_of_theme
from multaqa.accountability.answers.today import answers_today
from multaqa.accountability.trace.parts import thread_of_statement, thread_of_thing
from multaqa.ui.slots import fill_slot, registered_slots


def fill() -> None:
    fill_slot("desk.today", "accountability.today", answers_today)
    fill_slot("statement.thread", "accountability.thread", thread_of_statement)
    fill_slot("statement.answer", "accountability.answer", answer_of_statement)
    fill_slot("theme.led_to", "accountability.answers", answers_of_theme)
    fill_slot("meeting.followed", "accountability.meeting", answers_of_meeting)
    for subject in ("measure", "agreement", "project", "centre"):
        if f"{subject}.thread" in registered_slots():
            fill_slot(f"{subject}.thread", "accountability.thread", thread_of_thing)
