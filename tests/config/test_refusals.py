from typing import Any

import pytest
from django.http import HttpRequest, HttpResponse
from django.test import Client
from django.urls import clear_url_caches, path

from multaqa.config.refusals import RefusalMiddleware, too_many_requests
from multaqa.config.urls import urlpatterns as ours
from multaqa.ui.pages import Gone

pytestmark = pytest.mark.django_db


def withheld(request: HttpRequest) -> HttpResponse:
    raise Gone("It named a private person.")


urlpatterns: list[Any] = [path("withheld", withheld), path("flooded", too_many_requests), *ours]


@pytest.fixture(autouse=True)
def pages(settings: object) -> None:
    settings.ROOT_URLCONF = __name__
    clear_url_caches()


def test_what_was_taken_down_answers_410_with_the_reason(client: Client) -> None:
    response = client.get("/withheld")
    assert response.status_code == 410
    assert "It named a private person." in response.content.decode()


def test_flood_of_sign_ins_answers_429_and_when_to_come_back(client: Client) -> None:
    response = client.get("/flooded")
    assert (response.status_code, response["Retry-After"]) == (429, "900")


def test_other_errors_pass_by() -> None:
    assert RefusalMiddleware(lambda request: HttpResponse()).process_exception(HttpRequest(), ValueError()) is None


@pytest.mark.parametrize("address", ["/fr/statements/%00/", "/fr/search/?q=%00", "/api/statements?q=a%00b"])
def test_null_character_in_an_address_is_refused(client: Client, address: str) -> None:
    assert client.get(address).status_code == 400
