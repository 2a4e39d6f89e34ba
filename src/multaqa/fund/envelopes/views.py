from django.forms import Form
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from multaqa.fund.envelopes.actions import move_envelope, register_envelope
from multaqa.fund.envelopes.forms import EnvelopeForm, EnvelopeMoveForm
from multaqa.fund.envelopes.models import Envelope
from multaqa.fund.envelopes.queries import managed_envelopes, visible_envelopes
from multaqa.ground.people.queries import reach_of
from multaqa.ground.people.rules import person_at_desk, person_of
from multaqa.ground.sheets.downloads import cells, downloaded
from multaqa.ground.territory.forms import PlacedFilters
from multaqa.ui.deeds import attempt, done
from multaqa.ui.pages import page
from multaqa.ui.tables import listing

COLUMNS = {"code": "code", "amount": "amount", "state": "state"}
CELLS = cells("code", "state", "territory.code", "amount", "currency", "fiscal_year", words="title")


def envelope_page(request: HttpRequest, code: str) -> HttpResponse:
    envelope = get_object_or_404(visible_envelopes(person_of(request.user)), code=code)
    return page(request, "fund/envelopes/envelope.html", envelope=envelope, moves=envelope.moves.all())


def desk_envelopes(request: HttpRequest, form: Form | None = None, status: int = 200) -> HttpResponseBase:
    person = person_of(request.user)
    reach = reach_of(person, "envelope.manage")
    filters = PlacedFilters(request, states=Envelope.State.choices, reach=reach)
    rows = listing(request, filters.narrow(managed_envelopes(person)), columns=COLUMNS, default="code")
    return downloaded(request, rows, "envelopes", CELLS) or page(
        request,
        "fund/envelopes/desk_list.html",
        status=status,
        envelopes=rows,
        filters=filters,
        form=form or EnvelopeForm(reach=reach),
    )


@require_POST
def register(request: HttpRequest) -> HttpResponseBase:
    form = EnvelopeForm(request.POST, reach=reach_of(person_of(request.user), "envelope.manage"))
    if envelope := attempt(form, register_envelope, by=person_at_desk(request)):
        return done(request, _("The envelope is registered as proposed."), "fund:desk-envelope", envelope.code)
    return desk_envelopes(request, form, status=422)


def desk_envelope(request: HttpRequest, code: str) -> HttpResponse:
    envelope = get_object_or_404(managed_envelopes(person_of(request.user)), code=code)
    if request.method != "POST":
        return page(request, "fund/envelopes/desk.html", envelope=envelope, form=EnvelopeMoveForm(envelope=envelope))
    form = EnvelopeMoveForm(request.POST, envelope=envelope)
    if attempt(form, move_envelope, by=person_at_desk(request), envelope=envelope):
        return done(request, _("The envelope's state is changed."), "fund:desk-envelope", code)
    return page(request, "fund/envelopes/desk.html", status=422, envelope=envelope, form=form)
