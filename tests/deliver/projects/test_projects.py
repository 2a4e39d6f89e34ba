"""Deeds with projects: the states they walk through, who may, and what is refused."""

from datetime import date, timedelta
from itertools import product

import pytest
from django.utils import timezone

from multaqa.deliver.errors import DeliverError
from multaqa.deliver.projects.actions import move_project, propose_project, report_progress
from multaqa.deliver.projects.models import Project
from multaqa.deliver.projects.queries import late_projects, visible_projects
from multaqa.deliver.projects.rules import NEXT_STATES
from multaqa.ground.journal.actions import SystemActor
from multaqa.ground.journal.models import JournalEntry
from multaqa.ground.people.rules import RightRefused
from multaqa.ground.vocabulary.fields import Words
from multaqa.ground.vocabulary.once import CodeTaken
from tests.factories.deliver import ProjectFactory
from tests.factories.fund import AgreementFactory
from tests.factories.ground import CommuneFactory, TerritoryFactory, person_who_may
from tests.factories.plan import MeasureFactory

pytestmark = pytest.mark.django_db

BY = SystemActor("tests")
REASON = Words(ar="سبب", fr="Un motif")
TITLE = Words(ar="مشروع", fr="Projet")
State = Project.State
ILLEGAL = [(now, wanted) for now, wanted in product(State.values, State.values) if wanted not in NEXT_STATES[now]]


def test_a_proposed_project_is_an_idea_with_its_first_move_and_its_line() -> None:
    project = propose_project(by=BY, code="p", title=TITLE, territory=TerritoryFactory())
    assert project.state == State.IDEA
    assert [move.to_state for move in project.moves.all()] == ["idea"]
    assert JournalEntry.objects.get().verb == "proposed"


def test_an_agreement_that_does_not_serve_the_measure_is_refused() -> None:
    measure, agreement = MeasureFactory(), AgreementFactory()
    with pytest.raises(DeliverError, match=f"{agreement.ref} does not serve"):
        propose_project(
            by=BY, code="p", title=TITLE, territory=agreement.territory, measure=measure, agreement=agreement
        )
    assert not Project.objects.exists()


@pytest.mark.parametrize(("now", "wanted"), ILLEGAL)
def test_a_step_that_is_not_next_is_refused(now: str, wanted: str) -> None:
    project = ProjectFactory(state=now)
    with pytest.raises(DeliverError, match="can't become"):
        move_project(by=BY, project=project, state=wanted, on=timezone.localdate(), reason=REASON)
    project.refresh_from_db()
    assert project.state == now


@pytest.mark.parametrize("state", [State.SUSPENDED, State.CANCELLED])
def test_stopping_needs_a_reason_in_both_languages(state: str) -> None:
    project = ProjectFactory()
    with pytest.raises(DeliverError, match="in Arabic and in French"):
        move_project(by=BY, project=project, state=state, reason=Words(fr="Un motif"))
    move_project(by=BY, project=project, state=state, reason=REASON)
    assert project.moves.get().reason == REASON


def test_delivery_has_its_day_and_makes_the_whole() -> None:
    project = ProjectFactory(progress_percent=80)
    with pytest.raises(DeliverError, match="Give the day"):
        move_project(by=BY, project=project, state=State.DELIVERED)
    with pytest.raises(DeliverError, match="before the start"):
        move_project(by=BY, project=project, state=State.DELIVERED, on=date(2025, 1, 1))
    project = move_project(by=BY, project=project, state=State.DELIVERED, on=date(2026, 5, 18))
    assert (project.delivered_on, project.progress_percent) == (date(2026, 5, 18), 100)


def test_a_day_that_has_not_come_is_refused() -> None:
    tomorrow = timezone.localdate() + timedelta(days=1)
    with pytest.raises(DeliverError, match="has not come yet"):
        move_project(by=BY, project=ProjectFactory(), state=State.DELIVERED, on=tomorrow)


def test_progress_keeps_its_history_and_counts_once_when_sent_twice() -> None:
    project, forecast = ProjectFactory(), timezone.localdate() + timedelta(days=90)
    report_progress(by=BY, project=project, percent=40)
    first = report_progress(by=BY, project=project, percent=55, forecast_on=forecast)
    again = report_progress(by=BY, project=project, percent=55, forecast_on=forecast)
    project.refresh_from_db()
    assert first == again
    assert [report.percent for report in project.reports.all()] == [55, 40]
    assert (project.progress_percent, project.forecast_on) == (55, forecast)


@pytest.mark.parametrize(("percent", "days", "said"), [(101, 1, "101 is no share"), (50, -1, "has passed already")])
def test_progress_that_cannot_be_is_refused(percent: int, days: int, said: str) -> None:
    forecast = timezone.localdate() + timedelta(days=days)
    with pytest.raises(DeliverError, match=said):
        report_progress(by=BY, project=ProjectFactory(), percent=percent, forecast_on=forecast)


def test_an_approved_project_has_no_progress_to_report() -> None:
    with pytest.raises(DeliverError, match="approved makes no progress"):
        report_progress(by=BY, project=ProjectFactory(state=State.APPROVED), percent=10)


def test_who_manages_one_province_manages_its_communes_and_no_other_province() -> None:
    azilal, elsewhere = TerritoryFactory(), TerritoryFactory()
    manager = person_who_may("project.manage", azilal)
    report_progress(by=manager, project=ProjectFactory(territory=CommuneFactory(parent=azilal)), percent=10)
    with pytest.raises(RightRefused):
        report_progress(by=manager, project=ProjectFactory(territory=elsewhere), percent=10)


def test_an_idea_is_seen_where_it_is_worked_on_and_nowhere_else() -> None:
    idea, public = ProjectFactory(state=State.IDEA), ProjectFactory()
    here, there = (person_who_may("project.manage", place) for place in (idea.territory, TerritoryFactory()))
    assert list(visible_projects(None)) == [public]
    assert list(visible_projects(there)) == [public]
    assert set(visible_projects(here)) == {idea, public}


def test_late_is_what_is_awaited_after_its_forecast() -> None:
    yesterday = timezone.localdate() - timedelta(days=1)
    late = ProjectFactory(forecast_on=yesterday)
    ProjectFactory(forecast_on=timezone.localdate())
    ProjectFactory(forecast_on=yesterday, state=State.DELIVERED)
    assert list(late_projects()) == [late]
    assert late.is_late


def test_a_code_chosen_by_two_is_of_the_first_and_a_double_click_is_one_project() -> None:
    chosen = {"by": BY, "code": "p", "territory": TerritoryFactory()}
    first = propose_project(**chosen, title=TITLE)
    assert propose_project(**chosen, title=TITLE) == first
    with pytest.raises(CodeTaken, match="“p” is taken already"):
        propose_project(**chosen, title=REASON)
    assert JournalEntry.objects.filter(verb="proposed").count() == first.moves.count() == 1
