"""Pages of centres and their data: fixed queries, filters in the address, forms that keep what was typed."""

import pytest
from django.test import Client
from django.urls import reverse

from multaqa.deliver.centres.models import Centre
from multaqa.ui.slots import slot_queries_within_budget
from tests.factories.deliver import CentreFactory, ProjectFactory, StopFactory, VisitFactory
from tests.factories.ground import ServiceFactory, TerritoryFactory, person_who_may

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("rows", [1, 3, 300])
def test_a_project_with_many_centres_asks_within_its_slots(client: Client, rows: int) -> None:
    project = ProjectFactory()
    CentreFactory.create_batch(rows, project=project, territory=project.territory)
    with slot_queries_within_budget():
        assert client.get(project.get_absolute_url()).status_code == 200


def test_a_centre_s_page_says_what_when_who_and_what_is_not_known(client: Client) -> None:
    service = ServiceFactory()
    centre = CentreFactory(services=[service], capacity=None)
    with slot_queries_within_budget():
        said = client.get(centre.get_absolute_url()).text
    for shown in (service.name, centre.hours, centre.phone, centre.operator.name):
        assert str(shown) in said
    assert "not recorded" in said


def test_a_centre_s_page_tells_its_last_visit_that_has_begun(client: Client) -> None:
    centre = CentreFactory()
    StopFactory(centre=centre, visit=VisitFactory(title={"ar": "زيارة", "fr": "Vue", "en": "Seen in May"}))
    planned = VisitFactory(title={"ar": "زيارة", "fr": "Secrète", "en": "Still secret"}, state="planned")
    StopFactory(centre=centre, visit=planned)
    said = client.get(centre.get_absolute_url()).text
    assert "Seen in May" in said
    assert "Still secret" not in said


def test_the_list_is_narrowed_by_its_address(client: Client) -> None:
    service = ServiceFactory(code="legal_guidance")
    wanted, other = CentreFactory(services=[service]), CentreFactory()
    said = client.get(reverse("deliver:centres"), {"service": "legal_guidance", "kind": "social_centre"}).text
    assert wanted.get_absolute_url() in said
    assert other.get_absolute_url() not in said


def test_a_centre_is_planned_filled_in_and_opened_by_its_forms(client: Client) -> None:
    territory, service = TerritoryFactory(), ServiceFactory()
    client.force_login(person_who_may("centre.manage", territory).user)
    plan = {"code": "c", "kind": "training", "name_ar": "مركز", "name_fr": "Centre", "territory": territory.code}
    assert client.post(reverse("deliver:desk-centre-plan"), plan).status_code == 302
    card = plan | {"services": [service.pk], "hours_ar": "كل يوم", "hours_fr": "Tous les jours", "capacity": "30"}
    client.post(reverse("deliver:desk-centre-card", args=["c"]), card)
    client.post(reverse("deliver:desk-centre-move", args=["c"]), {"state": "equipped"})
    assert client.post(reverse("deliver:desk-centre-open", args=["c"]), {"opened_on": "12/01/2026"}).status_code == 302
    centre = Centre.objects.get()
    assert (centre.state, centre.capacity, str(centre.opened_on)) == ("open", 30, "2026-01-12")


def test_a_shelter_under_a_commune_comes_back_with_what_was_typed(client: Client) -> None:
    territory = TerritoryFactory(kind="commune")
    client.force_login(person_who_may("centre.manage", territory).user)
    typed = {"code": "s", "kind": "shelter", "name_ar": "مأوى", "name_fr": "Abri du col", "territory": territory.code}
    response = client.post(reverse("deliver:desk-centre-plan"), typed)
    assert response.status_code == 422
    assert "would say where the shelter is" in response.text
    assert "Abri du col" in response.text


@pytest.mark.parametrize("page", ["desk-centre", "desk-centre-card", "desk-centre-open", "desk-centre-move"])
def test_another_province_is_not_there(client: Client, page: str) -> None:
    centre = CentreFactory()
    client.force_login(person_who_may("centre.manage", TerritoryFactory()).user)
    address = reverse(f"deliver:{page}", args=[centre.code])
    assert client.get(address).status_code in (404, 405)
    assert client.post(address, {"state": "closed"}).status_code == 404
