import pytest
from allauth.mfa.totp.internal.auth import TOTP
from django.test import Client, RequestFactory
from django.urls import reverse

from multaqa.ground.people.account_views import is_from_this_machine
from multaqa.ground.people.rules import person_of
from tests.factories.ground import PersonFactory, TerritoryFactory, UserFactory, person_who_may

pytestmark = pytest.mark.django_db
SECRET = "JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP"


@pytest.mark.parametrize("path", ["/fr/desk/", "/fr/desk/people/", "/ar/desk/whatever/", "/en/admin/"])
def test_workspaces_ask_the_public_to_sign_in_and_remember_where_it_wanted_to_go(client: Client, path: str) -> None:
    response = client.get(f"{path}?q=1")
    assert response.status_code == 302
    assert response.url == f"/{path[1:3]}/account/sign-in/?next={path}%3Fq%3D1"


def test_workspaces_ask_for_the_second_factor(client: Client, settings: object) -> None:
    settings.SECOND_FACTOR_FOR_STAFF = True
    person = person_who_may("person.invite", TerritoryFactory())
    client.force_login(person.user)
    assert client.get(reverse("ground:people")).url == reverse("mfa_activate_totp")
    TOTP.activate(person.user, SECRET)
    assert client.get(reverse("ground:people")).status_code == 200


def test_person_who_owes_a_second_factor_has_the_rights_of_the_public(settings: object) -> None:
    settings.SECOND_FACTOR_FOR_STAFF = True
    person = PersonFactory()
    assert person_of(person.user) is None
    TOTP.activate(person.user, SECRET)
    person.user.__dict__.pop("_has_second_factor")
    assert person_of(person.user) == person


def test_account_without_a_person_stays_outside(client: Client) -> None:
    client.force_login(UserFactory())
    assert client.get(reverse("ground:desk")).status_code == 403


def test_missing_right_is_a_403_that_says_whom_to_ask(client: Client) -> None:
    client.force_login(PersonFactory().user)
    with_english = client.get("/en/desk/people/")
    assert with_english.status_code == 403
    assert "Ask your coordinator" in with_english.content.decode()


@pytest.mark.parametrize(
    ("headers", "near"),
    [
        ({"REMOTE_ADDR": "127.0.0.1", "HTTP_HOST": "127.0.0.1:8000"}, True),
        ({"REMOTE_ADDR": "127.0.0.1", "HTTP_HOST": "localhost"}, True),
        ({"REMOTE_ADDR": "::1", "HTTP_HOST": "[::1]:8000"}, True),
        ({"REMOTE_ADDR": "::1", "HTTP_HOST": "[::1]"}, True),
        ({"REMOTE_ADDR": "10.0.0.7", "HTTP_HOST": "127.0.0.1:8000"}, False),
        ({"REMOTE_ADDR": "127.0.0.1", "HTTP_HOST": "multaqa.example"}, False),
        ({"REMOTE_ADDR": "127.0.0.1", "HTTP_HOST": "localhost", "HTTP_X_FORWARDED_FOR": "10.0.0.7"}, False),
        ({"REMOTE_ADDR": "", "HTTP_HOST": "localhost"}, False),
    ],
)
def test_this_machine_is_recognised(settings: object, headers: dict[str, str], near: bool) -> None:
    settings.ALLOWED_HOSTS = ["*"]
    assert is_from_this_machine(RequestFactory().get("/", **headers)) is near
