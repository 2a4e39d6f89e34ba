"""Pages of projects: fixed queries, no draft that leaks, forms that keep what was typed."""

import pytest
from django.test import Client
from django.urls import reverse

from multaqa.deliver.projects.models import Project
from multaqa.fund.agreements.models import Agreement
from multaqa.ui.slots import slot_queries_within_budget
from tests.factories.deliver import CentreFactory, ProjectFactory
from tests.factories.fund import AgreementFactory
from tests.factories.ground import TerritoryFactory, person_who_may

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("rows", [1, 3, 300])
def test_a_territory_asks_within_its_slots(client: Client, django_assert_max_num_queries, rows: int) -> None:  # type: ignore[no-untyped-def]
    territory = TerritoryFactory()
    ProjectFactory.create_batch(rows, territory=territory)
    CentreFactory.create_batch(rows, territory=territory)
    with slot_queries_within_budget(), django_assert_max_num_queries(30):
        assert client.get(territory.get_absolute_url()).status_code == 200


def test_the_list_is_narrowed_by_its_address(client: Client) -> None:
    here, there = ProjectFactory(), ProjectFactory()
    response = client.get(reverse("deliver:projects"), {"territory": here.territory.code, "state": "running"})
    assert here.get_absolute_url() in response.text
    assert there.get_absolute_url() not in response.text


def test_a_filter_that_cannot_be_read_asks_nothing_and_says_so(client: Client) -> None:
    project = ProjectFactory()
    response = client.get(reverse("deliver:projects"), {"territory": "99", "page": "x"})
    assert project.get_absolute_url() in response.text
    assert "No place here is called “99”" in response.text


def test_an_idea_answers_404_to_everybody_else(client: Client) -> None:
    idea = ProjectFactory(state=Project.State.IDEA)
    assert client.get(idea.get_absolute_url()).status_code == 404
    client.force_login(person_who_may("project.manage", idea.territory).user)
    assert client.get(idea.get_absolute_url()).status_code == 200


def test_a_draft_agreement_is_not_named_on_the_page_of_its_project(client: Client) -> None:
    draft = AgreementFactory(state=Agreement.State.DRAFT, signed_on=None)
    response = client.get(ProjectFactory(agreement=draft).get_absolute_url())
    assert str(draft.title) not in response.text
    assert draft.ref not in response.text


def test_a_refused_proposal_comes_back_with_all_that_was_typed(client: Client) -> None:
    person = person_who_may("project.manage", TerritoryFactory())
    client.force_login(person.user)
    typed = {"code": "centre", "title_ar": "مركز", "title_fr": "", "starts_on": "10/03/2025"}
    response = client.post(reverse("deliver:desk-project-propose"), typed)
    assert response.status_code == 422
    assert "مركز" in response.text
    assert "10/03/2025" in response.text
    assert not Project.objects.exists()


def test_a_project_walks_from_idea_to_delivery_by_its_forms(client: Client) -> None:
    territory = TerritoryFactory()
    client.force_login(person_who_may("project.manage", territory).user)
    typed = {"code": "p", "title_ar": "مشروع", "title_fr": "Projet", "territory": territory.code}
    assert client.post(reverse("deliver:desk-project-propose"), typed).status_code == 302
    for state in ("approved", "funded", "running"):
        client.post(reverse("deliver:desk-project-move", args=["p"]), {"state": state})
    client.post(reverse("deliver:desk-project-progress", args=["p"]), {"percent": "55"})
    client.post(reverse("deliver:desk-project-move", args=["p"]), {"state": "delivered", "on": "18/05/2026"})
    project = Project.objects.get()
    assert (project.state, project.reports.get().percent) == ("delivered", 55)


def test_a_step_without_its_reason_answers_422_and_says_what_to_do(client: Client) -> None:
    project = ProjectFactory()
    client.force_login(person_who_may("project.manage", project.territory).user)
    response = client.post(reverse("deliver:desk-project-move", args=[project.code]), {"state": "suspended"})
    assert response.status_code == 422
    assert "Write in Arabic and in French why the project stops" in response.text


@pytest.mark.parametrize("page", ["desk-project", "desk-project-move", "desk-project-progress"])
def test_another_province_is_not_there(client: Client, page: str) -> None:
    project = ProjectFactory()
    client.force_login(person_who_may("project.manage", TerritoryFactory()).user)
    address = reverse(f"deliver:{page}", args=[project.code])
    assert client.get(address).status_code in (404, 405)
    assert client.post(address, {"state": "suspended", "percent": "5"}).status_code == 404
    project.refresh_from_db()
    assert project.state == Project.State.RUNNING
