"""The desk of offices: who sees and does what, with bad input, and what stays apart."""

from pathlib import Path

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from pytest_django import Settings

from multaqa.ground.actors.models import Mandate
from multaqa.ground.journal.models import JournalEntry
from multaqa.ground.people.actions import erase_person
from multaqa.ground.people.models import Contact, Person
from multaqa.ground.territory.models import Territory
from tests.factories.ground import MandateFactory, OrganisationFactory, PersonFactory, TerritoryFactory, person_who_may

pytestmark = pytest.mark.django_db
OFFICES = "/en/desk/offices/"
NEW = {"name_ar": "زينب", "name_fr": "Zineb", "capacity_ar": "رئيسة", "capacity_fr": "Présidente"}
PDF = b"%PDF-1.7 arrete"


@pytest.fixture(autouse=True)
def home(settings: Settings, tmp_path: Path) -> Path:
    settings.SECOND_FACTOR_FOR_STAFF, settings.MEDIA_ROOT = False, tmp_path
    return tmp_path


@pytest.fixture
def province() -> Territory:
    return TerritoryFactory()


@pytest.fixture
def keeper(client: Client, province: Territory) -> Person:
    """Whoever keeps the offices of a province, signed in."""
    person = person_who_may("mandate.manage", province)
    client.force_login(person.user)
    return person


@pytest.fixture
def claimed(province: Territory) -> Mandate:
    person = PersonFactory(user=None)
    return MandateFactory(person=person, organisation__territory=province, state=Mandate.State.CLAIMED)


def test_office_of_somebody_new_is_recorded_verified_and_ended(
    client: Client, keeper: Person, province: Territory
) -> None:
    council = OrganisationFactory(territory=province)
    sent = {**NEW, "organisation": council.pk, "valid_from": "٠١/٠٩/٢٠٢١"}
    recorded = client.post(f"{OFFICES}record/", sent)
    mandate = Mandate.objects.get()
    assert recorded.url == f"{OFFICES}{mandate.pk}/"
    assert (mandate.state, str(mandate.person), mandate.valid_from.isoformat()) == ("claimed", "Zineb", "2021-09-01")
    assert client.post(f"{recorded.url}verify/").status_code == 302
    assert client.post(f"{recorded.url}end/", {"on": "31/8/2022"}).status_code == 302
    mandate.refresh_from_db()
    assert (mandate.state, mandate.valid_to.isoformat()) == ("ended", "2022-08-31")
    assert [line.verb for line in JournalEntry.objects.all()] == ["named", "claimed", "verified", "ended"]


def test_successor_of_a_known_name_is_the_same_person(client: Client, keeper: Person, claimed: Mandate) -> None:
    sent = {**NEW, "name_ar": claimed.person.name["ar"], "name_fr": claimed.person.name["fr"]}
    for person in ({"person": claimed.person.pk, "name_ar": "", "name_fr": ""}, {}):
        council = OrganisationFactory(territory=claimed.organisation.territory)
        assert client.post(f"{OFFICES}record/", {**sent, **person, "organisation": council.pk}).status_code == 302
    assert set(Mandate.objects.values_list("person", flat=True)) == {claimed.person.pk}


@pytest.mark.parametrize(
    ("sent", "said"),
    [
        ({"name_fr": ""}, "write the name in Arabic and in French"),
        ({"capacity_ar": ""}, "missing in"),
        ({"valid_from": "31/02/2021"}, "31/02/2021"),
        ({"valid_from": "2/9/2021", "valid_to": "1/9/2021"}, "lies before the first"),
        ({"organisation": "999999"}, "not one of the available choices"),
        ({"person": "x"}, "not one of the available choices"),
    ],
)
def test_bad_record_comes_back_with_what_was_typed(
    client: Client, keeper: Person, province: Territory, sent: dict[str, str], said: str
) -> None:
    office = {**NEW, "organisation": OrganisationFactory(territory=province).pk, **sent}
    response = client.post(f"{OFFICES}record/", office)
    assert (response.status_code, Mandate.objects.count()) == (422, 0)
    assert said in response.text
    assert "Présidente" in response.text


def test_refusal_keeps_its_reason_in_the_direction_it_was_written(
    client: Client, keeper: Person, claimed: Mandate
) -> None:
    address = f"{OFFICES}{claimed.pk}/"
    assert client.post(f"{address}refuse/", {"reason": "  "}).status_code == 422
    assert client.post(f"{address}refuse/", {"reason": "انتخبت غيرها"}).status_code == 302
    assert '<span dir="auto">انتخبت غيرها</span>' in client.get(address).text
    assert client.post(f"{address}verify/").status_code == 422
    assert client.post(f"{address}end/", {"on": "1/9/2021"}).status_code == 422


