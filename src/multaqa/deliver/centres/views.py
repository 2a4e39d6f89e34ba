from typing import Any

from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from multaqa.deliver.centres.actions import move_centre, open_centre, plan_centre, revise_centre_card
from multaqa.deliver.centres.forms import CardForm, CentreFilters, MoveCentreForm, OpenForm, PlanCentreForm
from multaqa.deliver.centres.models import Centre
from multaqa.deliver.centres.queries import managed_centres, project_behind, visible_centres
from multaqa.deliver.centres.rules import NEXT_STATES
from multaqa.ground.people.queries import reach_of
from multaqa.ground.people.rules import person_at_desk, person_of
from multaqa.ground.sheets.downloads import cells, downloaded
from multaqa.ground.territory.forms import PlacedFilters
from multaqa.ui.deeds import attempt, done
from multaqa.ui.pages import page
from multaqa.ui.tables import listing

COLUMNS = {"place": "territory__path", "opened": "opened_on", "state": "state", "kind": "kind", "code": "code"}
CELLS = cells("code", "kind", "state", "place.code", "opened_on", "capacity", words="name")


def centre_list(request: HttpRequest) -> HttpResponse:
    filters = CentreFilters(request)
    centres = filters.narrow(visible_centres(person_of(request.user)).prefetch_related("services"))
    rows = listing(request, centres, columns=COLUMNS, default="place")
    return page(request, "deliver/centres/list.html", centres=rows, filters=filters)


def centre_page(request: HttpRequest, code: str) -> HttpResponse:
    person = person_of(request.user)
    centre = get_object_or_404(visible_centres(person), code=code)
    return page(
        request,
        "deliver/centres/centre.html",
        centre=centre,
        services=centre.services.all(),
        target_groups=centre.target_groups.all(),
        project=project_behind(centre, person),
        moves=centre.moves.all(),
    )


def desk_centres(request: HttpRequest, form: PlanCentreForm | None = None, status: int = 200) -> HttpResponseBase:
    person = person_at_desk(request)
    filters = PlacedFilters(request, states=Centre.State.choices, reach=reach_of(person, "centre.manage"))
    rows = listing(request, filters.narrow(managed_centres(person)), columns=COLUMNS, default="place")
    return downloaded(request, rows, "centres", CELLS) or page(
        request,
        "deliver/centres/desk_list.html",
        status=status,
        centres=rows,
        filters=filters,
        form=form or PlanCentreForm(person=person),
    )


@require_POST
def plan(request: HttpRequest) -> HttpResponseBase:
    form = PlanCentreForm(request.POST, person=person_of(request.user))
    if centre := attempt(form, plan_centre, by=person_at_desk(request)):
        return done(request, _("The centre is planned. Fill in its card before it opens."), desk_address(centre))
    return desk_centres(request, form, status=422)


def desk_centre(request: HttpRequest, code: str, status: int = 200, **refused: Any) -> HttpResponse:
    """One centre with the forms of all that is done to it; a refused form comes back in its place."""
    centre = _mine(request, code)
    forms = {
        "card": CardForm(centre=centre),
        "open": OpenForm(),
        "move": MoveCentreForm(centre=centre),
        **refused,
    }
    return page(
        request,
        "deliver/centres/desk.html",
        status=status,
        centre=centre,
        forms=forms,
        may_open=Centre.State.OPEN in NEXT_STATES[centre.state],
        may_move=any(state != Centre.State.OPEN for state in NEXT_STATES[centre.state]),
        moves=centre.moves.all(),
    )


@require_POST
def card(request: HttpRequest, code: str) -> HttpResponse:
    centre = _mine(request, code)
    form = CardForm(request.POST, centre=centre)
    if attempt(form, revise_centre_card, by=person_at_desk(request), centre=centre):
        return done(request, _("The card is saved."), desk_address(centre))
    return desk_centre(request, code, status=422, card=form)


@require_POST
def opening(request: HttpRequest, code: str) -> HttpResponse:
    centre, form = _mine(request, code), OpenForm(request.POST)
    if attempt(form, open_centre, by=person_at_desk(request), centre=centre):
        return done(request, _("The centre is open."), desk_address(centre))
    return desk_centre(request, code, status=422, open=form)


@require_POST
def move(request: HttpRequest, code: str) -> HttpResponse:
    centre = _mine(request, code)
    form = MoveCentreForm(request.POST, centre=centre)
    if attempt(form, move_centre, by=person_at_desk(request), centre=centre):
        return done(request, _("The centre's state is changed."), desk_address(centre))
    return desk_centre(request, code, status=422, move=form)


def _mine(request: HttpRequest, code: str) -> Centre:
    return get_object_or_404(managed_centres(person_of(request.user)), code=code)


def desk_address(centre: Centre) -> str:
    return reverse("deliver:desk-centre", args=[centre.code])
