"""A shelter has a telephone and a province. Nothing that is written, shown, searched or sent says where it is."""

from collections.abc import Iterator
from datetime import date

import pytest
from django.db import IntegrityError, transaction
from django.test import Client
from django.urls import reverse

from multaqa.deliver.centres.actions import open_centre, plan_centre, revise_centre_card
from multaqa.deliver.centres.models import Centre
from multaqa.deliver.errors import DeliverError
from multaqa.deliver.visits.actions import add_stop
from multaqa.ground.journal.actions import SystemActor
from multaqa.ground.territory.models import Territory
from multaqa.ground.vocabulary.fields import Words
from tests.factories.deliver import CentreFactory, ProjectFactory, ShelterFactory, StopFactory, VisitFactory
from tests.factories.ground import CommuneFactory, ServiceFactory, person_who_may

pytestmark = pytest.mark.django_db

BY = SystemActor("tests")
NAME = Words(ar="مأوى", fr="Abri")
ADDRESS = Words(ar="زنقة", fr="12, rue des Amandiers")
SECRET = "Tizi n’Oucheg"


@pytest.fixture
def commune() -> Territory:
    return CommuneFactory(name=Words(ar="جماعة مخفية", fr=SECRET))


@pytest.fixture
def misplaced(commune: Territory) -> Centre:
    """What no deed of ours makes: a shelter that somebody wrote under a commune all the same."""
    return ShelterFactory(territory=commune, project=ProjectFactory(territory=commune), services=[ServiceFactory()])


def test_the_table_refuses_a_shelter_with_an_address() -> None:
    with pytest.raises(IntegrityError), transaction.atomic():
        ShelterFactory(address=ADDRESS)


def test_a_shelter_is_not_planned_under_a_commune(commune: Territory) -> None:
    with pytest.raises(DeliverError, match="would say where the shelter is"):
        plan_centre(by=BY, code="s", kind="shelter", name=NAME, territory=commune)


def test_a_shelter_is_not_planned_on_a_project_of_one_commune(commune: Territory) -> None:
    project = ProjectFactory(territory=commune)
    with pytest.raises(DeliverError, match="Choose a project of the whole province"):
        plan_centre(by=BY, code="s", kind="shelter", name=NAME, territory=commune.parent, project=project)


def test_a_shelter_s_card_takes_no_address() -> None:
    shelter = ShelterFactory()
    with pytest.raises(DeliverError, match="Leave it empty"):
        revise_centre_card(by=BY, centre=shelter, services=[], target_groups=[], address=ADDRESS)


def test_a_shelter_without_a_telephone_does_not_open() -> None:
    shelter = ShelterFactory(state="equipped", phone="", services=[ServiceFactory()])
    with pytest.raises(DeliverError, match="by telephone alone"):
        open_centre(by=BY, centre=shelter, opened_on=date(2026, 1, 1))


def test_a_stop_at_a_shelter_is_not_put_under_a_commune(commune: Territory) -> None:
    visit = VisitFactory(territory=commune.parent)
    shelter = ShelterFactory(territory=commune.parent)
    with pytest.raises(DeliverError, match="would say where the shelter is"):
        add_stop(by=BY, visit=visit, title=NAME, centre=shelter, territory=commune)


def addresses(shelter: Centre) -> Iterator[str]:
    """Every public place that speaks of a shelter."""
    province = shelter.territory.parent
    yield shelter.get_absolute_url()
    yield reverse("deliver:centres")
    yield province.get_absolute_url()
    yield "/api/centres"
    yield f"/api/centres/{shelter.code}"


def test_a_misplaced_shelter_is_shown_under_its_province_alone(client: Client, misplaced: Centre) -> None:
    Centre.objects.filter(pk=misplaced.pk).update(project=None)
    for address in addresses(misplaced):
        said = client.get(address).text
        assert str(misplaced.name) in said or misplaced.code in said, address
        for betraying in (SECRET, f"/{misplaced.territory.code}/", f'"{misplaced.territory.code}"'):
            assert betraying not in said.replace(_list_of_communes(said), ""), address


def _list_of_communes(said: str) -> str:
    """A province's page, and a short list of all places, name all its communes: that says nothing of a shelter."""
    for begins, ends in (('aria-labelledby="parts"', "</section>"), ('<select name="territory"', "</select>")):
        if begins in said:
            return said[said.find(begins) : said.find(ends, said.find(begins))]
    return "\0"


def test_a_shelter_is_on_no_commune_s_page(client: Client, misplaced: Centre, commune: Territory) -> None:
    CentreFactory(territory=commune, name=Words(ar="مركز", fr="Centre ouvert"))
    said = client.get(f"/fr{commune.get_absolute_url().removeprefix('/en')}").text
    assert "Centre ouvert" in said
    assert misplaced.code not in said
    assert str(misplaced.name["fr"]) not in said


def test_a_shelter_and_a_project_of_one_commune_do_not_name_each_other(client: Client, misplaced: Centre) -> None:
    assert misplaced.project is not None
    assert misplaced.project.get_absolute_url() not in client.get(misplaced.get_absolute_url()).text
    assert misplaced.get_absolute_url() not in client.get(misplaced.project.get_absolute_url()).text


def test_a_visit_says_of_a_shelter_its_province(client: Client, misplaced: Centre, commune: Territory) -> None:
    visit = VisitFactory(territory=commune.parent)
    StopFactory(visit=visit, centre=misplaced, territory=commune)
    said = client.get(visit.get_absolute_url()).text
    assert SECRET not in said
    assert str(commune.parent.name) in said


def test_a_shelter_s_search_text_holds_no_place(misplaced: Centre) -> None:
    assert "oucheg" not in misplaced.search_text
    assert misplaced.territory.code not in misplaced.search_text


def test_the_desk_offers_no_address_for_a_shelter(client: Client) -> None:
    shelter = ShelterFactory()
    client.force_login(person_who_may("centre.manage", shelter.territory).user)
    said = client.get(reverse("deliver:desk-centre", args=[shelter.code])).text
    assert "address_fr" not in said
    typed = {"name_ar": "مأوى", "name_fr": "Abri", "address_fr": ADDRESS["fr"]}
    client.post(reverse("deliver:desk-centre-card", args=[shelter.code]), typed)
    shelter.refresh_from_db()
    assert shelter.address == Words()
