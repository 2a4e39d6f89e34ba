"""Every mail in every language: text and HTML say the same, in the reader's direction, and lead to our own pages."""

import re
from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from allauth.account.adapter import get_adapter
from django.core import mail
from django.utils import timezone

from multaqa.ground.people import mails
from multaqa.ground.people.mails import Mail
from multaqa.ground.people.models import Invitation
from tests.factories.ground import PersonFactory, RoleTemplateFactory, TerritoryFactory

pytestmark = pytest.mark.django_db


def an_invitation() -> dict[str, Any]:
    now = timezone.now()
    template, territory = RoleTemplateFactory(), TerritoryFactory()
    offer = Invitation(template=template, territory=territory, created_at=now, expires_at=now + timedelta(days=14))
    return {"offer": offer, "token": "secret-token"}


def a_user() -> dict[str, Any]:
    return {"user": PersonFactory().user}


FACTS: dict[Callable[..., Mail], Callable[[], dict[str, Any]]] = {
    mails.invitation: an_invitation,
    mails.first_account: a_user,
    mails.password_reset: a_user,
}
ALL = [*dict.fromkeys([*FACTS, mails.locked_out, *mails.OF_SIGN_IN.values()])]


@pytest.mark.parametrize("language", ["ar", "fr", "en"])
@pytest.mark.parametrize("compose", ALL, ids=lambda compose: compose.__name__)
def test_mail_renders_in_its_language(compose: Callable[..., Mail], language: str) -> None:
    mails.send("reader@example.org", language, compose, **FACTS.get(compose, dict)())
    (message,) = mail.outbox
    (html, kind) = message.alternatives[0]
    assert kind == "text/html"
    assert f'<html lang="{language}" dir="{"rtl" if language == "ar" else "ltr"}">' in html
    assert message.subject
    assert "\n" not in message.subject
    links = re.findall(r"http\S+", message.body)
    assert all(link.startswith(f"http://127.0.0.1:8000/{language}/account/") for link in links)
    assert all(f'href="{link}"' in html for link in links)
    assert "&amp;" not in message.body
    assert "None" not in message.body


def test_mail_of_sign_in_speaks_the_recipients_language_not_the_browsers() -> None:
    person = PersonFactory(preferred_language="fr")
    get_adapter().send_mail("account/email/password_changed", person.user.email, {})
    assert "/fr/" in mail.outbox[0].body
    assert mails.language_of(person.user.email.upper()) == "fr"


def test_invitation_names_role_place_and_how_long_it_lasts() -> None:
    facts = an_invitation()
    mails.send("reader@example.org", "en", mails.invitation, **facts)
    body = mail.outbox[0].body
    assert str(facts["offer"].template.name.in_language("en")[0]) in body
    assert "14 days" in body
    assert "secret-token" in body
