"""The desk of statements: a list that is narrowed by its address, and beside it the one being worked on."""

from collections.abc import Callable
from typing import Any
from urllib.parse import urlencode

from django.db.models import Max
from django.http import Http404, HttpRequest, HttpResponse, QueryDict
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from django.views.decorators.http import require_POST

from multaqa.ground.people.models import Person
from multaqa.ground.people.rules import person_at_desk, person_of
from multaqa.ground.sheets.downloads import downloaded
from multaqa.ground.translations.rules import can_approve
from multaqa.listen.errors import ListenError
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
from multaqa.listen.statements.models import Statement, StatementLink, StatementMove
from multaqa.listen.statements.queries import active_links, relations_of, statements_to_work_on, visible_statements
from multaqa.listen.statements.rules import can_confirm, can_publish
from multaqa.listen.workspace.exports import CELLS
from multaqa.listen.workspace.forms import (
    CaptureForm,
    LinkForm,
    RedactForm,
    ReviseForm,
    SaveForm,
    SplitForm,
    WithholdForm,
    WorkFilterForm,
    language_of_reader,
)
from multaqa.listen.workspace.queries import own_place, waiting_for
from multaqa.ui.asking import leave_out, shown_value
from multaqa.ui.deeds import DeedRefused, attempt, done, refusal_of
from multaqa.ui.pages import page, say, warn
from multaqa.ui.tables import Listing, listing

NOT_YOURS = gettext_lazy("No statement that you may read has the reference %(ref)s. Check it.")
STEPS: dict[str, Callable[..., Statement]] = {"confirm": confirm_statement, "publish": publish_statement}
COLUMNS = {"ref": "ref", "kind": "kind", "place": "territory__path", "state": "state", "said": "said_on"}


# The list


