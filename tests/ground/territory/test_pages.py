import pytest
from django.test import Client

from multaqa.ui.slots import slot_queries_within_budget
from tests.factories.ground import CommuneFactory

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("language", ["ar", "fr", "en"])
def test_territory_page_speaks_the_reader_s_language(client: Client, language: str) -> None:
    commune = CommuneFactory()
    with slot_queries_within_budget():
        response = client.get(f"/{language}/territories/{commune.code}/")
    assert response.status_code == 200
    assert f'<html lang="{language}" dir="{"rtl" if language == "ar" else "ltr"}">' in response.text


def test_unknown_territory_is_not_found(client: Client) -> None:
    assert client.get("/fr/territories/nowhere/").status_code == 404
