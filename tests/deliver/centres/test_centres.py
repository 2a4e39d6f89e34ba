"""Deeds with centres: planned, built, opened to people."""

from datetime import date, timedelta

import pytest
from django.utils import timezone

from multaqa.deliver.centres.actions import move_centre, open_centre, plan_centre, revise_centre_card
from multaqa.deliver.centres.models import Centre
from multaqa.deliver.centres.queries import centres_offering, visible_centres
from multaqa.deliver.errors import DeliverError
from multaqa.ground.journal.actions import SystemActor
from multaqa.ground.people.rules import RightRefused
from multaqa.ground.vocabulary.fields import Words
from tests.factories.deliver import CentreFactory, ProjectFactory
from tests.factories.ground import ServiceFactory, TargetGroupFactory, TerritoryFactory, person_who_may

pytestmark = pytest.mark.django_db

BY = SystemActor("tests")
NAME = Words(ar="مركز", fr="Centre")
DAY = date(2026, 1, 12)


def equipped() -> Centre:
    return CentreFactory(state="equipped", services=[ServiceFactory()])


def test_a_centre_is_planned_with_its_first_move() -> None:
    centre = plan_centre(by=BY, code="c", kind="social_centre", name=NAME, territory=TerritoryFactory())
    assert centre.state == "planned"
    assert [move.to_state for move in centre.moves.all()] == ["planned"]


def test_the_card_is_written_and_what_it_does_not_name_stays() -> None:
    centre, service, group = CentreFactory(capacity=40), ServiceFactory(), TargetGroupFactory()
    hours = Words(ar="الإثنين", fr="Lundi")
    revise_centre_card(by=BY, centre=centre, services=[service], target_groups=[group], hours=hours)
    centre.refresh_from_db()
    assert (centre.hours, centre.capacity) == (hours, 40)
    assert (list(centre.services.all()), list(centre.target_groups.all())) == ([service], [group])


def test_a_centre_opens_on_its_day_and_once_when_sent_twice() -> None:
    centre = equipped()
    open_centre(by=BY, centre=centre, opened_on=DAY)
    centre = open_centre(by=BY, centre=centre, opened_on=DAY)
    assert (centre.state, centre.opened_on) == ("open", DAY)
    assert centre.moves.count() == 1


def test_opening_again_keeps_the_first_day() -> None:
    centre = CentreFactory(state="suspended", opened_on=DAY, services=[ServiceFactory()])
    assert open_centre(by=BY, centre=centre, opened_on=timezone.localdate()).opened_on == DAY


def test_a_centre_without_services_or_hours_does_not_open() -> None:
    with pytest.raises(DeliverError, match="Fill in the services and the hours first"):
        open_centre(by=BY, centre=CentreFactory(state="equipped"), opened_on=DAY)


def test_a_centre_does_not_open_tomorrow() -> None:
    with pytest.raises(DeliverError, match="has not come yet"):
        open_centre(by=BY, centre=equipped(), opened_on=timezone.localdate() + timedelta(days=1))


@pytest.mark.parametrize(("now", "wanted"), [("planned", "suspended"), ("works", "planned"), ("closed", "works")])
def test_a_step_that_is_not_next_is_refused(now: str, wanted: str) -> None:
    with pytest.raises(DeliverError, match="can't become"):
        move_centre(by=BY, centre=CentreFactory(state=now), state=wanted, reason=NAME)


def test_an_opening_is_no_mere_move() -> None:
    with pytest.raises(DeliverError, match="Use the form for the opening"):
        move_centre(by=BY, centre=equipped(), state="open")


def test_closing_needs_a_reason_in_both_languages() -> None:
    with pytest.raises(DeliverError, match="in Arabic and in French"):
        move_centre(by=BY, centre=CentreFactory(), state="closed", reason=Words(ar="سبب"))


def test_another_province_s_centre_is_out_of_reach() -> None:
    manager = person_who_may("centre.manage", TerritoryFactory())
    with pytest.raises(RightRefused):
        open_centre(by=manager, centre=equipped(), opened_on=DAY)


def test_what_serves_an_idea_is_seen_where_it_is_worked_on_alone() -> None:
    hidden, public = CentreFactory(project=ProjectFactory(state="idea")), CentreFactory()
    here = person_who_may("centre.manage", hidden.territory)
    assert list(visible_centres(None)) == [public]
    assert set(visible_centres(here)) == {hidden, public}


def test_a_centre_is_found_by_all_that_is_asked_at_once() -> None:
    service, group = ServiceFactory(), TargetGroupFactory()
    wanted = CentreFactory(services=[service])
    wanted.target_groups.add(group)
    CentreFactory(services=[service], territory=wanted.territory)
    found = centres_offering(visible_centres(None), service=service, territory=wanted.territory, target_group=group)
    assert list(found) == [wanted]
