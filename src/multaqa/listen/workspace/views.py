"""The desk of statements: a list that is narrowed by its address, and beside it the one being worked on."""

from collections.abc import Callable
from typing import Any
from urllib.parse import urlencode
from uuid import uuid4

from django import forms
from django.db import transaction
from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST

from multaqa.ground.people.models import Person
from multaqa.ground.people.rules import person_of
from multaqa.ground.translations.rules import can_approve
from multaqa.listen.errors import ListenError, RevisedMeanwhile
from multaqa.listen.linking.actions import link_statements, split_statement, unlink_statements
from multaqa.listen.rounds.queries import current_round
from multaqa.listen.statements.actions import (
    capture_expectation,
    confirm_statement,
    describe_statement,
    publish_statement,
    redact_statement,
    revise_statement,
    take_back_capture,
    translate_statement,
    undo_last_move,
    withhold_statement,
)
from multaqa.listen.statements.models import Statement
from multaqa.listen.statements.queries import active_links, relations_of, statements_to_work_on, visible_statements
from multaqa.listen.statements.rules import can_confirm, can_publish
from multaqa.listen.workspace.exports import statements_csv
from multaqa.listen.workspace.forms import (
    CaptureForm,
    DescribeForm,
    LinkForm,
    RedactForm,
    ReviseForm,
    SplitForm,
    TranslateForm,
    WithholdForm,
    WorkFilterForm,
    language_of_reader,
)
from multaqa.listen.workspace.queries import own_place, waiting_for
from multaqa.listen.workspace.rules import person_at_desk
from multaqa.ui.pages import page, say, warn
from multaqa.ui.tables import Listing, listing

STEPS: dict[str, Callable[..., Statement]] = {"confirm": confirm_statement, "publish": publish_statement}
COLUMNS = {"ref": "ref", "kind": "kind", "place": "territory__path", "state": "state", "said": "said_on"}


# The list


def desk_statements(request: HttpRequest, status: int = 200, **bound: Any) -> HttpResponse:
    person = person_at_desk(request)
    filters = WorkFilterForm(request.GET)
    rows = listing(request, filters.narrow(_mine(request)), columns=COLUMNS, default="ref")
    item = _mine(request).filter(ref=request.GET.get("item", "")).first()
    context = _item_context(request, item, bound) if item else {}
    return page(
        request,
        "listen/workspace/list.html",
        status=status,
        rows=rows,
        filters=filters,
        today=waiting_for(person),
        next_address=_next_address(request, rows, item),
        **context,
    )


def _mine(request: HttpRequest) -> Any:
    return statements_to_work_on(person_of(request.user)).for_reading()


def _next_address(request: HttpRequest, rows: Listing, item: Statement | None) -> str:
    """The same list with the statement after this one opened beside it."""
    refs = [row.ref for row in rows]
    after = refs[refs.index(item.ref) + 1 :] if item and item.ref in refs else []
    query = request.GET.copy()
    query["item"] = after[0] if after else ""
    return f"{request.path}?{query.urlencode()}"


def export(request: HttpRequest) -> HttpResponse:
    statements = WorkFilterForm(request.GET).narrow(_mine(request)).order_by("ref")
    response = HttpResponse(statements_csv(statements), content_type="text/csv; charset=utf-8")
    response["Content-Disposition"] = 'attachment; filename="statements.csv"'
    return response


@require_POST
def bulk(request: HttpRequest) -> HttpResponse:
    """The same deed on all that are chosen; what is refused is said, the rest is done."""
    deed = STEPS.get(request.POST.get("do", ""))
    chosen = list(_mine(request).filter(ref__in=request.POST.getlist("ref")))
    if deed is None or not chosen:
        warn(request, _("Choose statements in the list first, then what to do with them."))
        return _back(request, reverse("listen:desk-statements"))
    done = [one for one in chosen if _did(request, deed, one)]
    if done:
        said = ngettext("%(n)s statement done.", "%(n)s statements done.", len(done)) % {"n": len(done)}
        say(request, said, undo=_undo_address(done))
    return _back(request, reverse("listen:desk-statements"))


def _did(request: HttpRequest, deed: Callable[..., Statement], statement: Statement) -> bool:
    before = statement.state
    try:
        return deed(by=person_at_desk(request), statement=statement).state != before
    except ListenError as refused:
        warn(request, str(refused))
        return False


def _undo_address(statements: list[Statement]) -> str:
    return f"{reverse('listen:desk-undo')}?{urlencode({'ref': [one.ref for one in statements]}, doseq=True)}"


