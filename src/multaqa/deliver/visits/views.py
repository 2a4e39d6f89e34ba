from collections.abc import Callable
from typing import Any

from django.forms import Form
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from multaqa.deliver.errors import DeliverError
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
from multaqa.deliver.visits.forms import FollowForm, NoteForm, PlanVisitForm, RecommendForm, ReturnForm, StopForm
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
from multaqa.ground.people.rules import person_of
from multaqa.ui.pages import page, say, warn
from multaqa.ui.tables import listing

COLUMNS = {"day": "starts_on", "state": "state"}
DUE = {"due": "day", "state": "state"}
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


def desk_visits(request: HttpRequest, form: PlanVisitForm | None = None, status: int = 200) -> HttpResponse:
    person = person_of(request.user)
    return page(
        request,
        "deliver/visits/desk_list.html",
        status=status,
        visits=listing(request, managed_visits(person), columns=COLUMNS, default="-day"),
        form=form or PlanVisitForm(person=person),
    )


@require_POST
def plan(request: HttpRequest) -> HttpResponse:
    form = PlanVisitForm(request.POST, person=person_of(request.user))
    if form.is_valid():
        try:
            visit = plan_visit(by=request.user.person, **form.cleaned_data)
            say(request, _("The visit is planned. Its stops are public once it begins."))
            return redirect(desk_address(visit))
        except DeliverError as refusal:
            form.add_error(None, str(refusal))
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
    try:
        STEPS[name](by=request.user.person, visit=visit)
    except DeliverError as refusal:
        warn(request, str(refusal))
        return desk_visit(request, code, status=422)
    say(request, _("The visit's state is changed."))
    return redirect(desk_address(visit))


@require_POST
def stop(request: HttpRequest, code: str) -> HttpResponse:
    form = StopForm(request.POST, visit=_mine(request, code), person=person_of(request.user))
    return _done(request, code, "stop", form, add_stop, _("The stop is on the programme."))


@require_POST
def note(request: HttpRequest, code: str) -> HttpResponse:
    form = NoteForm(request.POST, visit=_mine(request, code))
    return _done(request, code, "note", form, _note, _("The note is kept."))


def _note(*, by: Any, visit: Visit, **fields: Any) -> None:
    note_stop(by=by, **fields)


@require_POST
def advise(request: HttpRequest, code: str) -> HttpResponse:
    form = RecommendForm(request.POST, visit=_mine(request, code), person=person_of(request.user))
    return _done(request, code, "recommend", form, recommend, _("The recommendation is kept."))


@require_POST
def give_back(request: HttpRequest, code: str) -> HttpResponse:
    return _done(request, code, "give_back", ReturnForm(request.POST), return_visit, _("The report is given back."))


def _done(request: HttpRequest, code: str, name: str, form: Form, deed: Any, text: str) -> HttpResponse:
    """Do one deed with a form's fields; what refuses it is shown in the form."""
    visit = _mine(request, code)
    if form.is_valid():
        try:
            deed(by=request.user.person, visit=visit, **form.cleaned_data)
            say(request, text)
            return redirect(desk_address(visit))
        except DeliverError as refusal:
            form.add_error(None, str(refusal))
    return desk_visit(request, code, status=422, **{name: form})


def desk_recommendations(request: HttpRequest) -> HttpResponse:
    followed = followed_recommendations(person_of(request.user)).still_open()
    rows = listing(request, followed, columns=DUE, default="due")
    return page(request, "deliver/visits/desk_recommendations.html", recommendations=rows)


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
    if form.is_valid():
        try:
            move_recommendation(by=request.user.person, recommendation=recommendation, **form.cleaned_data)
            say(request, _("The recommendation's state is changed."))
            return redirect(reverse("deliver:desk-recommendation", args=[code]))
        except DeliverError as refusal:
            form.add_error(None, str(refusal))
    return desk_recommendation(request, code, form, status=422)


def _mine(request: HttpRequest, code: str) -> Visit:
    return get_object_or_404(managed_visits(person_of(request.user)), code=code)


def _followed(request: HttpRequest, code: str) -> Recommendation:
    return get_object_or_404(followed_recommendations(person_of(request.user)), code=code)


def desk_address(visit: Visit) -> str:
    return reverse("deliver:desk-visit", args=[visit.code])
