"""Every refusal of the API has one shape, the right status and the reader's language."""

import json
from collections.abc import Iterator
from typing import Any

import pytest
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest
from django.test import Client
from django.urls import clear_url_caches, path
from ninja import NinjaAPI, Router
from ninja.errors import Throttled

from multaqa.config import api as root
from multaqa.ground.people.api import staff_session
from multaqa.ground.people.errors import PeopleError
from multaqa.ui.pages import Gone
from tests.factories.ground import PersonFactory

pytestmark = pytest.mark.django_db


class Conflict(PeopleError):
    status = 409


ERRORS = {
    "denied": PermissionDenied("no"),
    "missing": Http404(),
    "gone": Gone("withheld"),
    "refused": PeopleError("not so"),
    "conflict": Conflict("changed meanwhile"),
    "flood": Throttled(wait=7),
}
router = Router()


@router.get("/raise/{name}")
def raise_one(request: HttpRequest, name: str) -> None:
    raise ERRORS[name]


@router.post("/write", auth=staff_session)
def write(request: HttpRequest, number: int) -> dict[str, Any]:
    return {"by": request.auth.pk, "number": number}


urlpatterns: list[Any] = []


@pytest.fixture(autouse=True)
def calls(settings: object) -> Iterator[None]:
    """An API of its own with the handlers of ours."""
    api = NinjaAPI(urls_namespace="api-test", docs_url=None)
    api._exception_handlers = root.api._exception_handlers
    api.add_router("", router)
    urlpatterns[:] = [path("api/", api.urls), path("api/<path:rest>", root.unknown_call)]
    settings.ROOT_URLCONF = __name__
    clear_url_caches()
    yield
    clear_url_caches()


def error_of(response: Any) -> dict[str, Any]:
    return dict(json.loads(response.content)["error"])


@pytest.mark.parametrize(
    ("name", "status", "code"),
    [
        ("denied", 403, "not_allowed"),
        ("missing", 404, "not_found"),
        ("gone", 410, "taken_down"),
        ("refused", 422, "refused"),
        ("conflict", 409, "conflict"),
        ("flood", 429, "too_many"),
    ],
)
def test_refusal_has_one_shape(client: Client, name: str, status: int, code: str) -> None:
    response = client.get(f"/api/raise/{name}")
    assert response.status_code == status
    assert error_of(response).keys() == {"code", "message", "remedy"}
    assert error_of(response)["code"] == code
    assert error_of(response)["message"]


def test_flood_is_told_when_to_come_back(client: Client) -> None:
    assert client.get("/api/raise/flood")["Retry-After"] == "7"


def test_unknown_call_is_json_too(client: Client) -> None:
    response = client.get("/api/nowhere/at/all")
    assert (response.status_code, error_of(response)["code"]) == (404, "not_found")


def test_writing_asks_for_a_person_a_token_and_readable_values() -> None:
    client, person = Client(enforce_csrf_checks=True), PersonFactory()
    assert client.post("/api/write?number=1").status_code == 403
    client = Client()
    assert client.post("/api/write?number=1").status_code == 401
    client.force_login(person.user)
    assert client.post("/api/write?number=1").json() == {"by": person.pk, "number": 1}
    faults = error_of(client.post("/api/write?number=one"))
    assert [fault["where"] for fault in faults["faults"]] == ["query.number"]


def test_person_without_the_second_factor_does_not_write(client: Client, settings: object) -> None:
    settings.SECOND_FACTOR_FOR_STAFF = True
    client.force_login(PersonFactory().user)
    assert client.post("/api/write?number=1").status_code == 401


@pytest.mark.parametrize(
    ("address", "accepted", "language"),
    [("/api/nowhere", "fr", "fr"), ("/api/nowhere?lang=en", "fr", "en"), ("/api/nowhere?lang=xx", "fr", "fr")],
)
def test_refusal_speaks_the_asked_language(client: Client, address: str, accepted: str, language: str) -> None:
    response = client.get(address, headers={"Accept-Language": accepted})
    assert response["Content-Language"] == language


@pytest.mark.parametrize(
    "asked",
    ["statements?page=99999999999999999999", "statements?page_size=100000", "themes?offset=99999999999999999999",
     "measures?limit=100000"],
)  # fmt: skip
def test_call_beyond_every_bound_is_refused_before_the_database(client: Client, settings: object, asked: str) -> None:
    settings.ROOT_URLCONF = "multaqa.config.urls"
    clear_url_caches()
    response = client.get(f"/api/{asked}")
    assert (response.status_code, error_of(response)["code"]) == (422, "misshapen")


def test_body_with_a_null_character_is_refused(client: Client, settings: object) -> None:
    settings.ROOT_URLCONF = "multaqa.config.urls"
    settings.SECOND_FACTOR_FOR_STAFF = False
    clear_url_caches()
    client.force_login(PersonFactory().user)
    response = client.post("/api/statements", {"text": "one\0two"}, content_type="application/json")
    assert (response.status_code, error_of(response)["code"]) == (400, "unreadable")