@require_POST
def undo(request: HttpRequest) -> HttpResponse:
    """Take back the last move of each statement named in the address."""
    refs = QueryDict(request.META["QUERY_STRING"]).getlist("ref")
    statements = [get_object_or_404(_mine(request), ref=ref) for ref in refs]
    undone = [_did(request, undo_last_move, statement) for statement in statements]
    if all(undone):
        say(request, _("Undone: they stand where they stood before."))
    return redirect(f"{reverse('listen:desk-statements')}?item={refs[0] if refs else ''}")


# One statement


def desk_statement(request: HttpRequest, ref: str, status: int = 200, **bound: Any) -> HttpResponse:
    """Everything that can be done with one statement; a refused form comes back in its place."""
    statement = get_object_or_404(_mine(request), ref=ref)
    return page(request, "listen/workspace/statement.html", status=status, **_item_context(request, statement, bound))


def _item_context(request: HttpRequest, statement: Statement, bound: dict[str, Any]) -> dict[str, Any]:
    person = person_at_desk(request)
    words = {"text": statement.text, "expected_n": statement.current.n if statement.current else 1}
    return {
        "statement": statement,
        "forms": {
            "describe": DescribeForm(statement=statement),
            "translate": _translate_form(person, statement),
            "revise": ReviseForm(prefix="revise", initial=words),
            "redact": RedactForm(prefix="redact", initial=words),
            "withhold": WithholdForm(prefix="withhold"),
            "split": SplitForm(prefix="split", statement=statement),
            "link": LinkForm(prefix="link"),
            **{name: form for name, form in bound.items() if name != "conflict"},
        },
        "conflict": bound.get("conflict"),
        "may_confirm": can_confirm(person, statement),
        "may_publish": can_publish(person, statement),
        "relations": relations_of(statement, person),
        "moves": statement.moves.select_related("by").order_by("pk"),
        "revisions": statement.revisions.all(),
    }


def _statement(request: HttpRequest, ref: str) -> Statement:
    statement: Statement = get_object_or_404(_mine(request), ref=ref)
    return statement


def _back(request: HttpRequest, otherwise: str) -> HttpResponse:
    wanted = request.POST.get("back", "")
    return redirect(wanted if url_has_allowed_host_and_scheme(wanted, {request.get_host()}) else otherwise)


def _attempt(
    request: HttpRequest,
    statement: Statement,
    name: str,
    form: forms.Form,
    deed: Callable[[], Any],
    said: str,
    undo: str = "",
    **beside: forms.Form,
) -> HttpResponse:
    """Do what a form asks for, or give it back with the reason beside what was typed."""
    conflict = None
    if form.is_valid():
        try:
            deed()
            say(request, said, undo=undo)
            return _back(request, reverse("listen:desk-statement", args=[statement.ref]))
        except RevisedMeanwhile as meanwhile:
            conflict = meanwhile.current
            form.add_error(None, str(meanwhile))
            form.take_up(conflict.n)  # type: ignore[attr-defined]
        except ListenError as refused:
            form.add_error(None, str(refused))
    return desk_statement(request, statement.ref, status=422, conflict=conflict, **{name: form, **beside})


@require_POST
def save(request: HttpRequest, ref: str) -> HttpResponse:
    """Description and translations, and with the right button the next step on the way to the public."""
    statement, person = _statement(request, ref), person_at_desk(request)
    describe = DescribeForm(request.POST, statement=statement)
    translate = _translate_form(person, statement, request.POST)
    step = STEPS.get(request.POST.get("do", ""))
    if not translate.is_valid():
        return desk_statement(request, ref, status=422, describe=describe, translate=translate)

    @transaction.atomic
    def deed() -> None:
        describe_statement(by=person, statement=statement, **describe.cleaned_data)
        approve = translate.cleaned_data.get("approve", False)
        for language, text in translate.to_keep.items():
            translate_statement(by=person, statement=statement, language=language, text=text, approve=approve)
        if step:
            step(by=person, statement=statement)

    said = _("%(ref)s is saved and taken a step further.") if step else _("%(ref)s is saved.")
    undo = _undo_address([statement]) if step else ""
    return _attempt(request, statement, "describe", describe, deed, said % {"ref": ref}, undo, translate=translate)


def _translate_form(person: Person, statement: Statement, data: QueryDict | None = None) -> TranslateForm:
    return TranslateForm(data, statement=statement, may_approve=can_approve(person, statement.territory))


@require_POST
def withhold(request: HttpRequest, ref: str) -> HttpResponse:
    statement, form = _statement(request, ref), WithholdForm(request.POST, prefix="withhold")
    return _attempt(
        request,
        statement,
        "withhold",
        form,
        lambda: withhold_statement(by=person_at_desk(request), statement=statement, **form.cleaned_data),
        _("%(ref)s is withheld. Its reason is public, its words are not.") % {"ref": ref},
        undo=_undo_address([statement]),
    )


