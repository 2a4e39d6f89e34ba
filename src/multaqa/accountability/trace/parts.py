"""The thread, as pages of earlier stages show it."""

from typing import Any

from django.db.models import Model
from django.template.loader import render_to_string

from multaqa.accountability.trace.drawing import statement_steps
from multaqa.accountability.trace.queries import close_thread, trace
from multaqa.listen.statements.models import Statement


def thread_of_statement(context: Any, statement: Statement) -> str:
    """From said to answered in order of time; one query for each kind of thing that came of it."""
    if not statement.is_published:
        return ""
    thread = close_thread(statement)
    shown = {"steps": statement_steps(statement, thread), "subject": thread.subject}
    return render_to_string("accountability/trace/of_statement.html", shown)


def thread_of_thing(context: Any, thing: Model) -> str:
    """What it comes from and what it became, kind by kind in the order of the mission."""
    thread = trace(thing)
    if not thread.upstream and not thread.downstream:
        return ""
    return render_to_string("accountability/trace/of_thing.html", {"thread": thread})
