from collections.abc import Callable
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from multaqa.deliver.visits.actions import (
    add_stop,
    begin_visit,
    close_visit,
    countersign_visit,
    move_recommendation,
    note_stop,
    plan_visit,
    recommend,
    return_visit,
    submit_visit,
)
from multaqa.deliver.visits.forms import (
    FollowForm,
    NoteForm,
    PlanVisitForm,
    RecommendationFilters,
    RecommendForm,
    ReturnForm,
    StopForm,
)
from multaqa.deliver.visits.models import Recommendation, Visit
from multaqa.deliver.visits.queries import (
    carried_to,
    followed_recommendations,
    managed_visits,
    open_recommendations,
    recommendations_of,
    visible_stops,
    visible_visits,
)
from multaqa.deliver.visits.rules import NEXT_OF_RECOMMENDATION, takes_stops
from multaqa.ground.people.queries import reach_of
from multaqa.ground.people.rules import person_at_desk, person_of
from multaqa.ground.sheets.downloads import cells, downloaded
from multaqa.ground.territory.forms import PlacedFilters
from multaqa.ui.deeds import attempt, done, refusal_of
from multaqa.ui.pages import page, warn
from multaqa.ui.tables import listing

COLUMNS = {"day": "starts_on", "state": "state", "place": "territory__path", "code": "code"}
CELLS = cells("code", "state", "territory.code", "starts_on", "ends_on", "host.code", words="title")
DUE = {"due": "day", "state": "state"}
ASKED = cells("code", "state", "visit.code", "recalls.code", "owner.code", "due_on", words="text")
STEPS: dict[str, Callable[..., Visit]] = {
    "begin": begin_visit,
    "submit": submit_visit,
    "countersign": countersign_visit,
    "close": close_visit,
}


def visit_list(request: HttpRequest) -> HttpResponse:
    visits = listing(request, visible_visits(person_of(request.user)), columns=COLUMNS, default="-day")
    return page(request, "deliver/visits/list.html", visits=visits)


def visit_page(request: HttpRequest, code: str) -> HttpResponse:
    person = person_of(request.user)
    visit = get_object_or_404(visible_visits(person), code=code)
    return page(
        request,
        "deliver/visits/visit.html",
        visit=visit,
        stops=visible_stops(person).filter(visit=visit),
        recommendations=recommendations_of(visit, person),
        carried=[] if visit.is_reported else carried_to(visit, person),
        moves=visit.moves.all(),
    )


def recommendation_list(request: HttpRequest) -> HttpResponse:
    rows = listing(request, open_recommendations(person_of(request.user)), columns=DUE, default="due")
    return page(request, "deliver/visits/recommendations.html", recommendations=rows)


def desk_visits(request: HttpRequest, form: PlanVisitForm | None = None, status: int = 200) -> HttpResponseBase:
    person = person_at_desk(request)
    filters = PlacedFilters(request, states=Visit.State.choices, reach=reach_of(person, "visit.record"))
    rows = listing(request, filters.narrow(managed_visits(person)), columns=COLUMNS, default="-day")
    return downloaded(request, rows, "visits", CELLS) or page(
        request,
        "deliver/visits/desk_list.html",
        status=status,
        visits=rows,
        filters=filters,
        form=form or PlanVisitForm(person=person),
    )


@require_POST
def plan(request: HttpRequest) -> HttpResponseBase:
    form = PlanVisitForm(request.POST, person=person_of(request.user))
    if visit := attempt(form, plan_visit, by=person_at_desk(request)):
        return done(request, _("The visit is planned. Its stops are public once it begins."), desk_address(visit))
    return desk_visits(request, form, status=422)


def desk_visit(request: HttpRequest, code: str, status: int = 200, **refused: Any) -> HttpResponse:
    """One visit with the forms of all that is done to it; a refused form comes back in its place."""
    person = person_of(request.user)
    visit = _mine(request, code)
    forms = {
        "stop": StopForm(visit=visit, person=person),
        "note": NoteForm(visit=visit),
        "recommend": RecommendForm(visit=visit, person=person),
        "give_back": ReturnForm(),
        **refused,
    }
    return page(
        request,
        "deliver/visits/desk.html",
        status=status,
        visit=visit,
        forms=forms,
        stops=visible_stops(person).filter(visit=visit),
        recommendations=recommendations_of(visit, person),
        carried=carried_to(visit, person),
        takes_stops=takes_stops(visit),
        moves=visit.moves.all(),
    )


