import time

import pytest
from allauth.mfa.models import Authenticator
from allauth.mfa.recovery_codes.internal.auth import RecoveryCodes
from allauth.mfa.totp.internal.auth import TOTP, format_hotp_value, hotp_value
from django.contrib.auth.password_validation import validate_password
from django.core import mail
from django.core.cache import caches
from django.core.exceptions import ValidationError
from django.test import Client, override_settings
from django.urls import reverse
from django.utils import translation

from multaqa.ground.journal.models import JournalEntry
from multaqa.ground.people import mails
from multaqa.ground.people.models import Person, User
from tests.factories.ground import PASSWORD, PersonFactory, UserFactory

pytestmark = pytest.mark.django_db
SECRET = "JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP"


@pytest.fixture
def person() -> Person:
    return PersonFactory(preferred_language="fr")


def sign_in(client: Client, person: Person, password: str = PASSWORD, language: str = "fr") -> object:
    return client.post(f"/{language}/account/sign-in/", {"login": person.user.email, "password": password})


def code_now(steps: int = 0) -> str:
    return format_hotp_value(hotp_value(SECRET, int(time.time()) // 30 + steps))


def test_signing_in_leads_to_the_workspaces_in_the_language_of_the_page(client: Client, person: Person) -> None:
    assert sign_in(client, person, language="ar").url == "/ar/desk/"
    assert client.get("/ar/desk/").status_code == 200
    assert JournalEntry.objects.get().verb == "signed_in"


def test_wrong_password_comes_back_with_the_address_and_says_what_to_do(client: Client, person: Person) -> None:
    response = sign_in(client, person, "wrong")
    assert response.status_code == 422
    assert person.user.email in response.content.decode()
    assert "_auth_user_id" not in client.session


@pytest.mark.parametrize("exists", [True, False])
def test_wrong_address_and_wrong_password_read_the_same(client: Client, person: Person, exists: bool) -> None:
    address = person.user.email if exists else "nobody@example.org"
    said = client.post("/en/account/sign-in/", {"login": address, "password": "wrong"}).content.decode()
    assert "Address and password do not belong together" in said


def test_guesser_is_locked_out_even_with_the_right_password_and_the_owner_is_told(
    client: Client, person: Person
) -> None:
    for _ in range(5):
        sign_in(client, person, "wrong")
    locked = sign_in(client, person, language="en")
    assert locked.status_code == 422
    assert "Wait 15 minutes" in locked.content.decode()
    assert [message.to for message in mail.outbox] == [[person.user.email]]
    assert JournalEntry.objects.get().verb == "locked_out"


def test_locking_out_counts_in_the_cache_all_processes_share_and_keeps_no_address(
    client: Client, person: Person
) -> None:
    with override_settings(CACHES={**caches.settings, "limits": {"BACKEND": "tests.caches.KeptCache"}}):
        kept: dict[str, object] = caches["limits"].kept
        sign_in(client, person, "wrong")
    assert kept
    assert "127.0.0.1" not in str(kept)
    assert person.user.email not in str(kept)


def test_account_that_was_closed_cannot_sign_in(client: Client, person: Person) -> None:
    User.objects.filter(pk=person.user.pk).update(is_active=False)
    assert sign_in(client, person).url == reverse_in("fr", "account_inactive")


def reverse_in(language: str, name: str, *args: object) -> str:
    with translation.override(language):
        return reverse(name, args=args)


# Password


def test_password_is_chosen_through_the_mailed_link_once_and_ends_other_sessions(
    client: Client, person: Person
) -> None:
    elsewhere = Client()
    sign_in(elsewhere, person)
    client.post("/ar/account/password/new/", {"email": person.user.email})
    link = next(line for line in mail.outbox[0].body.splitlines() if line.startswith("http"))
    assert "/fr/" in link
    form = client.get(link, follow=True)
    new = {"password1": "another long pass phrase", "password2": "another long pass phrase"}
    assert client.post(form.request["PATH_INFO"], new).status_code == 302
    assert elsewhere.get("/fr/desk/").status_code == 302
    assert sign_in(client, person, "another long pass phrase").url == "/fr/desk/"
    assert "no longer works" in Client().get(link.replace("/fr/", "/en/"), follow=True).content.decode()


def test_new_password_opens_an_account_that_guesses_had_locked(client: Client, person: Person) -> None:
    for _ in range(5):
        sign_in(client, person, "wrong")
    assert sign_in(client, person).status_code == 422
    client.post("/fr/account/password/new/", {"email": person.user.email})
    link = next(line for line in mail.outbox[-1].body.splitlines() if line.startswith("http"))
    form = client.get(link, follow=True)
    client.post(form.request["PATH_INFO"], {"password1": "another long phrase", "password2": "another long phrase"})
    assert sign_in(client, person, "another long phrase").url == "/fr/desk/"


def test_weak_password_is_refused_with_422(client: Client, person: Person) -> None:
    sign_in(client, person)
    short = {"oldpassword": PASSWORD, "password1": "short", "password2": "short"}
    assert client.post("/fr/account/password/", short).status_code == 422


@pytest.mark.parametrize("weak", ["short", "password123456", "person.of.example"])
@pytest.mark.parametrize("language", ["ar", "fr"])
def test_weak_password_is_explained_in_the_readers_language(language: str, weak: str) -> None:
    user = UserFactory(email="person.of@example.org")
    with translation.override("en"), pytest.raises(ValidationError) as in_english:
        validate_password(weak, user)
    with translation.override(language), pytest.raises(ValidationError) as said:
        validate_password(weak, user)
    assert not set(said.value.messages) & set(in_english.value.messages)


def test_asking_for_a_password_reveals_no_account(client: Client, person: Person) -> None:
    answers = [
        client.post("/fr/account/password/new/", {"email": email}).url
        for email in (person.user.email, "no@example.org")
    ]
    assert answers[0] == answers[1]
    assert [message.to[0] for message in mail.outbox] == [person.user.email, "no@example.org"]


def test_nobody_signs_up(client: Client) -> None:
    sent = {"email": "new@example.org", "password1": PASSWORD}
    assert "by invitation" in client.post("/en/account/by-invitation/", sent).content.decode()
    assert not User.objects.exists()


# Sessions


def test_signing_out_everywhere_ends_every_session(client: Client, person: Person) -> None:
    elsewhere = Client()
    for one in (client, elsewhere):
        sign_in(one, person)
    assert client.post("/fr/account/sign-out-everywhere/").url == reverse_in("fr", "account_login")
    for one in (client, elsewhere):
        assert one.get("/fr/desk/").status_code == 302


def test_session_ends_by_its_age(client: Client, person: Person, settings: object) -> None:
    sign_in(client, person)
    assert client.session.get_expiry_age() == settings.SESSION_COOKIE_AGE


def test_chosen_language_is_the_language_of_mails(client: Client, person: Person) -> None:
    sign_in(client, person)
    client.post("/fr/account/", {"language": "ar"})
    assert Person.objects.get().preferred_language == "ar"
    assert client.post("/fr/account/", {"language": "xx"}).status_code == 422


# Second factor


def test_second_factor_is_set_up_and_then_asked_for(client: Client, person: Person) -> None:
    sign_in(client, person)
    address = reverse_in("fr", "mfa_activate_totp")
    confirm = client.get(address)
    client.post(confirm.url, {"password": PASSWORD})
    page = client.get(address)
    assert "<svg" in page.content.decode()
    secret = client.session["mfa.totp.secret"]
    assert client.post(address, {"code": "000000"}).status_code == 422
    code = format_hotp_value(hotp_value(secret, int(time.time()) // 30))
    assert client.post(address, {"code": code}).url == reverse_in("fr", "mfa_view_recovery_codes")
    assert secret not in str(Authenticator.objects.values_list("data", flat=True))
    again = Client()
    assert sign_in(again, person).url == reverse_in("fr", "mfa_authenticate")
    assert again.get("/fr/desk/").url.startswith(reverse_in("fr", "account_login"))


def test_second_factor_is_set_up_after_a_password_that_a_link_chose(
    client: Client, person: Person, settings: object
) -> None:
    """As the first account of an installation does: its link must not leave an address that waits for a proof."""
    settings.SECOND_FACTOR_FOR_STAFF = True
    link = mails.new_password_address(person.user).removeprefix(settings.PUBLIC_URL)
    form = client.get(link, follow=True)
    client.post(form.request["PATH_INFO"], {"password1": "another long phrase", "password2": "another long phrase"})
    sign_in(client, person, "another long phrase")
    confirm = client.get("/fr/desk/", follow=True).redirect_chain[-1][0]
    assert client.post(confirm, {"password": "another long phrase"}, follow=True).status_code == 200
    code = format_hotp_value(hotp_value(client.session["mfa.totp.secret"], int(time.time()) // 30))
    client.post(reverse_in("fr", "mfa_activate_totp"), {"code": code})
    assert client.get("/fr/desk/").status_code == 200


@pytest.fixture
def with_second_factor(person: Person) -> Person:
    TOTP.activate(person.user, SECRET)
    return person


def test_right_code_opens_once_and_a_wrong_one_never(client: Client, with_second_factor: Person) -> None:
    address = reverse_in("fr", "mfa_authenticate")
    sign_in(client, with_second_factor)
    assert client.post(address, {"code": "123"}).status_code == 422
    code = code_now()
    assert client.post(address, {"code": code}).url == "/fr/desk/"
    other = Client()
    sign_in(other, with_second_factor)
    assert other.post(address, {"code": code}).status_code == 422


def test_code_is_read_in_the_digits_and_groups_a_telephone_shows(client: Client, with_second_factor: Person) -> None:
    sign_in(client, with_second_factor)
    code = code_now().translate(str.maketrans("0123456789", "٠١٢٣٤٥٦٧٨٩"))
    answer = client.post(reverse_in("fr", "mfa_authenticate"), {"code": f"{code[:3]} {code[3:]}"})
    assert answer.url == "/fr/desk/"


def test_recovery_code_opens_once(client: Client, with_second_factor: Person) -> None:
    codes = RecoveryCodes.activate(with_second_factor.user).get_unused_codes()
    address = reverse_in("fr", "mfa_authenticate")
    for expected in (302, 422):
        one = Client()
        sign_in(one, with_second_factor)
        assert one.post(address, {"code": codes[0]}).status_code == expected


def test_guesser_of_codes_is_locked_out(client: Client, with_second_factor: Person) -> None:
    sign_in(client, with_second_factor)
    address = reverse_in("en", "mfa_authenticate")
    for _ in range(5):
        client.post(address, {"code": "000000"})
    assert "Wait 15 minutes" in client.post(address, {"code": code_now()}).content.decode()
