import json

import pytest
from django.contrib.sessions.models import Session
from django.test import Client
from django.urls import reverse

from multaqa.ground.journal.actions import SystemActor, record
from multaqa.ground.journal.models import JournalEntry, JournalSalt
from multaqa.ground.journal.queries import walk_chain
from multaqa.ground.people.actions import accept_invitation, erase_person, invite_person
from multaqa.ground.people.models import Invitation, Person, Role, User
from multaqa.ground.people.rules import RightRefused
from multaqa.ground.vocabulary.fields import Words
from tests.factories.ground import MandateFactory, PersonFactory, RoleTemplateFactory, TerritoryFactory, person_who_may

pytestmark = pytest.mark.django_db
SYSTEM = SystemActor("test")


def test_erasing_takes_name_address_needs_account_and_sessions(client: Client) -> None:
    person = person_who_may("statement.capture", TerritoryFactory(), access_needs="a ramp")
    mandate = MandateFactory(person=person)
    client.force_login(person.user)
    erase_person(by=SYSTEM, person=person)
    person = Person.objects.get(pk=person.pk)
    assert (dict(person.name), person.access_needs, person.user) == ({}, "", None)
    assert person.erased_at
    assert not User.objects.exists()
    assert not Session.objects.exists()
    assert not Role.objects.in_force().exists()
    assert type(mandate).objects.get().person == person


def test_erasing_forgets_the_salts_and_keeps_the_lines() -> None:
    person = PersonFactory()
    record(SYSTEM, "renamed", person, name="somebody")
    erase_person(by=SYSTEM, person=person)
    assert not JournalSalt.objects.exists()
    assert [line.verb for line in JournalEntry.objects.all()] == ["renamed", "erased"]
    assert walk_chain().holds


def test_erasing_closes_the_invitations_to_that_address() -> None:
    province = TerritoryFactory()
    inviter, person = person_who_may("person.invite", province), PersonFactory()
    template = RoleTemplateFactory(verbs=[])
    invite_person(by=inviter, email=person.user.email, template=template, territory=province, language="ar")
    erase_person(by=SYSTEM, person=person)
    assert Invitation.objects.get().email == ""
    assert not Invitation.objects.get().is_open


def test_erasing_is_for_oneself_and_for_whoever_could_have_given_every_role() -> None:
    province = TerritoryFactory()
    person = person_who_may("statement.publish", province)
    for other in (PersonFactory(), person_who_may("person.invite", province)):
        with pytest.raises(RightRefused):
            erase_person(by=other, person=person)
    erase_person(by=person_who_may(["person.invite", "statement.publish"], province), person=person)
    alone = PersonFactory()
    assert erase_person(by=alone, person=alone).erased_at


def test_erasing_oneself_signs_out(client: Client) -> None:
    person = PersonFactory()
    client.force_login(person.user)
    address = reverse("ground:person-erase", args=[person.pk])
    assert str(person) in client.get(address).content.decode()
    assert client.post(address).url == reverse("account_login")
    assert client.get(reverse("ground:desk")).status_code == 302
    assert Person.objects.get(pk=person.pk).erased_at


def test_journal_of_a_life_in_the_house_holds_no_personal_text(client: Client) -> None:
    province = TerritoryFactory()
    inviter, template = person_who_may("person.invite", province), RoleTemplateFactory(verbs=[])
    facts = {"email": "zineb@example.org", "template": template, "territory": province, "language": "ar"}
    _, token = invite_person(by=inviter, **facts)
    person = accept_invitation(token=token, name=Words(ar="زينب"), password="one two three four five")
    client.post(reverse("account_login"), {"login": "zineb@example.org", "password": "one two three four five"})
    client.post(reverse("account_login"), {"login": "zineb@example.org", "password": "wrong"})
    erase_person(by=person, person=person)
    journal = json.dumps(list(JournalEntry.objects.values()), ensure_ascii=False, default=str)
    assert JournalEntry.objects.count() >= 5
    for personal in ("zineb", "زينب", "example.org", "five"):
        assert personal not in journal
