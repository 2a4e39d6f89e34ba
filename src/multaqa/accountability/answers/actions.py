from collections.abc import Iterable
from datetime import date, datetime, timedelta

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from multaqa.accountability.answers.models import Answer, AnswerMove
from multaqa.accountability.answers.queries import unopened_statements
from multaqa.accountability.answers.rules import can_draft_answer, can_open_answers, can_publish_answer
from multaqa.accountability.errors import AccountabilityError
from multaqa.ground.journal.actions import record
from multaqa.ground.people.models import Person
from multaqa.ground.people.rules import Doer, can, require
from multaqa.ground.vocabulary.fields import Words
from multaqa.listen.rounds.models import Round
from multaqa.listen.statements.models import Statement
from multaqa.plan.measures.models import Measure
from multaqa.ui.formats import listed
from multaqa.ui.rewording import stands_already
from multaqa.understand.themes.models import Theme

State = Answer.State


@transaction.atomic
def open_answers(*, by: Doer, round: Round) -> int:
    """Start the clock of every published statement that has none yet; returns how many were started."""
    require(can_open_answers(by))
    Round.objects.select_for_update(no_key=True).get(pk=round.pk)  # the hourly job and a person may come at once
    unanswered = unopened_statements().filter(round=round).select_related("contribution", "round")
    opened = [Answer.owed_to(statement) for statement in unanswered.iterator(2000)]
    Answer.objects.bulk_create(opened, batch_size=500, ignore_conflicts=True)
    if opened:
        record(by, "opened_answers", round, count=len(opened))
    return len(opened)


@transaction.atomic
def draft_answer(
    *, by: Doer, answer: Answer, text: Words, outcome: str, measure: Measure | None = None, seen: str | None = None
) -> Answer:
    """Keep a draft, complete or not; what it said before stays in its history."""
    answer = _locked(answer)
    require(can_draft_answer(by, answer))
    if answer.is_published:
        raise AccountabilityError(_("This answer is published already. Revise it instead, and say why it changes."))
    _check_measure(outcome, measure)
    if stands_already(answer, {"text": text, "outcome": outcome, "measure": measure}, seen):
        return answer
    _move(by, answer, State.DRAFTED, text=text, outcome=outcome, measure=measure)
    record(by, "drafted_answer", answer, text=text, outcome=outcome)
    return answer


@transaction.atomic
def publish_answer(*, by: Doer, answer: Answer) -> Answer:
    """Let everybody read the draft; asked twice, it is published once."""
    answer = _locked(answer)
    require(can_publish_answer(by, answer))
    if not answer.is_published:
        _publish(by, answer, text=answer.text, outcome=answer.outcome, measure=answer.measure)
    return answer


@transaction.atomic
def revise_answer(
    *,
    by: Doer,
    answer: Answer,
    text: Words,
    outcome: str,
    reason: Words,
    measure: Measure | None = None,
    seen: str | None = None,
) -> Answer:
    """Say something else from now on; the earlier words stay readable, with why they changed."""
    answer = _locked(answer)
    require(can_publish_answer(by, answer))
    if not answer.is_published:
        raise AccountabilityError(_("This answer is not published yet. Change the draft, then publish it."))
    _check_complete(text, outcome)
    _check_measure(outcome, measure)
    if missing := _missing_languages(reason):
        raise AccountabilityError(
            _("The reason is missing in: %(languages)s. Say in Arabic and in French why the answer changes.")
            % {"languages": missing}
        )
    if stands_already(answer, {"text": text, "outcome": outcome, "measure": measure}, seen):
        return answer
    _move(by, answer, State.PUBLISHED, reason, text=text, outcome=outcome, measure=measure, n=answer.n + 1)
    record(by, "revised_answer", answer, text=text, outcome=outcome, n=answer.n)
    return answer


@transaction.atomic
def answer_theme(
    *, by: Doer, theme: Theme, text: Words, outcome: str, measure: Measure | None = None, seen: str | None = None
) -> Answer:
    """Answer all that a theme holds at once: the theme itself, and each statement whose main theme it is
    and that still waits. Each statement's answer is its own from then on."""
    require(can(by, "answer.publish", theme.territory))
    if not theme.published_at or theme.state != Theme.State.PUBLISHED:
        raise AccountabilityError(
            _("The theme “%(theme)s” is not published. Publish it first: an answer is read beside it.")
            % {"theme": theme}
        )
    own, _created = Answer.objects.get_or_create(theme=theme, defaults=_first_row(theme, theme.published_at))
    own = _locked(own)
    if own.is_published:
        raise AccountabilityError(_("This theme is answered already. Revise its answer, and say why it changes."))
    stands_already(own, {"text": text, "outcome": outcome, "measure": measure}, seen)  # or a draft came meanwhile
    _publish(by, own, text=text, outcome=outcome, measure=measure)
    for answer in _waiting_within(theme):
        _publish(by, answer, text=text, outcome=outcome, measure=measure)
    return own


def _first_row(theme: Theme, published_at: datetime) -> dict[str, object]:
    due_on = _local(published_at) + timedelta(days=theme.round.answer_within_days)
    return {"due_on": due_on, "illustrative": theme.illustrative}


def _waiting_within(theme: Theme) -> Iterable[Answer]:
    """Each with its lock, and only if nobody has answered it until then."""
    statements = Statement.objects.published().filter(in_themes__theme=theme, in_themes__is_main=True)
    for answer in Answer.objects.waiting().filter(statement__in=statements).order_by("pk"):
        locked = _locked(answer)
        if not locked.is_published:
            yield locked


def _publish(by: Doer, answer: Answer, *, text: Words, outcome: str, measure: Measure | None) -> None:
    _check_complete(text, outcome)
    _check_measure(outcome, measure)
    _move(by, answer, State.PUBLISHED, text=text, outcome=outcome, measure=measure, published_at=timezone.now())
    record(by, "published_answer", answer, text=text, outcome=outcome)


def _move(by: Doer, answer: Answer, state: str, reason: Words | None = None, **changes: object) -> None:
    """Change the answer, and keep what it said until now in its history."""
    AnswerMove.objects.create(
        answer=answer,
        from_state=answer.state,
        to_state=state,
        by=by if isinstance(by, Person) else None,
        reason=reason or Words(),
        n=answer.n,
        outcome=answer.outcome,
        text=answer.text,
    )
    answer.state = state
    for field, value in changes.items():
        setattr(answer, field, value)
    answer.save()


def _check_complete(text: Words, outcome: str) -> None:
    if missing := _missing_languages(text):
        raise AccountabilityError(
            _("The answer is missing in: %(languages)s. Write it there too, then publish.") % {"languages": missing}
        )
    if outcome not in Answer.Outcome.values:
        raise AccountabilityError(_("The answer has no outcome yet. Choose what was decided, then publish."))


def _check_measure(outcome: str, measure: Measure | None) -> None:
    if measure and outcome in Answer.WITHOUT_MEASURE:
        raise AccountabilityError(
            _("Measure %(measure)s carries out what was said, and this answer refuses it. Change one of the two.")
            % {"measure": measure.code}
        )


def _missing_languages(text: Words) -> str:
    names = {"ar": _("Arabic"), "fr": _("French")}
    return listed(name for tag, name in names.items() if not text.get(tag))


def _locked(answer: Answer) -> Answer:
    rows = Answer.objects.select_for_update(of=("self",), no_key=True)
    return rows.select_related("statement__territory", "theme__territory", "measure").get(pk=answer.pk)


def _local(instant: datetime) -> date:
    return timezone.localdate(instant)
