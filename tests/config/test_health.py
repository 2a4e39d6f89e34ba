from pathlib import Path

import pytest
from django.db import OperationalError, connection
from django.test import Client, RequestFactory
from pytest_django import Settings

from multaqa.config import health


def test_healthz_asks_no_database(client: Client) -> None:
    assert client.get("/healthz").content == b"alive\n"


@pytest.mark.django_db
def test_readyz_says_what_holds(client: Client) -> None:
    response = client.get("/readyz")
    assert response.json() == {"database": True, "migrations": True, "limits": True, "seals": True, "home": True}
    assert response.status_code == 200


@pytest.mark.django_db
def test_readyz_is_503_when_the_home_is_gone(client: Client, settings: Settings, tmp_path: Path) -> None:
    settings.HOME = tmp_path / "gone"
    response = client.get("/readyz")
    assert (response.status_code, response.json()["home"]) == (503, False)


@pytest.mark.django_db
def test_readyz_is_503_when_the_table_of_limits_is_missing(client: Client) -> None:
    with connection.cursor() as cursor:
        cursor.execute("DROP TABLE limits_cache")
    assert client.get("/readyz").json()["limits"] is False


@pytest.mark.parametrize(("language", "direction"), [("ar", "rtl"), ("fr", "ltr"), ("en", "ltr")])
def test_database_away_is_said_in_the_readers_language(language: str, direction: str) -> None:
    try:
        raise OperationalError("could not connect to server")
    except OperationalError:
        response = health.server_error(RequestFactory().get(f"/{language}/"))
    assert (response.status_code, response["Retry-After"]) == (503, "60")
    assert f'lang="{language}" dir="{direction}"' in response.content.decode()


def test_fault_of_ours_is_500_and_not_the_databases() -> None:
    try:
        raise ZeroDivisionError
    except ZeroDivisionError:
        assert health.server_error(RequestFactory().get("/ar/")).status_code == 500


@pytest.mark.django_db
def test_database_lost_in_the_middle_of_a_page_is_503(client: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    def lost() -> bool:
        raise OperationalError("server closed the connection unexpectedly")

    monkeypatch.setattr("django.contrib.sessions.backends.db.SessionStore.load", lambda _: lost())
    client.raise_request_exception = False
    client.cookies["sessionid"] = "of-somebody"
    assert client.get("/fr/admin/").status_code == 503
