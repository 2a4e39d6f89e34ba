"""What is done to runs and drafts by a button or a form; a refused deed comes back with all that was typed."""

from collections.abc import Callable
from functools import partial
from typing import Any

from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST

from multaqa.ground.people.rules import person_at_desk
from multaqa.ui.deeds import DeedRefused, attempt, done, refusal_of
from multaqa.ui.formats import number as shown
from multaqa.ui.pages import say
from multaqa.understand.drafts import actions, desk
from multaqa.understand.drafts.forms import BeginForm, IntoForm, NameForm
from multaqa.understand.drafts.jobs import begin_working
from multaqa.understand.drafts.models import Draft, DraftDeed, DraftingRun

NOWHERE = "none"


# Runs


@require_POST
def start(request: HttpRequest) -> HttpResponseBase:
    form = desk.start_form(request, request.POST, request.FILES)
    if run := attempt(form, actions.start_drafting, by=person_at_desk(request)):
        transaction.on_commit(begin_working)
        return done(request, _("The drafts are being drawn. You can leave this page and come back."), run)
    return desk.runs(request, status=422, form=form)


@require_POST
def place(request: HttpRequest, pk: int) -> HttpResponseBase:
    run = desk.run_of(request, pk)
    if refusal := refusal_of(actions.start_placing, by=person_at_desk(request), run=run):
        return desk.run_page(request, pk, status=422, refusals=[refusal])
    transaction.on_commit(begin_working)
    return redirect(run)


@require_POST
def stop(request: HttpRequest, pk: int) -> HttpResponse:
    run = desk.run_of(request, pk)
    actions.stop_drafting(by=person_at_desk(request), run=_under_way(run))
    return done(request, _("Stopped. Nothing of it is kept as a draft."), run)


@require_POST
def again(request: HttpRequest, pk: int) -> HttpResponse:
    run = desk.run_of(request, pk)
    actions.start_again(by=person_at_desk(request), run=_under_way(run))
    transaction.on_commit(begin_working)
    return redirect(run)


def _under_way(run: DraftingRun) -> DraftingRun:
    """The run itself, or once it is done the newest that places into it."""
    return (run.placings.order_by("-pk").first() or run) if run.is_done else run


# Drafts


@require_POST
def rename(request: HttpRequest, pk: int, number: int) -> HttpResponse:
    run, draft = _run_and_draft(request, pk, number)
    form = NameForm(request.POST, row=draft)
    if attempt(form, actions.rename_draft, by=person_at_desk(request), draft=draft):
        deed = run.deeds.filter(drafts=draft).order_by("-pk").first()
        return _done(request, _("The draft has another name."), run, deed, draft)
    return desk.draft_page(request, pk, number, status=422, naming=form)


@require_POST
def merge(request: HttpRequest, pk: int, number: int) -> HttpResponse:
    run, draft = _run_and_draft(request, pk, number)
    others = Draft.objects.filter(run=run).exclude(pk=draft.pk)
    form = IntoForm(request.POST, drafts=others)
    if deed := attempt(form, actions.merge_drafts, by=person_at_desk(request), draft=draft):
        return _done(request, _("They are one draft now."), run, deed, form.cleaned_data["into"])
    return desk.draft_page(request, pk, number, status=422, into=form)


@require_POST
def discard(request: HttpRequest, pk: int, number: int) -> HttpResponseBase:
    run, draft = _run_and_draft(request, pk, number)
    try:
        deed = actions.discard_draft(by=person_at_desk(request), draft=draft)
    except DeedRefused as refused:
        return desk.draft_page(request, pk, number, status=422, refusals=[str(refused)])
    return _done(request, _("The draft is discarded."), run, deed)


@require_POST
def accept(request: HttpRequest, pk: int, number: int) -> HttpResponse:
    _run, draft = _run_and_draft(request, pk, number)
    try:
        theme = actions.accept_draft(by=person_at_desk(request), draft=draft)
    except DeedRefused as refused:
        return desk.draft_page(request, pk, number, status=422, refusals=[str(refused)])
    said = _("It is a theme in draft now. Write its summary; somebody else reads it before it is published.")
    return done(request, said, "understand:desk-theme", theme.code)


