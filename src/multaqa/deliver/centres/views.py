from typing import Any

from django.forms import Form
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from multaqa.deliver.centres.actions import move_centre, open_centre, plan_centre, revise_centre_card
from multaqa.deliver.centres.forms import CardForm, CentreFilters, MoveCentreForm, OpenForm, PlanCentreForm, card_of
from multaqa.deliver.centres.models import Centre
from multaqa.deliver.centres.queries import managed_centres, project_behind, visible_centres
from multaqa.deliver.centres.rules import NEXT_STATES
from multaqa.deliver.errors import DeliverError
from multaqa.ground.people.rules import person_of
from multaqa.ui.pages import page, say
from multaqa.ui.tables import listing

COLUMNS = {"place": "territory__path", "opened": "opened_on", "state": "state"}


def centre_list(request: HttpRequest) -> HttpResponse:
    filters = CentreFilters(request.GET)
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


def desk_centres(request: HttpRequest, form: PlanCentreForm | None = None, status: int = 200) -> HttpResponse:
    person = person_of(request.user)
    return page(
        request,
        "deliver/centres/desk_list.html",
        status=status,
        centres=listing(request, managed_centres(person), columns=COLUMNS, default="place"),
        form=form or PlanCentreForm(person=person),
    )


@require_POST
def plan(request: HttpRequest) -> HttpResponse:
    form = PlanCentreForm(request.POST, person=person_of(request.user))
    if form.is_valid():
        try:
            centre = plan_centre(by=request.user.person, **form.cleaned_data)
            say(request, _("The centre is planned. Fill in its card before it opens."))
            return redirect(desk_address(centre))
        except DeliverError as refusal:
            form.add_error(None, str(refusal))
    return desk_centres(request, form, status=422)


def desk_centre(request: HttpRequest, code: str, status: int = 200, **refused: Any) -> HttpResponse:
    """One centre with the forms of all that is done to it; a refused form comes back in its place."""
    centre = _mine(request, code)
    forms = {
        "card": CardForm(initial=card_of(centre), centre=centre),
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
    form = CardForm(request.POST, centre=_mine(request, code))
    return _done(request, code, "card", form, revise_centre_card, _("The card is saved."))


@require_POST
def opening(request: HttpRequest, code: str) -> HttpResponse:
    return _done(request, code, "open", OpenForm(request.POST), open_centre, _("The centre is open."))


@require_POST
def move(request: HttpRequest, code: str) -> HttpResponse:
    form = MoveCentreForm(request.POST, centre=_mine(request, code))
    return _done(request, code, "move", form, move_centre, _("The centre's state is changed."))


def _done(request: HttpRequest, code: str, name: str, form: Form, deed: Any, text: str) -> HttpResponse:
    """Do one deed with a form's fields; what refuses it is shown in the form."""
    centre = _mine(request, code)
    if form.is_valid():
        try:
            deed(by=request.user.person, centre=centre, **form.cleaned_data)
            say(request, text)
            return redirect(desk_address(centre))
        except DeliverError as refusal:
            form.add_error(None, str(refusal))
    return desk_centre(request, code, status=422, **{name: form})


def _mine(request: HttpRequest, code: str) -> Centre:
    return get_object_or_404(managed_centres(person_of(request.user)), code=code)


def desk_address(centre: Centre) -> str:
    return reverse("deliver:desk-centre", args=[centre.code])