@require_POST
def step(request: HttpRequest, code: str, name: str) -> HttpResponse:
    """Begin, submit, countersign or close: a button each, nothing to fill in."""
    if name not in STEPS:
        raise Http404
    visit = _mine(request, code)
    if refusal := refusal_of(STEPS[name], by=person_at_desk(request), visit=visit):
        warn(request, refusal)
        return desk_visit(request, code, status=422)
    return done(request, _("The visit's state is changed."), desk_address(visit))


@require_POST
def stop(request: HttpRequest, code: str) -> HttpResponse:
    visit = _mine(request, code)
    form = StopForm(request.POST, visit=visit, person=person_of(request.user))
    if attempt(form, add_stop, by=person_at_desk(request), visit=visit):
        return done(request, _("The stop is on the programme."), desk_address(visit))
    return desk_visit(request, code, status=422, stop=form)


@require_POST
def note(request: HttpRequest, code: str) -> HttpResponse:
    visit = _mine(request, code)
    form = NoteForm(request.POST, visit=visit)
    if attempt(form, note_stop, by=person_at_desk(request)):
        return done(request, _("The note is kept."), desk_address(visit))
    return desk_visit(request, code, status=422, note=form)


@require_POST
def advise(request: HttpRequest, code: str) -> HttpResponse:
    visit = _mine(request, code)
    form = RecommendForm(request.POST, visit=visit, person=person_of(request.user))
    if attempt(form, recommend, by=person_at_desk(request), visit=visit):
        return done(request, _("The recommendation is kept."), desk_address(visit))
    return desk_visit(request, code, status=422, recommend=form)


@require_POST
def give_back(request: HttpRequest, code: str) -> HttpResponse:
    visit, form = _mine(request, code), ReturnForm(request.POST)
    if attempt(form, return_visit, by=person_at_desk(request), visit=visit):
        return done(request, _("The report is given back."), desk_address(visit))
    return desk_visit(request, code, status=422, give_back=form)


def desk_recommendations(request: HttpRequest) -> HttpResponseBase:
    person = person_at_desk(request)
    filters = RecommendationFilters(request, reach=reach_of(person, "recommendation.follow"))
    followed = filters.narrow(followed_recommendations(person).still_open())
    rows = listing(request, followed, columns=DUE, default="due")
    return downloaded(request, rows, "recommendations", ASKED) or page(
        request, "deliver/visits/desk_recommendations.html", recommendations=rows, filters=filters
    )


def desk_recommendation(
    request: HttpRequest, code: str, form: FollowForm | None = None, status: int = 200
) -> HttpResponse:
    recommendation = _followed(request, code)
    return page(
        request,
        "deliver/visits/desk_recommendation.html",
        status=status,
        recommendation=recommendation,
        form=form or FollowForm(recommendation=recommendation),
        moves_on=bool(NEXT_OF_RECOMMENDATION[recommendation.state]),
        moves=recommendation.moves.all(),
    )


@require_POST
def follow(request: HttpRequest, code: str) -> HttpResponse:
    recommendation = _followed(request, code)
    form = FollowForm(request.POST, recommendation=recommendation)
    if attempt(form, move_recommendation, by=person_at_desk(request), recommendation=recommendation):
        return done(request, _("The recommendation's state is changed."), "deliver:desk-recommendation", code)
    return desk_recommendation(request, code, form, status=422)


def _mine(request: HttpRequest, code: str) -> Visit:
    return get_object_or_404(managed_visits(person_of(request.user)), code=code)


def _followed(request: HttpRequest, code: str) -> Recommendation:
    return get_object_or_404(followed_recommendations(person_of(request.user)), code=code)


def desk_address(visit: Visit) -> str:
    return reverse("deliver:desk-visit", args=[visit.code])
