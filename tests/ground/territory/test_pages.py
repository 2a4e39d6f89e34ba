import pytest
from django.test import Client

from multaqa.ui.slots import slot_queries_within_budget
from tests.factories.ground import CommuneFactory, TerritoryFactory

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("language", ["ar", "fr", "en"])
def test_territory_page_speaks_the_reader_s_language(client: Client, language: str) -> None:
    commune = CommuneFactory()
    with slot_queries_within_budget():
        response = client.get(f"/{language}/territories/{commune.code}/")
    assert response.status_code == 200
    assert f'<html lang="{language}" dir="{"rtl" if language == "ar" else "ltr"}">' in response.text


@pytest.mark.parametrize("rows", [1, 3, 30])
def test_territory_page_asks_a_fixed_number_of_queries(
    client: Client, django_assert_max_num_queries, rows: int
) -> None:  # type: ignore[no-untyped-def]
    province = TerritoryFactory()
    CommuneFactory.create_batch(rows, parent=province)
    with django_assert_max_num_queries(30):
        assert client.get(f"/fr/territories/{province.code}/").status_code == 200


def test_unknown_territory_is_not_found(client: Client) -> None:
    assert client.get("/fr/territories/nowhere/").status_code == 404
