"""Deeds of a visit: planned, begun, reported, countersigned; what it recommends is followed to its end."""

from datetime import date, timedelta

import pytest
from django.utils import timezone

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
from multaqa.deliver.visits.models import Recommendation, Visit
from multaqa.deliver.visits.queries import carried_to, open_recommendations, visible_recommendations, visible_stops
from multaqa.ground.journal.actions import SystemActor
from multaqa.ground.people.rules import RightRefused
from multaqa.ground.vocabulary.fields import Words
from tests.factories.deliver import CentreFactory, RecommendationFactory, StopFactory, VisitFactory
from tests.factories.ground import CommuneFactory, RegionFactory, TerritoryFactory, person_who_may
from tests.factories.listen import MeetingFactory

pytestmark = pytest.mark.django_db

BY = SystemActor("tests")
TEXT = Words(ar="نص", fr="Texte")
State = Visit.State


def test_a_visit_goes_only_where_it_is_led() -> None:
    with pytest.raises(DeliverError, match="is not in"):
        plan_visit(by=BY, code="v", title=TEXT, territory=TerritoryFactory(), territories=[TerritoryFactory()])
    region = RegionFactory()
    place = TerritoryFactory(parent=region)
    visit = plan_visit(by=BY, code="v", title=TEXT, territory=region, territories=[place])
    assert list(visit.territories.all()) == [place]


def test_a_visit_does_not_end_before_it_begins() -> None:
    with pytest.raises(DeliverError, match="ends on its first day or later"):
        plan_visit(
            by=BY,
            code="v",
            title=TEXT,
            territory=TerritoryFactory(),
            starts_on=date(2026, 2, 13),
            ends_on=date(2026, 2, 12),
        )


def test_stops_stand_in_order_and_once_when_sent_twice() -> None:
    visit = VisitFactory(state=State.PLANNED)
    centre = CentreFactory(territory=CommuneFactory(parent=visit.territory))
    for _ in range(2):
        add_stop(by=BY, visit=visit, title=TEXT, centre=centre)
    add_stop(by=BY, visit=visit, title=TEXT, territory=visit.territory)
    assert [(stop.order, stop.territory) for stop in visit.stops.all()] == [
        (1, centre.territory),
        (2, visit.territory),
    ]


def test_a_stop_needs_a_place_inside_the_visit() -> None:
    visit = VisitFactory()
    with pytest.raises(DeliverError, match="Say where the stop is"):
        add_stop(by=BY, visit=visit, title=TEXT)
    with pytest.raises(DeliverError, match="is not in"):
        add_stop(by=BY, visit=visit, title=TEXT, centre=CentreFactory())


def test_a_visit_does_not_begin_before_its_day() -> None:
    visit = VisitFactory(state=State.PLANNED, starts_on=timezone.localdate() + timedelta(days=1), ends_on=None)
    with pytest.raises(DeliverError, match="The visit begins on"):
        begin_visit(by=BY, visit=visit)


def test_a_visit_walks_from_plan_to_file_with_two_pairs_of_eyes() -> None:
    visit = VisitFactory(state=State.PLANNED)
    first, second = (person_who_may("visit.record", visit.territory) for _ in range(2))
    begin_visit(by=first, visit=visit)
    with pytest.raises(DeliverError, match="no stop yet"):
        submit_visit(by=first, visit=visit)
    note_stop(by=first, stop=StopFactory(visit=visit), note=TEXT)
    submit_visit(by=first, visit=visit)
    with pytest.raises(DeliverError, match="Ask a colleague to countersign"):
        countersign_visit(by=first, visit=visit)
    countersign_visit(by=second, visit=visit)
    assert close_visit(by=first, visit=visit).state == State.CLOSED
    assert [move.to_state for move in visit.moves.all()] == ["on_site", "submitted", "countersigned", "closed"]


def test_a_report_is_given_back_with_what_is_missing() -> None:
    visit = VisitFactory(state=State.SUBMITTED)
    with pytest.raises(DeliverError, match="what is missing"):
        return_visit(by=BY, visit=visit, reason=Words())
    assert return_visit(by=BY, visit=visit, reason=TEXT).state == State.ON_SITE


def test_what_is_reported_stands() -> None:
    visit = VisitFactory(state=State.SUBMITTED)
    with pytest.raises(DeliverError, match="stand as they were reported"):
        add_stop(by=BY, visit=visit, title=TEXT, territory=visit.territory)
    with pytest.raises(DeliverError, match="while it is on site"):
        recommend(by=BY, visit=visit, text=TEXT)


