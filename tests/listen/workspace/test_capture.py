import pytest

from multaqa.listen.statements.models import Statement
from tests.factories.ground import RegionFactory, TerritoryFactory, person_who_may
from tests.factories.listen import ReferenceSeriesFactory, RoundFactory

pytestmark = pytest.mark.django_db
CAPTURE = "/en/desk/listen/capture/"


@pytest.fixture
def place():
    return TerritoryFactory(parent=RegionFactory())


@pytest.fixture
def taker(place):
    return person_who_may(["statement.capture", "statement.read_drafts"], place)


@pytest.fixture
def desk(client, taker, settings):
    settings.SECOND_FACTOR_FOR_STAFF = False
    client.force_login(taker.user)
    return client


@pytest.fixture
def round():
    return ReferenceSeriesFactory(round=RoundFactory()).round


def filled_in(page) -> dict[str, str]:
    """What the form brings along by itself."""
    form = page.context["form"]
    return {name: form[name].value() or "" for name in form.fields}


def test_form_knows_the_note_takers_own_province(desk, place, round):
    form = filled_in(desk.get(CAPTURE))
    assert (form["territory"], str(form["round"]), form["language"]) == (place.code, str(round.pk), "en")


def test_words_and_one_button_capture_an_expectation(desk, taker, place, round):
    sent = filled_in(desk.get(CAPTURE)) | {"text": "Un bus, s’il vous plaît.", "kind": "expectation"}
    response = desk.post(CAPTURE, sent)
    statement = Statement.objects.get()
    assert (statement.text, statement.territory, statement.state) == ("Un bus, s’il vous plaît.", place, "captured")
    assert (statement.contribution.recorded_by, statement.contribution.said_by_kind) == (taker, "citizen")
    assert filled_in(desk.get(response.url))["kind"] == "expectation"


def test_double_click_captures_once(desk, round):
    sent = filled_in(desk.get(CAPTURE)) | {"text": "Un bus, s’il vous plaît.", "kind": "fact"}
    for _ in range(2):
        assert desk.post(CAPTURE, sent).status_code == 302
    assert Statement.objects.count() == 1


def test_form_sent_before_comes_back_as_a_deed_of_its_own(desk, round):
    sent = filled_in(desk.get(CAPTURE)) | {"text": "Un bus, s’il vous plaît.", "kind": "fact"}
    desk.post(CAPTURE, sent)
    again = desk.post(CAPTURE, sent | {"text": "Un pont, s’il vous plaît."})
    assert (again.status_code, "sent before with other words" in again.content.decode()) == (422, True)
    desk.post(CAPTURE, filled_in(again))
    assert Statement.objects.count() == 2


def test_undo_line_takes_the_entry_back(desk, round):
    sent = filled_in(desk.get(CAPTURE)) | {"text": "Un bus, s’il vous plaît.", "kind": "fact"}
    page = desk.post(CAPTURE, sent, follow=True).content.decode()
    statement = Statement.objects.get()
    undo = f"{CAPTURE.replace('capture', 'statements')}{statement.ref}/take-back/"
    assert undo in page
    desk.post(undo)
    statement.refresh_from_db()
    assert statement.withheld_for == "mistaken_entry"


def test_refused_entry_keeps_the_words(desk, round):
    sent = filled_in(desk.get(CAPTURE)) | {"text": "Des mots à garder", "kind": "fact", "territory": "Nulle-Part"}
    response = desk.post(CAPTURE, sent)
    assert (response.status_code, "Des mots à garder" in response.content.decode()) == (422, True)


def test_note_taker_cannot_capture_for_another_province(desk, round):
    sent = filled_in(desk.get(CAPTURE)) | {"text": "Un bus", "kind": "fact", "territory": TerritoryFactory().code}
    assert desk.post(CAPTURE, sent).status_code == 422
    assert not Statement.objects.exists()


def test_round_without_series_says_whom_to_ask(desk, place):
    RoundFactory()
    sent = filled_in(desk.get(CAPTURE)) | {"text": "Un bus", "kind": "fact"}
    assert "No series of references covers" in desk.post(CAPTURE, sent).content.decode()
