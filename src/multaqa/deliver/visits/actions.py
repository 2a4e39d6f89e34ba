from collections.abc import Iterable
from datetime import date
from itertools import count

from django.db import models, transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from multaqa.deliver.centres.models import Centre, shows_shelters
from multaqa.deliver.errors import DeliverError, require_both_languages
from multaqa.deliver.projects.models import Project
from multaqa.deliver.visits.models import Recommendation, RecommendationMove, Stop, Visit, VisitMove
from multaqa.deliver.visits.rules import (
    NEXT_OF_RECOMMENDATION,
    NEXT_STATES,
    can_follow_recommendation,
    can_record_visit,
    is_second_person,
    needs_reason,
    takes_stops,
)
from multaqa.ground.actors.models import Organisation
from multaqa.ground.journal.actions import record
from multaqa.ground.people.models import Person
from multaqa.ground.people.rules import Doer, acting_person, require
from multaqa.ground.territory.models import Territory
from multaqa.ground.vocabulary.fields import Words
from multaqa.ground.vocabulary.once import keep_under_free_code, keep_under_its_code
from multaqa.listen.meetings.models import Meeting
from multaqa.ui.formats import day
from multaqa.ui.rewording import part_stands_already


@transaction.atomic
def plan_visit(
    *,
    by: Doer,
    code: str,
    title: Words,
    territory: Territory,
    territories: Iterable[Territory] = (),
    starts_on: date | None = None,
    ends_on: date | None = None,
    host: Organisation | None = None,
) -> Visit:
    """Plan a visit: its days and host are public, its stops only once it has begun."""
    visit = Visit(code=code, title=title, territory=territory, starts_on=starts_on, ends_on=ends_on, host=host)
    require(can_record_visit(by, visit))
    if ends_on and (not starts_on or ends_on < starts_on):
        raise DeliverError(_("A visit ends on its first day or later. Correct its days."))
    places = list(territories) or [territory]
    for place in places:
        _require_within(visit, place)
    kept = keep_under_its_code(visit)
    if kept is not visit:
        return kept
    visit.territories.set(places)
    VisitMove.objects.create(visit=visit, to_state=visit.state, by=acting_person(by))
    record(by, "planned", visit, title=title, starts_on=starts_on, territories=[place.code for place in places])
    return visit


def _require_within(visit: Visit, place: Territory) -> None:
    if not place.is_within(visit.territory.path):
        raise DeliverError(
            _("%(place)s is not in %(territory)s, where the visit goes. Choose a place there.")
            % {"place": place, "territory": visit.territory}
        )


@transaction.atomic
def add_stop(
    *,
    by: Doer,
    visit: Visit,
    title: Words,
    territory: Territory | None = None,
    centre: Centre | None = None,
    project: Project | None = None,
    note: Words | None = None,
) -> Stop:
    """Put a place on the programme: a centre, a project, or a territory. Sent twice, it stands there once."""
    visit = _open_for_stops(by, visit)
    seen = centre or project
    place = territory or (seen.territory if seen else None)
    if place is None:
        raise DeliverError(_("Say where the stop is: choose a centre, a project or a territory."))
    _require_within(visit, place)
    if centre and centre.is_shelter and not shows_shelters(place):
        raise DeliverError(
            _("“%(place)s” would say where the shelter is. Choose its province or prefecture instead.")
            % {"place": place}
        )
    last = visit.stops.last()
    if last and (last.title, last.territory, last.centre) == (title, place, centre):
        return last
    number = (last.order if last else 0) + 1
    stop = Stop(
        visit=visit,
        order=number,
        title=title,
        territory=place,
        centre=centre,
        project=project or (centre.project if centre else None),
        note=note or Words(),
    )
    keep_under_free_code(stop, (f"{visit.code}-{n}" for n in count(number)))
    record(by, "added_stop", stop, title=title, territory=place.code)
    return stop


@transaction.atomic
def note_stop(*, by: Doer, stop: Stop, note: Words, seen: str | None = None) -> Stop:
    """Write down what was seen at a stop, while the visit is on site."""
    _on_site(by, stop.visit)
    stop.refresh_from_db(fields=["note"])
    if part_stands_already(stop, str(stop.pk), {"note": note}, seen):
        return stop
    stop.note = note
    stop.save(update_fields=["note"])
    record(by, "noted_stop", stop, note=note)
    return stop


@transaction.atomic
def begin_visit(*, by: Doer, visit: Visit) -> Visit:
    """From now on the public reads its stops."""
    visit = _checked(by, visit, Visit.State.ON_SITE)
    if not visit.starts_on:
        raise DeliverError(_("The visit has no first day. Plan its days before it begins."))
    if visit.starts_on > timezone.localdate():
        raise DeliverError(
            _("The visit begins on %(day)s. Until then its stops are not made public.") % {"day": day(visit.starts_on)}
        )
    return _move(by, visit, Visit.State.ON_SITE)


@transaction.atomic
def submit_visit(*, by: Doer, visit: Visit) -> Visit:
    """Hand in the report: what it recommends is public from now on."""
    visit = _checked(by, visit, Visit.State.SUBMITTED)
    if not visit.stops.exists():
        raise DeliverError(_("The visit has no stop yet, so there is nothing to report. Add where it went."))
    return _move(by, visit, Visit.State.SUBMITTED)