@require_POST
def revise(request: HttpRequest, ref: str) -> HttpResponse:
    statement, form = _statement(request, ref), ReviseForm(request.POST, prefix="revise")
    return _attempt(
        request,
        statement,
        "revise",
        form,
        lambda: revise_statement(by=person_at_desk(request), statement=statement, **form.cleaned_data),
        _("The words are revised. What was said first stays readable."),
    )


@require_POST
def redact(request: HttpRequest, ref: str) -> HttpResponse:
    statement, form = _statement(request, ref), RedactForm(request.POST, prefix="redact")
    return _attempt(
        request,
        statement,
        "redact",
        form,
        lambda: redact_statement(by=person_at_desk(request), statement=statement, **form.cleaned_data),
        _("The earlier words are hidden, and so are their translations."),
    )


@require_POST
def split(request: HttpRequest, ref: str) -> HttpResponse:
    statement = _statement(request, ref)
    form = SplitForm(request.POST, prefix="split", statement=statement)
    return _attempt(
        request,
        statement,
        "split",
        form,
        lambda: split_statement(by=person_at_desk(request), statement=statement, parts=form.parts),
        _("Each part has a number of its own now. The whole stays, and is what is counted."),
    )


@require_POST
def link(request: HttpRequest, ref: str) -> HttpResponse:
    statement, form = _statement(request, ref), LinkForm(request.POST, prefix="link")
    return _attempt(request, statement, "link", form, lambda: _link(request, statement, form), _("They are linked."))


def _link(request: HttpRequest, statement: Statement, form: LinkForm) -> None:
    wanted = form.cleaned_data["to"].strip().upper()
    other = visible_statements(person_of(request.user)).filter(ref=wanted).first()
    if other is None:
        raise ListenError(_("No statement that you may read has the reference %(ref)s. Check it.") % {"ref": wanted})
    link_statements(
        by=person_at_desk(request),
        kind=form.cleaned_data["kind"],
        from_statement=statement,
        to_statement=other,
        reason=form.cleaned_data["reason"],
    )


@require_POST
def unlink(request: HttpRequest, ref: str, link_id: int) -> HttpResponse:
    statement = _statement(request, ref)
    mine = active_links().filter(from_statement=statement) | active_links().filter(to_statement=statement)
    found = get_object_or_404(mine.select_related("from_statement__territory"), pk=link_id)
    try:
        unlink_statements(by=person_at_desk(request), link=found, reason=request.POST.get("reason", ""))
        say(request, _("The link is taken back. That it was there stays written."))
    except ListenError as refused:
        warn(request, str(refused))
    return redirect("listen:desk-statement", statement.ref)


# Quick entry


def capture(request: HttpRequest) -> HttpResponse:
    """Ready for the next as soon as one is in: what stays the same is remembered in the address."""
    person = person_at_desk(request)
    if request.method == "POST":
        form = CaptureForm(request.POST)
        if form.is_valid():
            try:
                return _captured(request, person, form)
            except ListenError as refused:
                form.add_error(None, str(refused))
        return page(request, "listen/workspace/capture.html", status=422, form=form)
    remembered = {name: request.GET[name] for name in CaptureForm.REMEMBERED if request.GET.get(name)}
    usual = {
        "place": own_place(person),
        "language": language_of_reader(),
        "channel": "floor",
        "said_by_kind": "citizen",
    }
    round = current_round()
    known = {**usual, "round": round.pk if round else None, **remembered, "command_id": uuid4()}
    return page(request, "listen/workspace/capture.html", form=CaptureForm(initial=known))


def _captured(request: HttpRequest, person: Person, form: CaptureForm) -> HttpResponse:
    statement = capture_expectation(by=person, **form.cleaned_data)
    undo = reverse("listen:desk-take-back", args=[statement.ref])
    say(request, _("%(ref)s is captured.") % {"ref": statement.ref}, undo=undo)
    kept = {name: request.POST[name] for name in CaptureForm.REMEMBERED if request.POST.get(name)}
    return redirect(f"{reverse('listen:desk-capture')}?{urlencode(kept)}")


@require_POST
def take_back(request: HttpRequest, ref: str) -> HttpResponse:
    statement = _statement(request, ref)
    try:
        take_back_capture(by=person_at_desk(request), statement=statement)
        say(request, _("%(ref)s is taken back: its number stays, as entered by mistake.") % {"ref": ref})
    except ListenError as refused:
        warn(request, str(refused))
    return redirect("listen:desk-capture")
