"""Answers as rows of a round's folder. What is there already is left to its editors."""

from collections.abc import Iterable
from datetime import date, timedelta
from typing import Any

from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from multaqa.accountability.answers.actions import open_answers
from multaqa.accountability.answers.models import Answer, AnswerMove
from multaqa.ground.journal.actions import record
from multaqa.ground.sheets.columns import Column
from multaqa.ground.sheets.context import LoadContext
from multaqa.ground.sheets.records import Record
from multaqa.ground.sheets.refusals import Refusal
from multaqa.ground.sheets.sheets import Rows, Sheet
from multaqa.listen.contributions.sheets import at_noon
from multaqa.listen.rounds.models import Round

State = Answer.State


def _check(rows: Rows, _context: LoadContext) -> Iterable[Refusal]:
    for row in rows:
        if bool(row["statement"]) == bool(row["theme"]):
            yield row.refusal(
                "statement",
                _("A row answers one statement or one theme."),
                _("Fill in one of the two; give each answer a row of its own."),
            )
        if row["state"] == State.PUBLISHED:
            yield from _what_publication_lacks(row)
        elif row["state"] == State.DUE and (row["outcome"] or row["text"]):
            yield row.refusal(
                "outcome",
                _("An answer that is still due has no outcome and no text."),
                _("Make it drafted or published."),
            )


def _what_publication_lacks(row: Record) -> Iterable[Refusal]:
    for column in ("outcome", "published_on"):
        if not row[column]:
            yield row.refusal(column, _("A published answer has an outcome and a day."), _("Fill in the cell."))
    for tag in ("ar", "fr"):
        if tag not in (row["text"] or {}):
            yield row.refusal(
                f"text_{tag}", _("A published answer stands in Arabic and in French."), _("Write it here.")
            )


def _load(rows: Rows, context: LoadContext) -> None:
    """Each answer that is not begun yet; then the clock of every statement that has no row."""
    known = _begun()
    for row in rows:
        subject = _subject(row, context)
        if subject not in known:
            with context.writing(row):
                _write(row, subject, context)
    for round in context.objects("round").values():
        open_answers(by=context.by, round=Round.objects.get(pk=round.pk))  # type: ignore[arg-type]


def _begun() -> set[tuple[str, int]]:
    begun = Answer.objects.exclude(state=State.DUE)
    return {("statement", pk) if pk else ("theme", theme) for pk, theme in begun.values_list("statement", "theme")}


def _subject(row: Record, context: LoadContext) -> tuple[str, int]:
    kind = "statement" if row["statement"] else "theme"
    return kind, context.find(f"{kind}s", row[kind]).pk


def _write(row: Record, subject: tuple[str, int], context: LoadContext) -> None:
    kind, pk = subject
    facts: dict[str, Any] = {
        "outcome": row["outcome"] or "",
        "text": row["text"],
        "measure": context.find("measures", row["measure"]),
        "due_on": row["due_on"] or _due_on(context.find(f"{kind}s", row[kind])),
        "state": row["state"],
        "published_at": at_noon(row["published_on"]) if row["published_on"] else None,
        "illustrative": bool(row["illustrative"]),
    }
    asked: dict[str, Any] = {f"{kind}_id": pk}
    was_due_on = Answer.objects.filter(**asked).values_list("due_on", flat=True).first()
    answer, _new = Answer.objects.update_or_create(defaults=facts, **asked)
    if answer.published_at:
        AnswerMove.objects.create(answer=answer, to_state=answer.state, at=answer.published_at)
    if answer.state != State.DUE or answer.due_on != was_due_on:
        record(context.by, "loaded", answer, state=answer.state, outcome=answer.outcome)


def _due_on(subject: Any) -> date:
    """As the clock would set it: so many days after publication."""
    day = timezone.localdate(subject.published_at) if subject.published_at else timezone.localdate()
    return day + timedelta(days=subject.round.answer_within_days)


ANSWERS = Sheet(
    "answers",
    gettext_lazy("Answers"),
    (
        Column("statement", "code", refers_to="statements", help=gettext_lazy("The statement that is answered.")),
        Column("theme", "code", refers_to="themes", help=gettext_lazy("Or the theme that is answered."), example=""),
        Column("outcome", "choice", choices=Answer.Outcome.choices, help=gettext_lazy("What was decided.")),
        Column("text", "words", help=gettext_lazy("The answer, to the person who spoke.")),
        Column(
            "measure",
            "code",
            refers_to="measures",
            help=gettext_lazy("By which measure: strategy:version:code."),
            example="",
        ),
        Column("due_on", "date", help=gettext_lazy("The day by which it is due; empty: as the round promised.")),
        Column("published_on", "date", help=gettext_lazy("The day it was published.")),
        Column("state", "choice", required=True, choices=State.choices, help=gettext_lazy("Where it stands.")),
        Column("illustrative", "boolean", help=gettext_lazy("Written for a demonstration.")),
    ),
    load=_load,
    key=("statement", "theme"),
    check=_check,
    model=Answer,
)