@require_POST
def move(request: HttpRequest, pk: int, number: int | None = None) -> HttpResponseBase:
    """The statements that are chosen, of a draft or of what stands in no theme, to another draft or to none."""
    run, draft = _run_and_maybe_draft(request, pk, number)
    asked = request.POST.get("to", "")
    to = None if asked == NOWHERE else desk.draft_of(run, int(asked) if asked.isdecimal() and len(asked) < 10 else 0)
    chosen = _chosen(request)
    deed = partial(actions.move_statements, by=person_at_desk(request), run=run, draft=draft, statements=chosen, to=to)
    return _of_chosen(request, run, draft, chosen, deed, _("The statements stand elsewhere now."))


@require_POST
def split(request: HttpRequest, pk: int, number: int | None = None) -> HttpResponseBase:
    """The statements that are chosen begin a draft of their own."""
    run, draft = _run_and_maybe_draft(request, pk, number)
    form, chosen = BeginForm(request.POST), _chosen(request)
    begun = attempt(form, actions.split_draft, by=person_at_desk(request), run=run, draft=draft, statements=chosen)
    if begun:
        return _done(request, _("They are a draft of their own now."), run, begun.begun_by, begun)
    return _back_with(request, run, draft, 422, begin=form, chosen=chosen)


@require_POST
def place_chosen(request: HttpRequest, pk: int) -> HttpResponseBase:
    """What was proposed for the new statements that are chosen is followed."""
    run, chosen = desk.run_of(request, pk), _chosen(request)
    deed = partial(actions.place_statements, by=person_at_desk(request), run=run, statements=chosen)
    return _of_chosen(request, run, None, chosen, deed, _("The new statements stand where it was proposed."))


def _of_chosen(
    request: HttpRequest,
    run: DraftingRun,
    draft: Draft | None,
    chosen: list[int],
    deed: Callable[[], DraftDeed | None],
    said: str,
) -> HttpResponseBase:
    try:
        found = deed()
    except DeedRefused as refused:
        return _back_with(request, run, draft, 422, refusals=[str(refused)], chosen=chosen)
    return _done(request, said, run, found, draft, to_statements=draft is None)


@require_POST
def undo(request: HttpRequest, pk: int, key: int) -> HttpResponseBase:
    run = desk.run_of(request, pk)
    deed = get_object_or_404(run.deeds, pk=key)
    if refusal := refusal_of(partial(actions.undo_deed, deed=deed), by=person_at_desk(request)):
        return desk.run_page(request, pk, status=422, refusals=[refusal])
    return done(request, _("Undone: all is as it was before."), run)


# Answers


def _done(
    request: HttpRequest,
    said: str,
    run: DraftingRun,
    deed: DraftDeed | None,
    draft: Draft | None = None,
    to_statements: bool = False,
) -> HttpResponse:
    """What was done, and what it did to coverage; back to where it was done from."""
    if deed:
        say(request, f"{said} {_coverage(deed)}", undo=reverse("understand:desk-drafts-undo", args=[run.pk, deed.pk]))
    if to_statements:
        address = reverse("understand:desk-drafting-statements", args=[run.pk])
        return redirect(f"{address}?{query}" if (query := request.GET.urlencode()) else address)
    return redirect(draft if draft and draft.is_open else run)


def _coverage(deed: DraftDeed) -> str:
    before, after = deed.covered_before, deed.covered_after
    if before == after:
        return ngettext(
            "%(n)s statement stands in a draft, as before.", "%(n)s statements stand in a draft, as before.", after
        ) % {"n": shown(after)}
    return ngettext(
        "%(n)s statement stands in a draft; before it was %(before)s.",
        "%(n)s statements stand in a draft; before it was %(before)s.",
        after,
    ) % {"n": shown(after), "before": shown(before)}


def _back_with(
    request: HttpRequest, run: DraftingRun, draft: Draft | None, status: int, **bound: Any
) -> HttpResponseBase:
    if draft:
        return desk.draft_page(request, run.pk, draft.number, status, **bound)
    return desk.statements(request, run.pk, status, **bound)


def _run_and_draft(request: HttpRequest, pk: int, number: int) -> tuple[DraftingRun, Draft]:
    run = desk.run_of(request, pk)
    return run, desk.draft_of(run, number)


def _run_and_maybe_draft(request: HttpRequest, pk: int, number: int | None) -> tuple[DraftingRun, Draft | None]:
    run = desk.run_of(request, pk)
    return run, None if number is None else desk.draft_of(run, number)


def _chosen(request: HttpRequest) -> list[int]:
    return [int(key) for key in request.POST.getlist("statement") if key.isdecimal() and len(key) < 19]
