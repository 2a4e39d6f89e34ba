"""The reader's page: the document on one side, what was proposed of it on the other, decided by button or by key."""

import re
from collections.abc import Callable, Sequence
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.http import urlencode
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST

from multaqa.ground.people.rules import person_at_desk, person_of
from multaqa.ground.sheets.downloads import cells, downloaded
from multaqa.listen.meetings.queries import visible_documents
from multaqa.listen.reading.actions import (
    Decided,
    accept_proposals,
    correct_proposal,
    refuse_proposals,
    split_proposal,
    start_reading,
    undo_decisions,
)
from multaqa.listen.reading.forms import CorrectForm, DocumentFilters, ProposalFilterForm
from multaqa.listen.reading.marks import paragraphs
from multaqa.listen.reading.models import Proposal, ReadingRun
from multaqa.listen.reading.queries import changed_since, documents_to_read, first_open, progress_of, visible_runs
from multaqa.listen.reading.rules import can_decide
from multaqa.listen.reading.wording import remark_in_words
from multaqa.listen.workspace.forms import SplitForm
from multaqa.ui.asking import leave_out, shown_value
from multaqa.ui.deeds import DeedRefused, attempt, done
from multaqa.ui.pages import page, say, warn
from multaqa.ui.tables import listing

DEEDS: dict[str, Callable[..., Decided]] = {"accept": accept_proposals, "refuse": refuse_proposals}
COLUMNS = {"added": "added_at", "kind": "kind", "place": "meeting__territory__path"}
CELLS = cells("code", "kind", "language", "meeting.code", "meeting.territory.code", "added_at", words="title")
ORDERS = {"place": ("start", "end"), "confidence": ("confidence", "start")}
SEEN = re.compile(r"(\d{1,18}):(\d{1,9})")
PER_PAGE = 60


# Documents


def readings(request: HttpRequest, status: int = 200) -> HttpResponseBase:
    filters = DocumentFilters(request)
    documents = filters.narrow(documents_to_read(person_of(request.user)))
    rows = listing(request, documents, columns=COLUMNS, default="-added")
    return downloaded(request, rows, "documents", CELLS) or page(
        request, "listen/reading/list.html", status=status, rows=rows, filters=filters
    )


@require_POST
def read(request: HttpRequest, code: str) -> HttpResponseBase:
    document = get_object_or_404(documents_to_read(person_of(request.user)), code=code)
    try:
        run = start_reading(by=person_at_desk(request), document=document)
    except DeedRefused as refused:
        warn(request, str(refused))
        return readings(request, status=422)
    return redirect(run)


# One reading


def reading(request: HttpRequest, pk: int, status: int = 200, item: Proposal | None = None, **bound: Any) -> Any:
    run = _run(request, pk)
    filters = ProposalFilterForm(request)
    known = run.proposals.counted()  # type: ignore[attr-defined]
    rows = listing(request, filters.narrow(known.for_reading()), columns=ORDERS, default="place", per_page=PER_PAGE)
    item, splits = item or _asked_item(request, run), request.GET.get("part") == "split" or "split" in bound
    for row in (*rows, *([item] if item else [])):
        row.run = run
    return page(
        request,
        "listen/reading/reading.html",
        status=status,
        filters=filters,
        rows=rows,
        item=item,
        forms=_forms(item, bound, splits) if item else {},
        splits=splits,
        paragraphs=paragraphs(run, list(known), rows),
        listed={row.pk for row in rows},
        remarks=[remark_in_words(**remark) for remark in run.remarks],
        original=visible_documents(person_of(request.user)).filter(pk=run.document_id).first(),
        **_standing(request, run),
    )


def _run(request: HttpRequest, pk: int) -> ReadingRun:
    return get_object_or_404(visible_runs(person_of(request.user)), pk=pk)


def _standing(request: HttpRequest, run: ReadingRun) -> dict[str, Any]:
    """What every answer about a reading says: how far it is, and what this reader may do."""
    may_decide = can_decide(person_of(request.user), run)
    return {"run": run, "progress": progress_of(run), "may_decide": may_decide, "query": _query(request)}


