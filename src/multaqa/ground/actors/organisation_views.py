"""Organisations of one's territories: offices, councils, services, associations."""

from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from multaqa.ground.actors.actions import add_organisation, change_organisation
from multaqa.ground.actors.forms import ChangeOrganisationForm, OrganisationFilters, OrganisationForm
from multaqa.ground.actors.models import Organisation
from multaqa.ground.actors.queries import kept_organisations, visible_mandates
from multaqa.ground.actors.rules import keeps_organisations
from multaqa.ground.people.rules import person_at_desk
from multaqa.ground.sheets.downloads import cells, downloaded
from multaqa.ui.deeds import attempt, done
from multaqa.ui.pages import page
from multaqa.ui.tables import listing

CELLS = cells("code", "kind", "territory.code", "parent.code", words="name")
COLUMNS = {"code": "code", "kind": "kind", "place": "territory__path"}


def organisations(request: HttpRequest, form: OrganisationForm | None = None, status: int = 200) -> HttpResponseBase:
    me, filters = person_at_desk(request), OrganisationFilters(request)
    rows = listing(request, filters.narrow(kept_organisations(me)), columns=COLUMNS, default="place")
    return downloaded(request, rows, "organisations", CELLS) or page(
        request,
        "ground/actors/organisations.html",
        status=status,
        organisations=rows,
        filters=filters,
        form=form or OrganisationForm(by=me),
        adds=keeps_organisations(me),
    )


@require_POST
def add(request: HttpRequest) -> HttpResponseBase:
    me = person_at_desk(request)
    form = OrganisationForm(request.POST, by=me)
    if organisation := attempt(form, add_organisation, by=me):
        return done(request, _("The organisation is added."), "ground:organisation", organisation.code)
    return organisations(request, form, status=422)


def organisation(
    request: HttpRequest, code: str, form: ChangeOrganisationForm | None = None, status: int = 200
) -> HttpResponse:
    me, kept = person_at_desk(request), _kept(request, code)
    return page(
        request,
        "ground/actors/organisation.html",
        status=status,
        organisation=kept,
        offices=visible_mandates(me).filter(organisation=kept).order_by("-valid_from", "pk"),
        form=form or ChangeOrganisationForm(by=me, row=kept),
    )


@require_POST
def change(request: HttpRequest, code: str) -> HttpResponse:
    me, kept = person_at_desk(request), _kept(request, code)
    form = ChangeOrganisationForm(request.POST, by=me, row=kept)
    if attempt(form, change_organisation, by=me, organisation=kept):
        return done(request, _("The organisation is changed."), "ground:organisation", code)
    return organisation(request, code, form, status=422)


def _kept(request: HttpRequest, code: str) -> Organisation:
    return get_object_or_404(kept_organisations(person_at_desk(request)), code=code)