def test_a_recommendation_sent_twice_is_asked_once() -> None:
    visit = VisitFactory()
    assert recommend(by=BY, visit=visit, text=TEXT) == recommend(by=BY, visit=visit, text=TEXT)
    with pytest.raises(DeliverError, match="belongs to another visit"):
        recommend(by=BY, visit=visit, text=TEXT, stop=StopFactory())
    assert Recommendation.objects.count() == 1


def test_nobody_verifies_their_own_word() -> None:
    advice = RecommendationFactory()
    first, second = (person_who_may("recommendation.follow", advice.territory) for _ in range(2))
    for state in ("accepted", "done"):
        move_recommendation(by=first, recommendation=advice, state=state)
    with pytest.raises(DeliverError, match="Ask a colleague to verify"):
        move_recommendation(by=first, recommendation=advice, state="verified")
    assert move_recommendation(by=second, recommendation=advice, state="verified").state == "verified"


@pytest.mark.parametrize(("now", "wanted"), [("open", "contested"), ("done", "accepted")])
def test_contesting_and_finding_undone_need_a_reason(now: str, wanted: str) -> None:
    advice = RecommendationFactory(state=now)
    with pytest.raises(DeliverError, match="in Arabic and in French"):
        move_recommendation(by=BY, recommendation=advice, state=wanted)
    assert move_recommendation(by=BY, recommendation=advice, state=wanted, reason=TEXT).state == wanted


def test_an_open_recommendation_is_not_verified_at_once() -> None:
    with pytest.raises(DeliverError, match="can't become"):
        move_recommendation(by=BY, recommendation=RecommendationFactory(), state="verified")


def test_another_province_records_and_follows_nothing_here() -> None:
    advice = RecommendationFactory()
    stranger = person_who_may(["visit.record", "recommendation.follow"], TerritoryFactory())
    with pytest.raises(RightRefused):
        move_recommendation(by=stranger, recommendation=advice, state="accepted")
    with pytest.raises(RightRefused):
        begin_visit(by=stranger, visit=VisitFactory(state=State.PLANNED))


def test_what_is_not_verified_is_carried_to_the_next_visit_there() -> None:
    region = RegionFactory()
    earlier = VisitFactory(territory=TerritoryFactory(parent=region), state="closed", starts_on=date(2024, 2, 12))
    carried = RecommendationFactory(visit=earlier, due_on=date(2024, 9, 30))
    asked = RecommendationFactory(visit=None, recalls=MeetingFactory(territory=region), due_on=None)
    RecommendationFactory(visit=earlier, state="verified")
    RecommendationFactory(visit__starts_on=date(2024, 1, 1))
    later = VisitFactory(territory=region, state=State.PLANNED)
    assert list(carried_to(later)) == [carried, asked]


def test_the_most_urgent_recommendation_comes_first_and_the_dateless_last() -> None:
    dateless, late, soon = (RecommendationFactory(due_on=day) for day in (None, date(2024, 1, 1), date(2027, 1, 1)))
    assert list(open_recommendations()) == [late, soon, dateless]


def test_stops_of_a_planned_visit_are_known_to_its_party_alone() -> None:
    stop = StopFactory(visit__state=State.PLANNED)
    here, there = (person_who_may("visit.record", place) for place in (stop.visit.territory, TerritoryFactory()))
    assert not visible_stops(None).exists()
    assert not visible_stops(there).exists()
    assert list(visible_stops(here)) == [stop]


def test_recommendations_are_public_with_the_report() -> None:
    advice = RecommendationFactory(visit__state=State.ON_SITE)
    follower = person_who_may("recommendation.follow", advice.territory)
    assert not visible_recommendations(None).exists()
    assert list(visible_recommendations(follower)) == [advice]
    Visit.objects.update(state=State.SUBMITTED)
    assert list(visible_recommendations(None)) == [advice]


def test_what_is_added_on_site_passes_the_codes_that_a_folder_brought() -> None:
    visit = VisitFactory(code="v")
    StopFactory(visit=visit, code="v-2", order=1)
    RecommendationFactory(visit=visit, code="v-r2")
    assert add_stop(by=BY, visit=visit, title=TEXT, territory=visit.territory).code == "v-3"
    assert recommend(by=BY, visit=visit, text=TEXT).code == "v-r3"


def test_what_is_recommended_twice_counts_once_also_when_a_colleague_comes_in_between() -> None:
    visit, other = VisitFactory(), Words(ar="آخر", fr="Autre")
    for text in (TEXT, other, TEXT):
        recommend(by=BY, visit=visit, text=text)
    assert visit.recommendations.count() == 2
