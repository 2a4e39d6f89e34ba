from collections.abc import Callable
from typing import Any

from django.db.models import Count, Q
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST

from multaqa.accountability.answers.actions import (
    answer_theme,
    draft_answer,
    open_answers,
    publish_answer,
    revise_answer,
)
from multaqa.accountability.answers.forms import AnswerForm, ClockFilters, DeskFilters, WholeAnswerForm, answer_form
from multaqa.accountability.answers.models import Answer
from multaqa.accountability.answers.mosaic import mosaic_of
from multaqa.accountability.answers.queries import (
    answerable_themes,
    clock,
    clock_by_region,
    clock_of_theme,
    listed_answers,
    themes_to_answer,
    unopened_statements,
    workable_answers,
)
from multaqa.ground.people.models import Person
from multaqa.ground.people.rules import person_at_desk, person_of
from multaqa.ground.sheets.downloads import cells, downloaded
from multaqa.listen.rounds.asking import chosen_round
from multaqa.listen.rounds.queries import visible_rounds
from multaqa.ui.deeds import attempt, done
from multaqa.ui.formats import number
from multaqa.ui.pages import page
from multaqa.ui.parts import Crumb
from multaqa.ui.tables import Columns, listing

PUBLIC_COLUMNS: Columns = {
    "turn": ("turn", "due_on"),
    "due": "due_on",
    "published": "published_at",
    "ref": "statement__ref",
}
CELLS = cells("statement.ref", "theme.code", "due_on", "state", "outcome", "measure.code", words="text")
DESK_COLUMNS: Columns = {"due": "due_on", "ref": "statement__ref", "state": "state"}


def clock_page(request: HttpRequest) -> HttpResponse:
    """The public clock: what is answered, due and late, by region, and the answers behind each figure."""
    chosen = chosen_round(request)
    filters, counted = ClockFilters(request), clock(round=chosen.round)
    wanted = filters.wanted(chosen.round)
    default = "-published" if wanted.standing == "answered" or wanted.outcome else "turn"
    return page(
        request,
        "accountability/answers/clock.html",
        chosen=chosen,
        clock=counted,
        mosaic=mosaic_of(counted, round=chosen.round.code if chosen.round and chosen.has_others else ""),
        regions=clock_by_region(chosen.round),
        filters=filters,
        rows=listing(request, listed_answers(wanted), columns=PUBLIC_COLUMNS, default=default, per_page=20),
        trail=[Crumb(_("Front page"), reverse("accountability:home")), Crumb(_("Answers"))],
    )


def desk_answers(
    request: HttpRequest, pk: int | None = None, form: AnswerForm | None = None, status: int = 200
) -> HttpResponseBase:
    """The answers a person works on, late first, with one of them beside the list."""
    person = person_of(request.user)
    answer = get_object_or_404(workable_answers(person), pk=pk) if pk else None
    filters = DeskFilters(request)
    table = listing(request, filters.narrow(workable_answers(person)), columns=DESK_COLUMNS, default="due")
    return downloaded(request, table, "answers", CELLS) or page(
        request,
        "accountability/answers/desk.html",
        status=status,
        rows=table,
        counts=workable_answers(person).aggregate(
            drafted=Count("pk", filter=Q(state=Answer.State.DRAFTED)), due=Count("pk", filter=Q(state=Answer.State.DUE))
        ),
        late=workable_answers(person).late_today().count(),
        unopened=unopened_statements().count(),
        themes=themes_to_answer(person),
        answer=answer,
        history=answer.moves.select_related("by").order_by("-at", "-pk") if answer else (),
        form=form or (answer_form(answer) if answer else None),
        filters=filters,
    )


@require_POST
def open_owed(request: HttpRequest) -> HttpResponse:
    """Put every published statement that has no answer yet on the clock, without waiting for the hourly job."""
    opened = sum([open_answers(by=person_at_desk(request), round=round) for round in visible_rounds(None)])
    said = ngettext("%(n)s answer is on the clock.", "%(n)s answers are on the clock.", opened)
    return done(request, said % {"n": number(opened)}, "accountability:desk-answers")


@require_POST
def work(request: HttpRequest, pk: int) -> HttpResponseBase:
    """Save a draft, publish it, or revise what is published: the button says which."""
    answer = get_object_or_404(workable_answers(person_of(request.user)), pk=pk)
    form = answer_form(answer, request.POST)
    deed, said = _asked_for(answer, publishing=request.POST.get("do") == "publish")
    if attempt(form, deed, by=person_at_desk(request), answer=answer):
        return done(request, said, "accountability:desk-answer", pk)
    return desk_answers(request, pk, form, status=422)


def _asked_for(answer: Answer, *, publishing: bool) -> tuple[Callable[..., Answer], str]:
    if answer.is_published:
        return revise_answer, _("The answer is revised. What it said before stays readable.")
    if publishing:
        return _draft_and_publish, _("The answer is published.")
    return draft_answer, _("The draft is saved.")


def _draft_and_publish(*, by: Person, answer: Answer, **words: Any) -> Answer:
    return publish_answer(by=by, answer=draft_answer(by=by, answer=answer, **words))


def desk_theme(request: HttpRequest, code: str) -> HttpResponse:
    """One answer for all that a theme holds and that still waits."""
    theme = get_object_or_404(answerable_themes(person_of(request.user)), code=code)
    own = Answer.objects.filter(theme=theme).first() or Answer(theme=theme)
    if own.is_published and request.method != "POST":
        return redirect("accountability:desk-answer", own.pk)
    form = WholeAnswerForm(request.POST or None, row=own)
    if attempt(form, answer_theme, by=person_at_desk(request), theme=theme):
        said = _("The theme is answered, and with it each statement that still waited.")
        return done(request, said, "accountability:desk-answers")
    status = 422 if request.method == "POST" else 200
    context = {"theme": theme, "form": form, "clock": clock_of_theme(theme)}
    return page(request, "accountability/answers/desk_theme.html", status=status, **context)
