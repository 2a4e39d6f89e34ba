from typing import Any

from django.forms import Form
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from multaqa.fund.agreements.actions import add_commitment, add_party, draft_agreement, move_agreement, sign_agreement
from multaqa.fund.agreements.forms import CommitmentForm, DraftForm, MoveForm, PartyForm, SignForm
from multaqa.fund.agreements.models import Agreement
from multaqa.fund.agreements.queries import (
    commitments_of,
    drafted_agreements,
    financing_tables,
    parties_of,
    visible_agreements,
)
from multaqa.fund.agreements.rules import can_draft_agreement, can_sign_agreement, is_open_to_drafting
from multaqa.ground.people.queries import reach_of
from multaqa.ground.people.rules import person_at_desk, person_of
from multaqa.ground.sheets.downloads import cells, downloaded
from multaqa.ground.territory.forms import PlacedFilters
from multaqa.ui.deeds import attempt, done
from multaqa.ui.pages import page
from multaqa.ui.tables import listing

COLUMNS = {"ref": "ref", "signed": "signed_on", "state": "state"}
CELLS = cells("ref", "state", "territory.code", "signed_on", "starts_on", "ends_on", words="title")


def agreement_list(request: HttpRequest) -> HttpResponse:
    agreements = visible_agreements(person_of(request.user))
    return page(
        request,
        "fund/agreements/list.html",
        agreements=listing(request, agreements, columns=COLUMNS, default="-signed"),
    )


def agreement_page(request: HttpRequest, ref: str) -> HttpResponse:
    agreement = get_object_or_404(visible_agreements(person_of(request.user)), ref=ref)
    commitments = list(commitments_of(agreement))
    return page(
        request,
        "fund/agreements/agreement.html",
        agreement=agreement,
        parties=parties_of(agreement),
        tables=financing_tables(commitments),
        in_kind=[commitment for commitment in commitments if commitment.is_in_kind],
        payments=[payment for commitment in commitments for payment in commitment.disbursements.all()],
        measures=agreement.measures.select_related("objective__axis__strategy"),
        announcements=agreement.announcements.select_related("meeting", "source"),
        moves=agreement.moves.all(),
    )


def desk_agreements(request: HttpRequest, form: Form | None = None, status: int = 200) -> HttpResponseBase:
    person = person_of(request.user)
    reach = reach_of(person, "agreement.draft")
    filters = PlacedFilters(request, states=Agreement.State.choices, reach=reach)
    rows = listing(request, filters.narrow(drafted_agreements(person)), columns=COLUMNS, default="ref")
    return downloaded(request, rows, "agreements", CELLS) or page(
        request,
        "fund/agreements/desk_list.html",
        status=status,
        agreements=rows,
        filters=filters,
        form=form or DraftForm(reach=reach),
        may_draft=bool(reach.paths),
    )


@require_POST
def draft(request: HttpRequest) -> HttpResponseBase:
    form = DraftForm(request.POST, reach=reach_of(person_of(request.user), "agreement.draft"))
    if agreement := attempt(form, draft_agreement, by=person_at_desk(request)):
        return done(request, _("The draft is begun. Only those who draft here see it."), desk_address(agreement))
    return desk_agreements(request, form, status=422)


def desk_agreement(request: HttpRequest, ref: str, status: int = 200, **refused: Any) -> HttpResponse:
    """One agreement with the forms of all that is done to it; a refused form comes back in its place."""
    agreement = _mine(request, ref)
    person = person_of(request.user)
    commitments = list(commitments_of(agreement))
    forms = {
        "party": PartyForm(),
        "commitment": CommitmentForm(agreement=agreement),
        "move": MoveForm(agreement=agreement),
        "sign": SignForm(),
        **refused,
    }
    return page(
        request,
        "fund/agreements/desk.html",
        status=status,
        agreement=agreement,
        forms=forms,
        commitments=commitments,
        tables=financing_tables(commitments),
        parties=parties_of(agreement),
        may_draft=can_draft_agreement(person, agreement) and is_open_to_drafting(agreement),
        may_move=can_draft_agreement(person, agreement),
        may_sign=can_sign_agreement(person, agreement),
    )


@require_POST
def party(request: HttpRequest, ref: str) -> HttpResponse:
    agreement, form = _mine(request, ref), PartyForm(request.POST)
    if attempt(form, add_party, by=person_at_desk(request), agreement=agreement):
        return done(request, _("The party is added."), desk_address(agreement))
    return desk_agreement(request, ref, status=422, party=form)


@require_POST
def commitment(request: HttpRequest, ref: str) -> HttpResponse:
    agreement = _mine(request, ref)
    form = CommitmentForm(request.POST, agreement=agreement)
    if attempt(form, add_commitment, by=person_at_desk(request), agreement=agreement):
        return done(request, _("The promise is added."), desk_address(agreement))
    return desk_agreement(request, ref, status=422, commitment=form)


@require_POST
def move(request: HttpRequest, ref: str) -> HttpResponse:
    agreement = _mine(request, ref)
    form = MoveForm(request.POST, agreement=agreement)
    if attempt(form, move_agreement, by=person_at_desk(request), agreement=agreement):
        return done(request, _("The agreement's state is changed."), desk_address(agreement))
    return desk_agreement(request, ref, status=422, move=form)


@require_POST
def sign(request: HttpRequest, ref: str) -> HttpResponse:
    agreement, form = _mine(request, ref), SignForm(request.POST)
    if attempt(form, sign_agreement, by=person_at_desk(request), agreement=agreement):
        return done(request, _("The signatures are recorded."), desk_address(agreement))
    return desk_agreement(request, ref, status=422, sign=form)


def _mine(request: HttpRequest, ref: str) -> Agreement:
    return get_object_or_404(drafted_agreements(person_of(request.user)), ref=ref)


def desk_address(agreement: Agreement) -> str:
    return reverse("fund:desk-agreement", args=[agreement.ref])
