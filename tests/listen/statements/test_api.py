import json
from uuid import uuid4

import pytest

from multaqa.listen.statements.models import Statement
from tests.factories.ground import TerritoryFactory, person_who_may
from tests.factories.listen import ReferenceSeriesFactory, RoundFactory, StatementFactory

pytestmark = pytest.mark.django_db
State = Statement.State
VERBS = ["statement.read_drafts", "statement.capture", "statement.confirm", "statement.publish"]


@pytest.fixture(autouse=True)
def one_factor(settings):
    settings.SECOND_FACTOR_FOR_STAFF = False


@pytest.fixture
def place():
    return TerritoryFactory()


@pytest.fixture
def staff(client, place):
    client.force_login(person_who_may(VERBS, place).user)
    return client


def post(client, path, **sent):
    return client.post(f"/api/statements{path}?lang=en", sent, content_type="application/json")


def test_public_reads_published_statements_alone(client):
    shown = StatementFactory()
    StatementFactory(state=State.CAPTURED)
    assert [row["ref"] for row in client.get("/api/statements").json()["items"]] == [shown.ref]
    assert client.get(f"/api/statements/{shown.ref}").json()["text"] == shown.text


@pytest.mark.parametrize("words", ["centres d'écoute", "المراكز"])
def test_words_are_found_in_any_form_and_drafts_by_those_who_read_them(client, staff, place, words):
    text = "Un centre d’écoute. مركز"
    public, draft = StatementFactory(text=text), StatementFactory(text=text, territory=place, state=State.CONFIRMED)
    asked = {"q": words}
    assert {row["ref"] for row in client.get("/api/statements", asked).json()["items"]} == {public.ref, draft.ref}
    client.logout()
    assert [row["ref"] for row in client.get("/api/statements", asked).json()["items"]] == [public.ref]


@pytest.mark.parametrize(("state", "status"), [(State.CAPTURED, 404), (State.WITHHELD, 410), (State.WITHDRAWN, 410)])
def test_closed_statement_answers_without_its_words(client, state, status):
    statement = StatementFactory(state=state)
    response = client.get(f"/api/statements/{statement.ref}?lang=en")
    assert (response.status_code, statement.text in response.content.decode()) == (status, False)


def test_capture_sent_twice_is_one_statement(staff, place):
    round = ReferenceSeriesFactory(round=RoundFactory()).round
    sent = {"command_id": str(uuid4()), "round": round.code, "territory": place.code}
    sent |= {"text": "Un bus, s’il vous plaît.", "kind": "expectation", "language": "fr"}
    refs = {post(staff, "", **sent).json()["ref"] for _ in range(2)}
    assert len(refs) == Statement.objects.count() == 1


def test_capture_refuses_a_value_that_does_not_exist(staff, place):
    round = ReferenceSeriesFactory(round=RoundFactory()).round
    sent = {
        "command_id": str(uuid4()),
        "round": round.code,
        "territory": place.code,
        "language": "fr",
        "text": "Un bus",
    }
    response = post(staff, "", **sent, kind="wish")
    assert (response.status_code, "wish" in response.json()["error"]["message"]) == (422, True)


@pytest.mark.parametrize(
    ("text", "status"),
    [("Un\\u000bbus\\u202e", 201), ("a\\ud800b", 400), ("a\\u0000b", 400), ("x" * 5001, 422), (" ", 422)],
    ids=["pasted", "half a letter", "null", "too long", "blank"],
)
def test_capture_takes_words_as_the_forms_do(staff, place, text, status):
    round = ReferenceSeriesFactory(round=RoundFactory()).round
    sent = json.dumps({"command_id": str(uuid4()), "round": round.code, "territory": place.code, "language": "fr"})
    body = sent[:-1] + f', "kind": "expectation", "text": "{text}"}}'
    response = staff.post("/api/statements", body, content_type="application/json")
    assert response.status_code == status
    assert [statement.text for statement in Statement.objects.all()] == (["Un\nbus"] if status == 201 else [])


def test_statement_goes_its_way_by_the_same_deeds(staff, place):
    ref = StatementFactory(territory=place, state=State.CAPTURED).ref
    assert post(staff, f"/{ref}/publish").status_code == 422
    assert [post(staff, f"/{ref}/{deed}").json()["state"] for deed in ("confirm", "publish")] == [
        "confirmed",
        "published",
    ]
    reason = {"ar": "سبب", "fr": "Motif"}
    assert post(staff, f"/{ref}/withhold", code="legal", reason=reason).json()["state"] == "withheld"


def test_second_editor_gets_a_conflict(staff, place):
    ref = StatementFactory(territory=place).ref
    sent = {"expected_version": 1, "why": "Correction"}
    texts = ("Mieux dit", "Mieux dit", "Encore mieux dit")  # the same call sent twice is one
    assert [post(staff, f"/{ref}/revise", **sent, text=text).status_code for text in texts] == [200, 200, 409]


@pytest.mark.parametrize("deed", ["confirm", "publish", "withhold", "revise"])
def test_writing_needs_a_session(client, deed):
    statement = StatementFactory(state=State.CAPTURED)
    assert post(client, f"/{statement.ref}/{deed}").status_code in (401, 403)