def desk_statements(request: HttpRequest, status: int = 200, **bound: Any) -> HttpResponseBase:
    person = person_at_desk(request)
    filters = WorkFilterForm(request)
    rows = listing(request, filters.narrow(_mine(request)), columns=COLUMNS, default="ref")
    asked = request.GET.get("item", "")
    item = _mine(request).filter(ref=asked).first()
    if asked and not item:
        leave_out(request, "item", NOT_YOURS % {"ref": shown_value(asked)})
    context = _item_context(request, item, bound) if item else {}
    return downloaded(request, rows, "statements", CELLS) or page(
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


@require_POST
def bulk(request: HttpRequest) -> HttpResponse:
    """The same deed on all that are chosen; what is refused is said, the rest is done."""
    deed = STEPS.get(request.POST.get("do", ""))
    chosen = list(_mine(request).filter(ref__in=request.POST.getlist("ref")))
    if deed is None or not chosen:
        warn(request, _("Choose statements in the list first, then what to do with them."))
        return redirect(_way_back(request))
    moved = [one for one in chosen if _did(request, deed, one)]
    if moved:
        said = ngettext("%(n)s statement done.", "%(n)s statements done.", len(moved)) % {"n": len(moved)}
        say(request, said, undo=_undo_address(request, moved))
    return redirect(_way_back(request))


def _did(request: HttpRequest, deed: Callable[..., Statement], statement: Statement) -> bool:
    before = statement.state
    try:
        return deed(by=person_at_desk(request), statement=statement).state != before
    except DeedRefused as refused:
        warn(request, str(refused))
        return False


def _undo_address(request: HttpRequest, statements: list[Statement]) -> str:
    """Takes back what this person did to them last, and nothing that a colleague does before it is asked for."""
    person = person_at_desk(request)
    mine = [one for one in statements if can_publish(person, one)]
    own = StatementMove.objects.filter(statement__in=mine, by=person, undoes=None).order_by()
    keys = list(own.values("statement").annotate(last=Max("pk")).values_list("last", flat=True))
    return f"{reverse('listen:desk-undo')}?{urlencode({'move': keys}, doseq=True)}" if keys else ""


@require_POST
def undo(request: HttpRequest) -> HttpResponse:
    """Take back the moves that the address names, each while it is still the last of its statement."""
    person, keys = person_at_desk(request), QueryDict(request.META["QUERY_STRING"]).getlist("move")
    named = StatementMove.objects.filter(pk__in=[int(key) for key in keys if key.isdecimal() and len(key) < 19])
    moves = list(named.filter(statement__in=statements_to_work_on(person)).select_related("statement__territory"))
    if not moves:
        raise Http404
    refusals = [refusal_of(undo_last_move, by=person, statement=move.statement, move=move) for move in moves]
    for refusal in filter(None, refusals):
        warn(request, refusal)
    if not any(refusals):
        say(request, _("Undone: they stand where they stood before."))
    return redirect(f"{reverse('listen:desk-statements')}?item={moves[0].statement.ref}")


# One statement


def desk_statement(request: HttpRequest, ref: str, status: int = 200, **bound: Any) -> HttpResponse:
    """Everything that can be done with one statement; a refused form comes back in its place."""
    statement = get_object_or_404(_mine(request), ref=ref)
    return page(request, "listen/workspace/statement.html", status=status, **_item_context(request, statement, bound))


def _item_context(request: HttpRequest, statement: Statement, bound: dict[str, Any]) -> dict[str, Any]:
    person = person_at_desk(request)
    return {
        "statement": statement,
        "forms": {
            "save": _save_form(person, statement),
            "revise": ReviseForm(prefix="revise", row=statement),
            "redact": RedactForm(prefix="redact", row=statement),
            "withhold": WithholdForm(prefix="withhold"),
            "split": SplitForm(prefix="split", statement=statement),
            "link": LinkForm(prefix="link"),
            **bound,
        },
        "may_confirm": can_confirm(person, statement),
        "may_publish": can_publish(person, statement),
        "relations": relations_of(statement, person),
        "moves": statement.moves.select_related("by").order_by("pk"),
        "last_move": statement.standing_moves().last(),
        "revisions": statement.revisions.all(),
    }


def _statement(request: HttpRequest, ref: str) -> Statement:
    statement: Statement = get_object_or_404(_mine(request), ref=ref)
    return statement


def _way_back(request: HttpRequest, otherwise: str = "") -> str:
    wanted = request.POST.get("back", "")
    inside = wanted.startswith("/") and url_has_allowed_host_and_scheme(wanted, {request.get_host()})
    return wanted if inside else otherwise or reverse("listen:desk-statements")


def _done(request: HttpRequest, statement: Statement, said: str, undo: str = "") -> HttpResponse:
    return done(request, said, _way_back(request, reverse("listen:desk-statement", args=[statement.ref])), undo=undo)


@require_POST
def save(request: HttpRequest, ref: str) -> HttpResponse:
    """Description and translations, and with the right button the next step on the way to the public."""
    statement, person = _statement(request, ref), person_at_desk(request)
    form = _save_form(person, statement, request.POST)
    step = STEPS.get(request.POST.get("do", ""))

    def deed(*, translations: dict[str, str], seen: str, approve: bool = False, **description: Any) -> Statement:
        described = describe_statement(by=person, statement=statement, seen=seen, **description)
        for language, text in translations.items():
            translate_statement(
                by=person, statement=statement, language=language, text=text, approve=approve, seen=seen
            )
        return step(by=person, statement=statement) if step else described

    if attempt(form, deed):
        said = _("%(ref)s is saved and taken a step further.") if step else _("%(ref)s is saved.")
        return _done(request, statement, said % {"ref": ref}, undo=_undo_address(request, [statement]) if step else "")
    return desk_statement(request, ref, status=422, save=form)


def _save_form(person: Person, statement: Statement, data: QueryDict | None = None) -> SaveForm:
    return SaveForm(data, statement=statement, may_approve=can_approve(person, statement.territory))


@require_POST
def withhold(request: HttpRequest, ref: str) -> HttpResponse:
    statement, form = _statement(request, ref), WithholdForm(request.POST, prefix="withhold")
    if attempt(form, withhold_statement, by=person_at_desk(request), statement=statement):
        said = _("%(ref)s is withheld. Its reason is public, its words are not.") % {"ref": ref}
        return _done(request, statement, said, undo=_undo_address(request, [statement]))
    return desk_statement(request, ref, status=422, withhold=form)


@require_POST
def revise(request: HttpRequest, ref: str) -> HttpResponse:
    statement = _statement(request, ref)
    form = ReviseForm(request.POST, prefix="revise", row=statement)
    if attempt(form, revise_statement, by=person_at_desk(request), statement=statement):
        return _done(request, statement, _("The words are revised. What was said first stays readable."))
    return desk_statement(request, ref, status=422, revise=form)


@require_POST
def redact(request: HttpRequest, ref: str) -> HttpResponse:
    statement = _statement(request, ref)
    form = RedactForm(request.POST, prefix="redact", row=statement)
    if attempt(form, redact_statement, by=person_at_desk(request), statement=statement):
        return _done(request, statement, _("The earlier words are hidden, and so are their translations."))
    return desk_statement(request, ref, status=422, redact=form)


@require_POST
def split(request: HttpRequest, ref: str) -> HttpResponse:
    statement = _statement(request, ref)
    form = SplitForm(request.POST, prefix="split", statement=statement)
    if attempt(form, split_statement, by=person_at_desk(request), statement=statement):
        said = _("Each part has a number of its own now. The whole stays, and is what is counted.")
        return _done(request, statement, said)
    return desk_statement(request, ref, status=422, split=form)


@require_POST
def link(request: HttpRequest, ref: str) -> HttpResponse:
    statement, form = _statement(request, ref), LinkForm(request.POST, prefix="link")
    if attempt(form, _link, by=person_at_desk(request), statement=statement):
        return _done(request, statement, _("They are linked."))
    return desk_statement(request, ref, status=422, link=form)


def _link(*, by: Person, statement: Statement, to: str, kind: str, reason: str) -> StatementLink:
    wanted = to.strip().upper()
    other = visible_statements(by).filter(ref=wanted).first()
    if other is None:
        raise ListenError(NOT_YOURS % {"ref": wanted})
    return link_statements(by=by, kind=kind, from_statement=statement, to_statement=other, reason=reason)


@require_POST
def unlink(request: HttpRequest, ref: str, link_id: int) -> HttpResponse:
    statement = _statement(request, ref)
    mine = active_links().filter(from_statement=statement) | active_links().filter(to_statement=statement)
    found = get_object_or_404(mine.select_related("from_statement__territory"), pk=link_id)
    reason = request.POST.get("reason", "")
    if refusal := refusal_of(unlink_statements, by=person_at_desk(request), link=found, reason=reason):
        warn(request, refusal)
    else:
        say(request, _("The link is taken back. That it was there stays written."))
    return redirect("listen:desk-statement", statement.ref)


# Quick entry


def capture(request: HttpRequest) -> HttpResponse:
    """Ready for the next as soon as one is in: what stays the same is remembered in the address."""
    person = person_at_desk(request)
    if request.method == "POST":
        form = CaptureForm(request.POST, person=person)
        if statement := attempt(form, capture_expectation, by=person):
            return _captured(request, statement)
        return page(request, "listen/workspace/capture.html", status=422, form=form)
    asked = (*CaptureForm.REMEMBERED, "territory")
    remembered = {name: request.GET[name] for name in asked if request.GET.get(name)}
    usual = {
        "territory": own_place(person),
        "language": language_of_reader(),
        "channel": "floor",
        "said_by_kind": "citizen",
    }
    round = current_round()
    known = {**usual, "round": round.pk if round else None, **remembered}
    return page(request, "listen/workspace/capture.html", form=CaptureForm(initial=known, person=person))


def _captured(request: HttpRequest, statement: Statement) -> HttpResponse:
    undo = reverse("listen:desk-take-back", args=[statement.ref])
    say(request, _("%(ref)s is captured.") % {"ref": statement.ref}, undo=undo)
    kept = {name: request.POST[name] for name in CaptureForm.REMEMBERED if request.POST.get(name)}
    kept["territory"] = statement.territory.code
    return redirect(f"{reverse('listen:desk-capture')}?{urlencode(kept)}")


@require_POST
def take_back(request: HttpRequest, ref: str) -> HttpResponse:
    statement = _statement(request, ref)
    if refusal := refusal_of(take_back_capture, by=person_at_desk(request), statement=statement):
        warn(request, refusal)
    else:
        say(request, _("%(ref)s is taken back: its number stays, as entered by mistake.") % {"ref": ref})
    return redirect("listen:desk-capture")