def _query(request: HttpRequest) -> str:
    """The narrowing of the list, without what an address says of single proposals."""
    query = request.GET.copy()
    for name in ("item", "part", "since", "proposal"):
        query.pop(name, None)
    return query.urlencode()


def _asked_item(request: HttpRequest, run: ReadingRun) -> Proposal | None:
    """The proposal that is being corrected, by the address."""
    asked = request.GET.get("item", "")
    if not asked:
        return None
    item = run.proposals.for_reading().filter(pk=_number(request, "item"), state=Proposal.State.PROPOSED).first()  # type: ignore[attr-defined]
    if item is None:
        text = _("No undecided proposal of this reading has the number %(value)s.")
        leave_out(request, "item", text % {"value": shown_value(asked)})
    return item  # type: ignore[no-any-return]


def _forms(item: Proposal, bound: dict[str, Any], splits: bool) -> dict[str, Any]:
    """Both forms, a refused one in its place; the one that was asked for has the focus."""
    forms = {"correct": CorrectForm(proposal=item), "split": SplitForm(prefix="split", statement=item), **bound}
    forms["split" if splits else "correct"].fields["text" if splits else "kind"].widget.attrs["autofocus"] = True
    return forms


def _back(request: HttpRequest, run: ReadingRun, to: Proposal | None) -> str:
    """The same list, at a proposal."""
    query = f"?{query}" if (query := _query(request)) else ""
    return f"{run.get_absolute_url()}{query}{f'#proposal-{to.pk}' if to else ''}"


# Deciding


@require_POST
def decide(request: HttpRequest, pk: int) -> HttpResponse:
    """The same deed on one proposal or on all that are chosen; who was overtaken is shown what stands."""
    run, deed = _run(request, pk), DEEDS.get(request.POST.get("do", ""))
    seen = {int(key): int(version) for key, version in SEEN.findall(" ".join(request.POST.getlist("proposal")))}
    if deed is None or not seen:
        return _told(request, run, refusals=[_("Choose proposals first, then what to do with them.")])
    try:
        decided = deed(by=person_at_desk(request), run=run, seen=seen)
    except DeedRefused as refused:
        return _told(request, run, refusals=[str(refused)])
    return _told(request, run, decided.done, _said(decided.done), [_overtaken(one) for one in decided.overtaken])


def _said(proposals: list[Proposal]) -> str:
    n = len(proposals)
    if n and proposals[0].state == Proposal.State.ACCEPTED:
        return ngettext("%(n)s proposal is accepted.", "%(n)s proposals are accepted.", n) % {"n": n}
    return ngettext("%(n)s proposal is refused.", "%(n)s proposals are refused.", n) % {"n": n}


def _overtaken(proposal: Proposal) -> str:
    who = proposal.changed_by or _("Somebody else")
    if proposal.is_open:
        return _("%(who)s corrected it meanwhile. Look at what it says now, then decide.") % {"who": who}
    return _("%(who)s was first: it is %(state)s.") % {"who": who, "state": proposal.get_state_display()}


@require_POST
def undo(request: HttpRequest, pk: int) -> HttpResponse:
    """Take back the decisions on the proposals that the address names."""
    run = _run(request, pk)
    keys = [int(key) for key in request.GET.getlist("proposal") if key.isdecimal() and len(key) < 19]
    try:
        undone = undo_decisions(by=person_at_desk(request), run=run, proposals=keys)
    except DeedRefused as refused:
        return _told(request, run, refusals=[str(refused)])
    return _told(request, run, said=_("Undone: they are undecided again.") if undone else "", to=undone[:1])


