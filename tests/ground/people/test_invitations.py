from datetime import timedelta

import pytest
from django.core import mail
from django.test import Client
from django.urls import reverse

from multaqa.ground.journal.actions import SystemActor
from multaqa.ground.journal.models import JournalSalt
from multaqa.ground.people import mails
from multaqa.ground.people.actions import (
    accept_another_role,
    accept_invitation,
    end_role,
    give_role,
    invite_person,
    revoke_invitation,
)
from multaqa.ground.people.errors import PeopleError
from multaqa.ground.people.models import Invitation, Person, Role, RoleTemplate, User, UserQuerySet
from multaqa.ground.people.rules import RightRefused, can
from multaqa.ground.territory.models import Territory
from multaqa.ground.vocabulary.fields import Words
from tests.factories.ground import PersonFactory, RoleTemplateFactory, TerritoryFactory, person_who_may

pytestmark = pytest.mark.django_db
NAME, PASSWORD = Words(fr="Une personne"), "one two three four five"


@pytest.fixture
def province() -> Territory:
    return TerritoryFactory()


@pytest.fixture
def template() -> RoleTemplate:
    return RoleTemplateFactory(verbs=["statement.capture"])


@pytest.fixture
def inviter(province: Territory) -> Person:
    return person_who_may(["person.invite", "statement.capture"], province)


def offered(inviter: Person, template: RoleTemplate, province: Territory, **options: str) -> tuple[Invitation, str]:
    fields = {"email": "New@Example.org", "language": "fr", **options}
    return invite_person(by=inviter, template=template, territory=province, **fields)


def test_accepting_an_invitation_gives_the_role_and_no_other(
    inviter: Person, template: RoleTemplate, province: Territory
) -> None:
    _, token = offered(inviter, template, province)
    person = accept_invitation(token=token, name=NAME, password=PASSWORD)
    assert person.user.email == "new@example.org"
    assert person.user.check_password(PASSWORD)
    assert can(person, "statement.capture", province)
    assert not can(person, "person.invite", province)
    assert not can(person, "statement.capture", TerritoryFactory())


def test_accepting_works_once(inviter: Person, template: RoleTemplate, province: Territory) -> None:
    _, token = offered(inviter, template, province)
    accept_invitation(token=token, name=NAME, password=PASSWORD)
    with pytest.raises(PeopleError):
        accept_invitation(token=token, name=NAME, password=PASSWORD)
    assert Role.objects.filter(template=template).count() == 1


def test_invitation_keeps_no_secret_and_loses_its_address_once_taken_up(
    inviter: Person, template: RoleTemplate, province: Territory
) -> None:
    invitation, token = offered(inviter, template, province)
    assert token not in str(Invitation.objects.values())
    accept_invitation(token=token, name=NAME, password=PASSWORD)
    invitation.refresh_from_db()
    assert invitation.email == ""
    assert not JournalSalt.objects.filter(entry__object_type="ground.invitation").exists()


def test_nobody_invites_outside_their_subtree(inviter: Person, template: RoleTemplate, province: Territory) -> None:
    for elsewhere in (TerritoryFactory(), province.parent):
        with pytest.raises(RightRefused):
            offered(inviter, template, elsewhere)


def test_nobody_gives_a_right_they_do_not_hold(inviter: Person, province: Territory) -> None:
    with pytest.raises(RightRefused):
        offered(inviter, RoleTemplateFactory(verbs=["statement.capture", "statement.publish"]), province)


def test_invitation_ends_with_the_right_of_its_giver(
    inviter: Person, template: RoleTemplate, province: Territory
) -> None:
    _, token = offered(inviter, template, province)
    Role.objects.filter(person=inviter).delete()
    with pytest.raises(PeopleError):
        accept_invitation(token=token, name=NAME, password=PASSWORD)


def test_revoked_and_expired_invitations_open_nothing(
    inviter: Person, template: RoleTemplate, province: Territory
) -> None:
    revoked, first = offered(inviter, template, province)
    revoke_invitation(by=inviter, invitation=revoked)
    expired, second = offered(inviter, template, province, email="other@example.org")
    Invitation.objects.filter(pk=expired.pk).update(expires_at=expired.created_at - timedelta(days=1))
    for token in (first, second):
        with pytest.raises(PeopleError):
            accept_invitation(token=token, name=NAME, password=PASSWORD)
    assert Invitation.objects.get(pk=revoked.pk).email == ""


def test_inviting_again_replaces_the_earlier_link(inviter: Person, template: RoleTemplate, province: Territory) -> None:
    _, first = offered(inviter, template, province)
    _, second = offered(inviter, template, province)
    with pytest.raises(PeopleError):
        accept_invitation(token=first, name=NAME, password=PASSWORD)
    assert accept_invitation(token=second, name=NAME, password=PASSWORD)


