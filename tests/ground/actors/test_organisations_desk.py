import pytest
from django.test import Client
from pytest_django import Settings

from multaqa.ground.actors.actions import change_organisation
from multaqa.ground.actors.models import Organisation
from multaqa.ground.journal.models import JournalEntry
from multaqa.ground.people.models import Person
from multaqa.ground.people.rules import RightRefused
from multaqa.ground.territory.models import Territory
from tests.factories.ground import OrganisationFactory, TerritoryFactory, person_who_may

pytestmark = pytest.mark.django_db
ORGANISATIONS = "/en/desk/organisations/"


@pytest.fixture
def province() -> Territory:
    return TerritoryFactory()


@pytest.fixture
def keeper(client: Client, province: Territory, settings: Settings) -> Person:
    settings.SECOND_FACTOR_FOR_STAFF = False
    person = person_who_may(["organisation.manage", "mandate.manage"], province)
    client.force_login(person.user)
    return person


def sent(province: Territory, **fields: object) -> dict[str, object]:
    names = {"name_ar": "جمعية النور", "name_fr": "Association Nour"}
    return {**names, "code": "nour", "kind": "association", "territory": province.code, **fields}


def test_organisation_is_added_once_and_changed(client: Client, keeper: Person, province: Territory) -> None:
    for _ in range(2):
        assert client.post(f"{ORGANISATIONS}add/", sent(province)).url == f"{ORGANISATIONS}nour/"
    changed = sent(province, name_fr="Association Nour d’Azilal", kind="other")
    assert client.post(f"{ORGANISATIONS}nour/change/", changed).status_code == 302
    organisation = Organisation.objects.get()
    assert (organisation.name["fr"], organisation.kind, organisation.code) == (changed["name_fr"], "other", "nour")
    assert [line.verb for line in JournalEntry.objects.all()] == ["added", "changed"]


@pytest.mark.parametrize(
    ("fields", "said"),
    [
        ({"name_ar": ""}, "missing in"),
        ({"kind": "circus"}, "not one of the available choices"),
        ({"code": "two words"}, "valid “slug”"),
        ({"code": "taken"}, "“taken” is taken already"),
        ({"territory": "Atlantis"}, "No place here is called “Atlantis”"),
    ],
)
def test_bad_organisation_comes_back_with_what_was_typed(
    client: Client, keeper: Person, province: Territory, fields: dict[str, object], said: str
) -> None:
    OrganisationFactory(code="taken", territory=province)
    response = client.post(f"{ORGANISATIONS}add/", sent(province, **fields))
    assert (response.status_code, Organisation.objects.count()) == (422, 1)
    assert said in response.text
    assert "Association Nour" in response.text


def test_organisation_is_no_part_of_its_own_part(client: Client, keeper: Person, province: Territory) -> None:
    whole = OrganisationFactory(code="whole", territory=province)
    part = OrganisationFactory(territory=province, parent=whole)
    response = client.post(f"{ORGANISATIONS}whole/change/", sent(province, parent=part.pk))
    assert response.status_code == 422
    assert "is itself part of" in response.text
    whole.refresh_from_db()
    assert whole.parent is None


def test_organisations_of_another_province_are_neither_seen_nor_changed_nor_taken_over(
    client: Client, keeper: Person, province: Territory
) -> None:
    elsewhere = OrganisationFactory(code="elsewhere")
    assert elsewhere.name["fr"] not in client.get(ORGANISATIONS, {"words": elsewhere.name["fr"]}).text.split("<form")[0]
    assert client.get(f"{ORGANISATIONS}elsewhere/").status_code == 404
    assert client.post(f"{ORGANISATIONS}elsewhere/change/", sent(province)).status_code == 404
    assert client.post(f"{ORGANISATIONS}add/", sent(elsewhere.territory)).status_code == 422
    facts = {"kind": "other", "name": elsewhere.name, "territory": province}
    with pytest.raises(RightRefused):
        change_organisation(by=keeper, organisation=elsewhere, **facts)
