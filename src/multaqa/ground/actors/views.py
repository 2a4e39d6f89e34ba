"""Who holds which office: the desk where it is said, verified, refused and ended."""

from pathlib import Path
from typing import Any

from django.http import FileResponse, Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from multaqa.ground.actors.actions import (
    claim_mandate,
    end_mandate,
    keep_contacts,
    keep_proof,
    record_mandate,
    refuse_mandate,
    verify_mandate,
)
from multaqa.ground.actors.forms import ContactsForm, EndForm, OfficeFilters, OfficeForm, ProofForm, RefuseForm
from multaqa.ground.actors.models import Mandate
from multaqa.ground.actors.queries import addresses_of, visible_mandates
from multaqa.ground.actors.rules import can_decide, keeps_offices
from multaqa.ground.journal.actions import record
from multaqa.ground.people.models import Contact, Person
from multaqa.ground.people.rules import person_at_desk
from multaqa.ground.sheets.downloads import cells, downloaded
from multaqa.ui.deeds import attempt, done, refusal_of
from multaqa.ui.pages import page, refused
from multaqa.ui.tables import listing

CELLS = cells("person", "organisation.code", "state", "valid_from", "valid_to", words="capacity")
COLUMNS = {"place": "organisation__territory__path", "from": "valid_from", "to": "valid_to", "state": "state"}


def offices(request: HttpRequest, form: OfficeForm | None = None, status: int = 200) -> HttpResponseBase:
    me, filters = person_at_desk(request), OfficeFilters(request)
    rows = listing(request, filters.narrow(visible_mandates(me)), columns=COLUMNS, default="place")
    return downloaded(request, rows, "offices", CELLS) or page(
        request,
        "ground/actors/offices.html",
        status=status,
        offices=rows,
        filters=filters,
        form=form or OfficeForm(by=me),
        keeps=keeps_offices(me),
    )


@require_POST
def record_office(request: HttpRequest) -> HttpResponseBase:
    me = person_at_desk(request)
    form = OfficeForm(request.POST, by=me)
    said = attempt(form, record_mandate, by=me) if keeps_offices(me) else attempt(form, claim_mandate, by=me, person=me)
    if mandate := said:
        return done(request, _("The office is noted. It counts once somebody has verified it."), *_address(mandate))
    return offices(request, form, status=422)


def office(request: HttpRequest, key: int, status: int = 200, **given_back: Any) -> HttpResponse:
    """One office with the forms of all that is done to it; a refused form comes back in its place."""
    me, mandate = person_at_desk(request), _visible(request, key)
    record(me, "read", mandate)
    addresses = addresses_of(mandate.person)
    forms = {
        "refuse": RefuseForm(),
        "end": EndForm(),
        "proof": ProofForm(),
        "contacts": ContactsForm(row=mandate.person),
        **given_back,
    }
    return page(
        request,
        "ground/actors/office.html",
        status=status,
        office=mandate,
        forms=forms,
        contacts=[(Contact.Kind(kind).label, address) for kind, address in sorted(addresses.items()) if address],
        decides=can_decide(me, mandate),
        moves=mandate.moves.select_related("by"),
    )


@require_POST
def verify(request: HttpRequest, key: int) -> HttpResponse:
    mandate = _visible(request, key)
    if reason := refusal_of(verify_mandate, by=person_at_desk(request), mandate=mandate):
        return refused(request, reason)
    return done(request, _("The office is verified."), *_address(mandate))


@require_POST
def refuse(request: HttpRequest, key: int) -> HttpResponse:
    mandate, form = _visible(request, key), RefuseForm(request.POST)
    if attempt(form, refuse_mandate, by=person_at_desk(request), mandate=mandate):
        return done(request, _("The claim is refused, with its reason."), *_address(mandate))
    return office(request, key, status=422, refuse=form)


@require_POST
def end(request: HttpRequest, key: int) -> HttpResponse:
    mandate, form = _visible(request, key), EndForm(request.POST)
    if attempt(form, end_mandate, by=person_at_desk(request), mandate=mandate):
        return done(request, _("The end of the office is noted. Whoever follows is recorded anew."), *_address(mandate))
    return office(request, key, status=422, end=form)


@require_POST
def contacts(request: HttpRequest, key: int) -> HttpResponse:
    mandate = _visible(request, key)
    form = ContactsForm(request.POST, row=mandate.person)
    if attempt(form, keep_contacts, by=person_at_desk(request), mandate=mandate):
        return done(request, _("How they are reached is kept, sealed."), *_address(mandate))
    return office(request, key, status=422, contacts=form)


def proof(request: HttpRequest, key: int) -> HttpResponse | FileResponse:
    """The paper itself, through the door; on POST a new one takes its place."""
    me, mandate = person_at_desk(request), _visible(request, key)
    if request.method == "POST":
        return _keep_proof(request, me, mandate)
    if not mandate.proof:
        raise Http404
    record(me, "read_proof", mandate)
    ending = Path(str(mandate.proof.name)).suffix
    return FileResponse(mandate.proof.open(), as_attachment=True, filename=f"proof-{mandate.pk}{ending}")


def _keep_proof(request: HttpRequest, me: Person, mandate: Mandate) -> HttpResponse:
    form = ProofForm(request.POST, request.FILES)
    if form.is_valid():
        keep_proof(by=me, mandate=mandate, **form.paper())
        return done(
            request, _("The proof is kept. Only the holder and whoever keeps offices reads it."), *_address(mandate)
        )
    return office(request, mandate.pk, status=422, proof=form)


def _visible(request: HttpRequest, key: int) -> Mandate:
    return get_object_or_404(visible_mandates(person_at_desk(request)), pk=key)


def _address(mandate: Mandate) -> tuple[str, int]:
    return "ground:office", mandate.pk