def _told(
    request: HttpRequest,
    run: ReadingRun,
    decided: list[Proposal] | None = None,
    said: str = "",
    refusals: list[str] | None = None,
    to: list[Proposal] | None = None,
) -> HttpResponse:
    """To a script what changed since its page was drawn; to a browser without one the page, where the next waits."""
    decided, refusals = decided or [], refusals or []
    run.refresh_from_db(fields=["version"])
    undo = _undo_address(run, decided) if decided else ""
    if request.headers.get("HX-Request"):
        return _changes(request, run, said=said if decided or to else "", refusals=refusals, undo=undo)
    for refusal in refusals:
        warn(request, refusal)
    if decided or to:
        say(request, said, undo=undo)
    following = to[0] if to else first_open(run, decided[-1] if decided else None)
    return redirect(_back(request, run, following))


def _undo_address(run: ReadingRun, decided: list[Proposal]) -> str:
    named = urlencode({"proposal": [one.pk for one in decided]}, doseq=True)
    return f"{reverse('listen:desk-reading-undo', args=[run.pk])}?{named}"


def news(request: HttpRequest, pk: int) -> HttpResponse:
    """What others decided since the page was drawn; nothing at all where nobody did anything."""
    run = _run(request, pk)
    return HttpResponse(status=204) if _number(request, "since") >= run.version else _changes(request, run)


def _changes(request: HttpRequest, run: ReadingRun, refusals: Sequence[str] = (), **told: Any) -> HttpResponse:
    """Every card that changed since the page was drawn, but the one that is being corrected on it."""
    changed = list(changed_since(run, _number(request, "since")))
    for one in changed:
        one.run = run
    editing = _number(request, "item")
    refusals = [*refusals, *(_overtaken(one) for one in changed if one.pk == editing)]
    return page(
        request,
        "listen/reading/changes.html",
        status=422 if refusals else 200,
        changed=[one for one in changed if one.pk != editing],
        refusals=refusals,
        **told,
        **_standing(request, run),
    )


def _number(request: HttpRequest, name: str) -> int:
    asked = request.POST.get(name) or request.GET.get(name, "")
    return int(asked) if asked.isdecimal() and len(asked) < 19 else 0


# Correcting


@require_POST
def correct(request: HttpRequest, pk: int, proposal_id: int) -> HttpResponse:
    """Save what was corrected, and with the right button accept it in the same deed."""
    run, person = _run(request, pk), person_at_desk(request)
    proposal = _proposal(run, proposal_id)
    form = CorrectForm(request.POST, proposal=proposal)
    accepts = request.POST.get("do") == "accept"

    def deed(**corrected: Any) -> Proposal:
        better = correct_proposal(by=person, proposal=proposal, **corrected)
        if accepts:
            accept_proposals(by=person, run=run, seen={better.pk: better.version})
        return better

    if better := attempt(form, deed):
        said = _("It is corrected and accepted.") if accepts else _("It is corrected. It waits to be decided.")
        undo = _undo_address(run, [better]) if accepts else ""
        following = first_open(run, better) if accepts else better
        return done(request, said, _back(request, run, following), undo=undo)
    return _given_back(request, run, proposal, correct=form)


@require_POST
def split(request: HttpRequest, pk: int, proposal_id: int) -> HttpResponse:
    run = _run(request, pk)
    proposal = _proposal(run, proposal_id)
    form = SplitForm(request.POST, prefix="split", statement=proposal)
    if parts := attempt(form, split_proposal, by=person_at_desk(request), proposal=proposal):
        said = _("Each part is a proposal of its own now.")
        undo = _undo_address(run, [proposal])
        return done(request, said, _back(request, run, parts[0]), undo=undo)
    return _given_back(request, run, proposal, split=form)


def _proposal(run: ReadingRun, proposal_id: int) -> Proposal:
    proposal: Proposal = get_object_or_404(run.proposals.for_reading(), pk=proposal_id)  # type: ignore[attr-defined]
    proposal.run = run
    return proposal


def _given_back(request: HttpRequest, run: ReadingRun, proposal: Proposal, **bound: Any) -> HttpResponse:
    response: HttpResponse = reading(request, run.pk, 422, _proposal(run, proposal.pk), **bound)
    return response
