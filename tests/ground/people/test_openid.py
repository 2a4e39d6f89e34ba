"""Signing in through the organisation's own provider: it opens accounts that were invited, and makes none."""

from typing import Any
from urllib.parse import parse_qs, urlsplit

import pytest
from allauth.account.models import EmailAddress
from allauth.mfa.totp.internal.auth import TOTP
from allauth.socialaccount.models import SocialAccount
from allauth.socialaccount.providers.oauth2.client import OAuth2Client
from allauth.socialaccount.providers.openid_connect.views import OpenIDConnectOAuth2Adapter
from django.http import HttpResponse
from django.test import Client

from multaqa.ground.people.models import User
from tests.factories.ground import PASSWORD, PersonFactory

pytestmark = pytest.mark.django_db
SERVER = "https://id.example.org"


@pytest.fixture(autouse=True)
def provider(settings: object, monkeypatch: pytest.MonkeyPatch) -> None:
    app = {
        "provider_id": "oidc",
        "name": "SSO",
        "client_id": "multaqa",
        "secret": "s",
        "settings": {"server_url": SERVER},
    }
    settings.SOCIALACCOUNT_PROVIDERS = {"openid_connect": {"OAUTH_PKCE_ENABLED": True, "APPS": [app]}}
    answers = {"authorization_endpoint": f"{SERVER}/authorize", "token_endpoint": f"{SERVER}/token"}
    monkeypatch.setattr(OpenIDConnectOAuth2Adapter, "openid_config", answers)
    monkeypatch.setattr(OAuth2Client, "get_access_token", lambda *_, **__: {"access_token": "t"})


def come_back(client: Client, monkeypatch: pytest.MonkeyPatch, **said: Any) -> HttpResponse:
    """Through the provider and back, with what it says of the person."""

    def complete_login(adapter: Any, request: Any, *_: Any, **__: Any) -> Any:
        return adapter.get_provider().sociallogin_from_response(request, {"userinfo": {"sub": "7", **said}})

    monkeypatch.setattr(OpenIDConnectOAuth2Adapter, "complete_login", complete_login)
    client.defaults["HTTP_ACCEPT_LANGUAGE"] = "en"
    away = client.post("/account/oidc/oidc/login/?process=login&next=/fr/desk/")
    asked = parse_qs(urlsplit(away.url).query)
    assert away.url.startswith(f"{SERVER}/authorize")
    assert asked["code_challenge_method"] == ["S256"]
    return client.get("/account/oidc/oidc/login/callback/", {"state": asked["state"][0], "code": "c"})


def test_sign_in_page_offers_the_provider(client: Client) -> None:
    assert "/account/oidc/oidc/login/" in client.get("/en/account/sign-in/").content.decode()


def test_provider_opens_the_account_with_the_address_it_has_verified(
    client: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    person = PersonFactory()
    assert come_back(client, monkeypatch, email=person.user.email, email_verified=True).url == "/fr/desk/"
    assert client.session["_auth_user_id"] == str(person.user.pk)


def test_provider_leaves_the_password_as_it_is_and_its_own_words_are_not_kept(
    client: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    person = PersonFactory()
    for _ in range(2):
        come_back(client, monkeypatch, email=person.user.email, email_verified=True, name="Zineb")
        assert client.session["_auth_user_id"] == str(person.user.pk)
        client.logout()
    assert User.objects.get().check_password(PASSWORD)
    assert SocialAccount.objects.get().extra_data == {}
    assert not EmailAddress.objects.exists()


def test_provider_does_not_stand_in_for_the_second_factor(client: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    person = PersonFactory()
    TOTP.activate(person.user, "JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP")
    response = come_back(client, monkeypatch, email=person.user.email, email_verified=True)
    assert response.url.endswith("/account/second-factor/code/")
    assert "_auth_user_id" not in client.session


@pytest.mark.parametrize(("known", "verified"), [(True, False), (False, True)])
def test_provider_opens_nothing_by_an_unverified_or_an_unknown_address(
    client: Client, monkeypatch: pytest.MonkeyPatch, known: bool, verified: bool
) -> None:
    email = PersonFactory().user.email if known else "stranger@example.org"
    accounts = User.objects.count()
    response = come_back(client, monkeypatch, email=email, email_verified=verified)
    assert "_auth_user_id" not in client.session
    assert User.objects.count() == accounts
    assert "Accounts are by invitation" in response.content.decode()


def test_whoever_turns_back_at_the_provider_is_told_how_to_go_on(client: Client) -> None:
    away = client.post("/account/oidc/oidc/login/?process=login")
    state = parse_qs(urlsplit(away.url).query)["state"][0]
    answer = {"state": state, "error": "access_denied"}
    response = client.get("/account/oidc/oidc/login/callback/", answer, headers={"Accept-Language": "en"}, follow=True)
    assert "You are not signed in" in response.content.decode()
