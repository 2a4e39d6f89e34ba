"""A form that came too late comes back whole; what another site sent never does."""

from html import unescape

import pytest
from django.test import Client
from django.urls import reverse

from tests.factories.ground import PersonFactory
from tests.factories.listen import RoundFactory

pytestmark = pytest.mark.django_db
HERE, ELSEWHERE = "http://testserver", "https://evil.example"
TYPED = {"text": "نريد طريقا\nمعبدة", "kind": "proposal", "password": "secret", "csrfmiddlewaretoken": "old"}


def post(client: Client, path: str, origin: str) -> tuple[int, str]:
    response = client.post(path, TYPED, HTTP_ORIGIN=origin)
    return response.status_code, unescape(response.content.decode())


def test_what_was_typed_survives_the_end_of_a_session(client: Client) -> None:
    path = reverse("listen:desk-capture")
    status, shown = post(client, path, HERE)
    assert status == 401
    assert f'action="{path}"' in shown
    assert '<input type="hidden" name="text" value="نريد طريقا\nمعبدة">' in shown
    assert '<input type="hidden" name="kind" value="proposal">' in shown
    assert "secret" not in shown
    assert 'value="old"' not in shown
    assert reverse("account_login") in shown


def test_what_was_typed_survives_a_token_that_no_longer_holds() -> None:
    client = Client(enforce_csrf_checks=True)
    path = reverse("listen:contribute", args=[RoundFactory(state="open").code])
    status, shown = post(client, path, HERE)
    assert status == 403
    assert 'value="نريد طريقا\nمعبدة"' in shown
    assert "keeps no cookie" in shown
    client.get(path)
    assert "It is renewed now." in post(client, path, HERE)[1]


@pytest.mark.parametrize("origin", [ELSEWHERE, "null", ""])
def test_what_another_site_sent_is_not_offered_to_be_sent(origin: str) -> None:
    client = Client(enforce_csrf_checks=True)
    client.force_login(PersonFactory().user)
    status, shown = post(client, reverse("listen:desk-capture"), origin)
    assert status == 403
    assert "data-again" not in shown
    assert "معبدة" not in shown
    assert post(Client(), reverse("listen:desk-capture"), origin)[0] == 302


def test_an_address_of_forms_alone_has_a_page_that_says_so(client: Client) -> None:
    response = client.get(reverse("listen:follow-withdraw"))
    assert response.status_code == 405
    assert "no page of its own" in response.content.decode()
    assert response["Allow"] == "POST"
