import pytest
from django.test import Client
from django.urls import reverse

from multaqa.ui.slots import slot_queries_within_budget
from tests.factories.ground import TerritoryFactory, person_who_may
from tests.factories.listen import StatementFactory

pytestmark = pytest.mark.django_db


def front_page(client: Client, verbs: list[str], statement: object) -> str:
    client.force_login(person_who_may(verbs, statement.territory).user)
    with slot_queries_within_budget():
        response = client.get(reverse("ground:desk"))
    assert response.status_code == 200
    return str(response.content.decode())


def test_front_page_counts_what_waits_for_this_person(client: Client) -> None:
    statement = StatementFactory(state="captured")
    StatementFactory(state="captured", territory=TerritoryFactory())
    page = front_page(client, ["statement.read_drafts", "statement.confirm"], statement)
    assert '?state=captured"><bdi class="n" dir="ltr">1</bdi> statement to confirm' in page


def test_front_page_shows_no_list_to_whoever_has_none(client: Client) -> None:
    page = front_page(client, ["payment.record"], StatementFactory(state="captured"))
    assert 'class="today"' not in page