def test_inviting_to_a_role_already_held_is_refused(
    inviter: Person, template: RoleTemplate, province: Territory
) -> None:
    _, token = offered(inviter, template, province)
    person = accept_invitation(token=token, name=NAME, password=PASSWORD)
    with pytest.raises(PeopleError, match=r"new@example\.org"):
        offered(inviter, template, province)
    end_role(by=inviter, role=person.roles.get())
    assert offered(inviter, template, province)


def test_another_role_goes_to_the_account_that_was_invited_alone(
    inviter: Person, template: RoleTemplate, province: Territory
) -> None:
    known, stranger = PersonFactory(), PersonFactory()
    _, token = offered(inviter, template, province, email=known.user.email)
    with pytest.raises(PeopleError):
        accept_another_role(token=token, by=stranger)
    with pytest.raises(PeopleError):
        accept_invitation(token=token, name=NAME, password=PASSWORD)
    assert can(accept_another_role(token=token, by=known), "statement.capture", province)


def test_invitation_walks_from_the_form_to_the_mail_to_the_account(
    client: Client, inviter: Person, template: RoleTemplate, province: Territory
) -> None:
    client.force_login(inviter.user)
    sent = {"email": "new@example.org", "template": template.pk, "territory": province.code, "language": "ar"}
    assert client.post(reverse("ground:people-invite"), sent).status_code == 302
    client.logout()
    link = next(line for line in mail.outbox[0].body.splitlines() if line.startswith("http"))
    assert "/ar/" in link
    path = link.split("8000", 1)[1]
    assert client.get(path).status_code == 200
    refused = client.post(path, {"name_fr": "Une personne", "password": "short", "again": "short"})
    assert refused.status_code == 422
    assert "Une personne" in refused.content.decode()
    accepted = client.post(path, {"name_fr": "Une personne", "password": PASSWORD, "again": PASSWORD})
    assert accepted.url == "/ar/desk/"
    again = client.get(path.replace("/ar/", "/en/"))
    assert (again.status_code, "This link no longer works" in again.text, "counted" in again.text) == (410, True, False)
    user = User.objects.get(email="new@example.org")
    assert user.person.preferred_language == "ar"
    assert client.session["_auth_user_id"] == str(user.pk)


def test_invitation_that_cannot_be_sent_is_not_kept(
    client: Client, inviter: Person, template: RoleTemplate, province: Territory, monkeypatch: pytest.MonkeyPatch
) -> None:
    def away(*_: object) -> None:
        raise ConnectionRefusedError

    monkeypatch.setattr("django.core.mail.backends.locmem.EmailBackend.send_messages", away)
    client.force_login(inviter.user)
    sent = {"email": "new@example.org", "template": template.pk, "territory": province.code, "language": "ar"}
    refused = client.post(reverse("ground:people-invite"), sent)
    assert refused.status_code == 422
    assert "new@example.org" in refused.content.decode()
    assert not Invitation.objects.exists()


def test_second_of_two_who_open_the_same_account_at_once_is_told(
    inviter: Person, template: RoleTemplate, province: Territory, monkeypatch: pytest.MonkeyPatch
) -> None:
    tokens = [offered(inviter, template, place)[1] for place in (province, TerritoryFactory(parent=province))]
    accept_invitation(token=tokens[0], name=NAME, password=PASSWORD)
    monkeypatch.setattr(UserQuerySet, "exists", lambda _: False)  # as if the first came in between
    with pytest.raises(PeopleError, match="exists"):
        accept_invitation(token=tokens[1], name=NAME, password=PASSWORD)
    assert User.objects.filter(email="new@example.org").count() == 1


def test_link_in_the_mail_lasts_as_long_as_the_mail_says(
    inviter: Person, template: RoleTemplate, province: Territory
) -> None:
    invitation, token = offered(inviter, template, province)
    assert invitation.expires_at - invitation.created_at == timedelta(days=14)
    mails.send("reader@example.org", "en", mails.invitation, offer=invitation, token=token)
    assert "14 days" in mail.outbox[0].body


def test_address_of_an_invitation_is_told_to_no_other_page_and_its_form_still_says_where_it_comes_from(
    client: Client, inviter: Person, template: RoleTemplate, province: Territory
) -> None:
    _, token = offered(inviter, template, province)
    page = client.get(reverse("ground:invitation", args=[token]))
    assert page["Referrer-Policy"] == "strict-origin"


def test_a_role_that_is_held_already_is_not_held_twice_so_that_it_ends_when_it_ends(
    inviter: Person, template: RoleTemplate, province: Territory
) -> None:
    person = PersonFactory(user__email="new@example.org")
    _, token = offered(inviter, template, province)
    give_role(by=SystemActor("tests"), person=person, template=template, territory=province)
    end_role(by=inviter, role=accept_another_role(token=token, by=person).roles.get())
    assert not Role.objects.in_force().filter(person=person).exists()
