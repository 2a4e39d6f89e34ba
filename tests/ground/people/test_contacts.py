"""Addresses are sealed and apart, and found by their blind index alone: in the tables, in the file, in a backup."""

import logging
import sqlite3
import tarfile
import zlib
from collections.abc import Iterator
from pathlib import Path

import pytest
from allauth.account.models import EmailAddress
from allauth.mfa.totp.internal.auth import TOTP
from django.contrib.sessions.models import Session
from django.core import mail, signing
from django.core.cache import caches
from django.db import IntegrityError, connection, transaction
from django.test import Client

from multaqa.config.backup import write_backup
from multaqa.config.restore import read_backup
from multaqa.ground.people.actions import accept_invitation, erase_person, invite_person
from multaqa.ground.people.models import Contact, Invitation, Person, User
from multaqa.ground.people.sealing import SealError
from multaqa.ground.vocabulary.fields import Words
from tests.factories.ground import PersonFactory, RoleTemplateFactory, TerritoryFactory, UserFactory, person_who_may

pytestmark = pytest.mark.django_db
ADDRESS, WAITING, PASSWORD = "zineb@example.org", "idder@example.org", "one two three four five"
PERSONAL = (b"zineb", b"idder", b"example.org")


def test_account_is_found_by_its_address_however_it_is_typed() -> None:
    user = UserFactory(email="Zineb@Example.org")
    UserFactory()
    assert user.email == "zineb@example.org"
    assert User.objects.get(email=" ZINEB@example.org") == User.objects.filter(is_active=True, email=ADDRESS).get()
    assert not User.objects.filter(email="nobody@example.org").exists()


def test_two_accounts_never_share_an_address() -> None:
    UserFactory(email=ADDRESS)
    with pytest.raises(IntegrityError), transaction.atomic():
        UserFactory(email=ADDRESS.upper())
    assert User.objects.count() == 1


def test_address_that_is_given_to_another_account_does_not_open() -> None:
    """Whoever may write to the tables cannot have somebody's mails sent to themselves."""
    mine, theirs = (UserFactory().contact for _ in range(2))
    Contact.objects.filter(pk=theirs.pk).update(sealed=mine.sealed)
    theirs.refresh_from_db()
    with pytest.raises(SealError):
        print(theirs.address)


def test_contact_belongs_to_one_owner() -> None:
    contact = UserFactory().contact
    contact.person = PersonFactory()
    with pytest.raises(IntegrityError), transaction.atomic():
        contact.save()
    with pytest.raises(IntegrityError), transaction.atomic():
        Contact.objects.create(sealed="x", index="x")


@pytest.fixture
def life(client: Client) -> Person:
    """Everything the house does with an address, up to a person who is about to set up a second factor."""
    province = TerritoryFactory()
    inviter, template = person_who_may("person.invite", province), RoleTemplateFactory(verbs=[])
    facts = {"template": template, "territory": province, "language": "fr"}
    invite_person(by=inviter, email=WAITING, **facts)
    _, token = invite_person(by=inviter, email=ADDRESS, **facts)
    person = accept_invitation(token=token, name=Words(fr="Une personne"), password=PASSWORD)
    for password in ["wrong"] * 6:
        client.post("/fr/account/sign-in/", {"login": ADDRESS, "password": password})
    client.post("/fr/account/password/new/", {"email": ADDRESS})
    link = next(line for line in mail.outbox[-1].body.splitlines() if line.startswith("http"))
    form = client.get(link, follow=True)
    client.post(form.request["PATH_INFO"], {"password1": PASSWORD, "password2": PASSWORD})
    client.post("/fr/account/sign-in/", {"login": ADDRESS, "password": PASSWORD})
    TOTP.activate(person.user, "JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP")
    assert client.get("/fr/desk/").status_code == 200
    return person


def bytes_of_the_database() -> bytes:
    """On SQLite the file itself, with what was deleted from it; on PostgreSQL every row of every table as text."""
    if isinstance(connection.connection, sqlite3.Connection):
        return connection.connection.serialize()
    with connection.cursor() as cursor:
        rows = []
        for table in connection.introspection.table_names(cursor):
            cursor.execute(f'SELECT t::text FROM "{table}" t')
            rows += [row for (row,) in cursor.fetchall()]
    return "\n".join(rows).encode()


def laid_open(session: Session) -> bytes:
    """What anybody reads in a session's row: it is signed, not secret, and may be compressed."""
    packed = session.session_data.split(":")[0]
    raw = signing.b64_decode(packed.removeprefix(".").encode())
    return zlib.decompress(raw) if packed.startswith(".") else raw


def test_no_byte_of_the_database_is_an_address(life: Person) -> None:
    assert {life.user.email, Invitation.objects.get(accepted_at=None).email} == {ADDRESS, WAITING}
    assert Session.objects.exists()
    held = bytes_of_the_database() + b"".join(laid_open(session) for session in Session.objects.all())
    assert b"Une personne" in held
    assert [personal for personal in PERSONAL if personal in held.lower()] == []


@pytest.mark.usefixtures("life")
def test_allauth_keeps_no_copy_of_an_address() -> None:
    assert not EmailAddress.objects.exists()


def test_backup_holds_no_address_and_no_key_and_is_of_use_with_the_key(
    request: pytest.FixtureRequest, tmp_path: Path, settings: object
) -> None:
    settings.HOME, settings.MEDIA_ROOT = tmp_path, tmp_path / "media"
    before = transaction.savepoint()
    request.getfixturevalue("life")
    write_backup(tmp_path / "full.tar.gz", lambda _: None)
    with tarfile.open(tmp_path / "full.tar.gz") as file:
        held = b"".join(part.read() for member in file if (part := file.extractfile(member)))
    assert b"Une personne" in held
    assert [one for one in (*PERSONAL, settings.SEALING_KEYS[0].encode()) if one in held.lower()] == []
    transaction.savepoint_rollback(before)
    read_backup(tmp_path / "full.tar.gz", lambda _: None)
    assert User.objects.get(email=ADDRESS).email == ADDRESS


def test_erasing_a_person_leaves_not_even_the_sealed_address_behind(life: Person) -> None:
    Contact.objects.keep("0522 00 00 00", kind="telephone", person=life)
    sealed = [contact.sealed.encode() for contact in (life.user.contact, life.contacts.get())]
    assert all(one in bytes_of_the_database() for one in sealed)
    erase_person(by=life, person=life)
    assert [one for one in sealed if one in bytes_of_the_database()] == []
    assert not User.objects.filter(email=ADDRESS).exists()


@pytest.fixture
def told(caplog: pytest.LogCaptureFixture) -> Iterator[pytest.LogCaptureFixture]:
    with caplog.at_level(logging.INFO):
        yield caplog


def test_logs_hold_no_address(told: pytest.LogCaptureFixture, request: pytest.FixtureRequest) -> None:
    request.getfixturevalue("life")
    assert "multaqa.requests" in {record.name for record in told.records}
    assert [personal for personal in PERSONAL if personal.decode() in told.text] == []


def test_shared_counts_of_attempts_are_kept_under_keys_that_confirm_no_guess(client: Client) -> None:
    client.post("/fr/account/sign-in/", {"login": ADDRESS, "password": "wrong"})
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT cache_key FROM {caches['limits']._table}")
        kept = [key for (key,) in cursor.fetchall()]
    assert kept
    assert [key for key in kept if "allauth" in key or len(key) != 64] == []