def test_offices_of_another_province_are_not_there(client: Client, keeper: Person) -> None:
    elsewhere = MandateFactory(state=Mandate.State.CLAIMED)
    assert str(elsewhere.organisation) not in client.get(OFFICES).text
    for deed in ("", "verify/", "refuse/", "end/", "proof/", "contacts/"):
        address = f"{OFFICES}{elsewhere.pk}/{deed}"
        assert (client.get(address) if deed in {"", "proof/"} else client.post(address)).status_code == 404
    sent = {**NEW, "organisation": elsewhere.organisation.pk}
    assert client.post(f"{OFFICES}record/", sent).status_code == 422
    assert Mandate.objects.get() == elsewhere


def test_anybody_says_which_office_they_hold_and_does_not_verify_it(client: Client, keeper: Person) -> None:
    me = person_who_may("statement.capture", TerritoryFactory())
    client.force_login(me.user)
    sent = {**NEW, "organisation": OrganisationFactory().pk, "person": keeper.pk}
    address = client.post(f"{OFFICES}record/", sent).url
    assert Mandate.objects.get().person == me
    assert "Verify the office" not in client.get(address).text
    assert client.post(f"{address}verify/").status_code == 403


def test_proof_is_read_by_the_holder_and_the_keeper_alone(client: Client, keeper: Person, claimed: Mandate) -> None:
    address = f"{OFFICES}{claimed.pk}/proof/"
    assert client.get(address).status_code == 404
    for content, status in ((b"<html>", 422), (PDF, 302)):
        assert client.post(address, {"proof": SimpleUploadedFile("Zineb.pdf", content)}).status_code == status
    claimed.refresh_from_db()
    assert "zineb" not in claimed.proof.name.lower()
    paper = client.get(address)
    assert (b"".join(paper.streaming_content), paper["Content-Disposition"][:10]) == (PDF, "attachment")
    assert JournalEntry.objects.last().verb == "read_proof"
    client.force_login(person_who_may("mandate.manage", TerritoryFactory()).user)
    assert client.get(address).status_code == 404


def test_new_proof_takes_the_place_of_the_former_and_erasing_takes_it_away(
    client: Client, keeper: Person, claimed: Mandate, home: Path, django_capture_on_commit_callbacks: object
) -> None:
    with django_capture_on_commit_callbacks(execute=True):
        for content in (PDF, PDF + b" 2"):
            client.post(f"{OFFICES}{claimed.pk}/proof/", {"proof": SimpleUploadedFile("a.pdf", content)})
    assert [path.read_bytes() for path in home.rglob("*.pdf")] == [PDF + b" 2"]
    with django_capture_on_commit_callbacks(execute=True):
        erase_person(by=claimed.person, person=claimed.person)
    assert list(home.rglob("*.pdf")) == []
    assert "a person who was erased" in client.get(f"{OFFICES}{claimed.pk}/").text


def test_how_the_holder_is_reached_is_sealed_and_read_at_the_desk(
    client: Client, keeper: Person, claimed: Mandate
) -> None:
    address = f"{OFFICES}{claimed.pk}/"
    assert client.post(f"{address}contacts/", {"email": "zineb", "telephone": "call me"}).status_code == 422
    client.post(f"{address}contacts/", {"email": "Zineb@Example.org", "telephone": "+212 522-00 00 00"})
    shown = client.get(address).text
    assert "zineb@example.org" in shown
    assert "+212522-000000" in shown
    assert "zineb" not in str(Contact.objects.filter(person=claimed.person).values())
    client.post(f"{address}contacts/", {"email": "", "telephone": ""})
    assert not claimed.person.contacts.exists()


def test_list_is_narrowed_by_words_in_any_language_and_by_state(
    client: Client, keeper: Person, claimed: Mandate
) -> None:
    other = MandateFactory(organisation__territory=claimed.organisation.territory)
    shown = client.get(OFFICES, {"words": claimed.organisation.name["ar"]}).text
    assert f"{OFFICES}{claimed.pk}/" in shown
    assert f"{OFFICES}{other.pk}/" not in shown
    assert f"{OFFICES}{other.pk}/" not in client.get(OFFICES, {"state": "claimed"}).text
    assert client.get(OFFICES, {"state": "nonsense", "sort": "nonsense"}).status_code == 200


def test_second_of_two_who_write_how_the_holder_is_reached_is_shown_both(
    client: Client, keeper: Person, claimed: Mandate
) -> None:
    address = f"{OFFICES}{claimed.pk}/"
    seen = client.get(address).context["forms"]["contacts"]["seen"].value()
    for _click in range(2):
        sent = {"email": "Zineb@Example.org", "telephone": "", "seen": seen}
        assert client.post(f"{address}contacts/", sent).status_code == 302
    refused = client.post(f"{address}contacts/", {"email": "z@example.org", "telephone": "", "seen": seen})
    assert refused.status_code == 422
    assert all(shown in refused.text for shown in ("zineb@example.org", "z@example.org", "What it says now"))