@transaction.atomic
def countersign_visit(*, by: Doer, visit: Visit) -> Visit:
    """Confirm the report; whoever handed it in can't."""
    visit = _checked(by, visit, Visit.State.COUNTERSIGNED)
    if not is_second_person(by, _who_moved(visit.moves, Visit.State.SUBMITTED)):
        raise DeliverError(_("You handed in this report yourself. Ask a colleague to countersign it."))
    return _move(by, visit, Visit.State.COUNTERSIGNED)


@transaction.atomic
def return_visit(*, by: Doer, visit: Visit, reason: Words) -> Visit:
    """Give a report back to be completed, and say what is missing."""
    visit = _checked(by, visit, Visit.State.ON_SITE)
    require_both_languages(reason, _("Write in Arabic and in French what is missing in the report."))
    return _move(by, visit, Visit.State.ON_SITE, reason)


@transaction.atomic
def close_visit(*, by: Doer, visit: Visit) -> Visit:
    """File the visit; what it recommended and is still open is carried to the next one."""
    return _move(by, _checked(by, visit, Visit.State.CLOSED), Visit.State.CLOSED)


@transaction.atomic
def recommend(
    *,
    by: Doer,
    visit: Visit,
    text: Words,
    stop: Stop | None = None,
    recalls: Meeting | None = None,
    owner: Organisation | None = None,
    due_on: date | None = None,
) -> Recommendation:
    """Ask for something on the spot, or recall what a meeting asked for. Sent twice, it is asked once."""
    visit = _on_site(by, visit)
    if stop and stop.visit_id != visit.pk:
        raise DeliverError(
            _("The stop “%(stop)s” belongs to another visit. Choose one of this visit.") % {"stop": stop}
        )
    for sent in visit.recommendations.filter(stop=stop):
        if sent.text == text:
            return sent
    recommendation = Recommendation(
        visit=visit,
        text=text,
        stop=stop,
        recalls=recalls,
        owner=owner,
        due_on=due_on,
    )
    next_number = count(visit.recommendations.count() + 1)
    keep_under_free_code(recommendation, (f"{visit.code}-r{n}" for n in next_number))
    RecommendationMove.objects.create(
        recommendation=recommendation, to_state=recommendation.state, by=acting_person(by)
    )
    record(by, "recommended", recommendation, text=text, due_on=due_on)
    return recommendation


@transaction.atomic
def move_recommendation(
    *, by: Doer, recommendation: Recommendation, state: str, reason: Words | None = None
) -> Recommendation:
    """Accept, contest, say it is done, or verify that it is; nobody verifies their own word."""
    require(can_follow_recommendation(by, recommendation))
    recommendation = Recommendation.objects.select_for_update(of=("self",), no_key=True).get(pk=recommendation.pk)
    if state not in NEXT_OF_RECOMMENDATION[recommendation.state]:
        raise DeliverError(
            _("A recommendation that is %(now)s can't become %(wanted)s. Reload the page to see where it stands.")
            % {"now": recommendation.get_state_display(), "wanted": Recommendation.State(state).label}
        )
    if needs_reason(recommendation, state):
        require_both_languages(reason, _("Write the reason in Arabic and in French: the public will read it."))
    said_by = _who_moved(recommendation.moves, Recommendation.State.DONE)
    if state == Recommendation.State.VERIFIED and not is_second_person(by, said_by):
        raise DeliverError(_("You said yourself that this is done. Ask a colleague to verify it."))
    RecommendationMove.objects.create(
        recommendation=recommendation,
        from_state=recommendation.state,
        to_state=state,
        by=acting_person(by),
        reason=reason or Words(),
    )
    recommendation.state = state
    recommendation.save(update_fields=["state"])
    record(by, f"recommendation_{state}", recommendation, state=state, reason=reason)
    return recommendation


def _who_moved(moves: "models.Manager[VisitMove] | models.Manager[RecommendationMove]", state: str) -> Person | None:
    last = moves.filter(to_state=state).select_related("by").last()
    return last.by if last else None


def _checked(by: Doer, visit: Visit, state: str) -> Visit:
    """The visit, locked, if this person may take it to that state from where it is."""
    require(can_record_visit(by, visit))
    visit = _locked(visit)
    if state not in NEXT_STATES[visit.state]:
        raise DeliverError(
            _("A visit that is %(now)s can't become %(wanted)s. Reload the page to see where it stands.")
            % {"now": visit.get_state_display(), "wanted": Visit.State(state).label}
        )
    return visit


def _move(by: Doer, visit: Visit, state: str, reason: Words | None = None) -> Visit:
    VisitMove.objects.create(
        visit=visit, from_state=visit.state, to_state=state, by=acting_person(by), reason=reason or Words()
    )
    visit.state = state
    visit.save()
    record(by, f"visit_{state}", visit, state=state, reason=reason)
    return visit


def _open_for_stops(by: Doer, visit: Visit) -> Visit:
    require(can_record_visit(by, visit))
    visit = _locked(visit)
    if not takes_stops(visit):
        raise DeliverError(
            _("The visit is %(state)s: its stops stand as they were reported.") % {"state": visit.get_state_display()}
        )
    return visit


def _on_site(by: Doer, visit: Visit) -> Visit:
    require(can_record_visit(by, visit))
    visit = _locked(visit)
    if visit.state != Visit.State.ON_SITE:
        raise DeliverError(
            _("The visit is %(state)s: what is seen and recommended is written while it is on site.")
            % {"state": visit.get_state_display()}
        )
    return visit


def _locked(visit: Visit) -> Visit:
    return Visit.objects.select_for_update(of=("self",), no_key=True).select_related("territory").get(pk=visit.pk)
