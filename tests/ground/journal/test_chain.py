"""The journal's chain, and what it says of every way to tamper with it."""

import json
from collections.abc import Callable
from io import StringIO

import pytest
from django.core.management import CommandError, call_command
from django.db import DatabaseError, connection, transaction

from multaqa.ground.journal.actions import SystemActor, forget, record
from multaqa.ground.journal.models import AppendOnlyError, JournalEntry, JournalHead, JournalSalt
from multaqa.ground.journal.queries import journal_position, walk_chain
from tests.factories.ground import PersonFactory, TerritoryFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def five_lines() -> None:
    territory = TerritoryFactory()
    for number in range(5):
        record(SystemActor("test"), "changed", territory, number=number)


def tampering(*statements: str) -> None:
    """Plain SQL by somebody who owns the database, and takes the guards away first."""
    guards_away = {
        "sqlite": ["DROP TRIGGER journal_is_never_changed"],
        "postgresql": ["SET CONSTRAINTS ALL IMMEDIATE", "ALTER TABLE ground_journalentry DISABLE TRIGGER USER"],
    }
    JournalSalt.objects.all().delete()
    with connection.cursor() as cursor:
        for statement in (*guards_away[connection.vendor], *statements):
            cursor.execute(statement)


def swap_two_lines() -> None:
    tampering(
        "UPDATE ground_journalentry SET seq = 99 WHERE seq = 2",
        "UPDATE ground_journalentry SET seq = 2 WHERE seq = 3",
        "UPDATE ground_journalentry SET seq = 3 WHERE seq = 99",
    )


@pytest.mark.usefixtures("five_lines")
def test_chain_holds_when_nobody_touched_it() -> None:
    assert walk_chain().holds
    assert walk_chain().lines == journal_position() == 5


@pytest.mark.usefixtures("five_lines")
@pytest.mark.parametrize(
    ("tamper", "broken_at"),
    [
        (lambda: tampering("UPDATE ground_journalentry SET verb = 'read' WHERE seq = 3"), 3),
        (lambda: tampering("UPDATE ground_journalentry SET actor_label = 'other' WHERE seq = 5"), 5),
        (lambda: tampering("UPDATE ground_journalentry SET digests = '{}' WHERE seq = 1"), 1),
        (lambda: tampering("DELETE FROM ground_journalentry WHERE seq = 1"), 1),
        (lambda: tampering("DELETE FROM ground_journalentry WHERE seq = 3"), 3),
        (lambda: tampering("DELETE FROM ground_journalentry WHERE seq = 5"), 5),
        (lambda: tampering("DELETE FROM ground_journalentry"), 1),
        (swap_two_lines, 2),
        (lambda: JournalHead.objects.all().delete(), 6),
    ],
)
def test_chain_names_the_first_line_that_was_tampered_with(tamper: Callable[[], None], broken_at: int) -> None:
    tamper()
    assert walk_chain().broken_at == broken_at
    with pytest.raises(CommandError, match=f"Line {broken_at} "):
        call_command("verify_journal")


@pytest.mark.usefixtures("five_lines")
def test_chain_names_a_line_moved_to_another_place_even_when_its_own_hash_is_computed_anew() -> None:
    forged = JournalEntry.objects.get(seq=2)
    forged.verb = "approved"
    tampering(f"UPDATE ground_journalentry SET verb = 'approved', sha256 = '{forged.computed_sha256()}' WHERE seq = 2")
    assert walk_chain().broken_at == 3


@pytest.mark.usefixtures("five_lines")
def test_verify_journal_prints_json_alone() -> None:
    out = StringIO()
    call_command("verify_journal", "--json", stdout=out)
    assert json.loads(out.getvalue()) == {"lines": 5, "broken_at": None, "reason": "", "holds": True}


def refused(statement: str) -> bool:
    try:
        with transaction.atomic(), connection.cursor() as cursor:
            cursor.execute(statement)
    except DatabaseError as error:
        return "never changed" in str(error)
    return False


@pytest.mark.usefixtures("five_lines")
def test_database_refuses_to_change_a_line() -> None:
    assert refused("UPDATE ground_journalentry SET verb = 'read'")


@pytest.mark.usefixtures("five_lines")
@pytest.mark.skipif(connection.vendor == "sqlite", reason="emptying a test database deletes there; the chain names it")
def test_database_refuses_to_delete_a_line() -> None:
    assert refused("DELETE FROM ground_journalentry")


@pytest.mark.usefixtures("five_lines")
def test_journal_refuses_the_models_own_ways_to_change_it() -> None:
    line = JournalEntry.objects.get(seq=1)
    for forbidden in (line.save, line.delete, JournalEntry.objects.all().delete, JournalEntry.objects.all().update):
        with pytest.raises(AppendOnlyError):
            forbidden()


def test_forgetting_a_record_takes_its_salts_and_leaves_the_chain() -> None:
    person, other = PersonFactory(), PersonFactory()
    for one in (person, other):
        record(SystemActor("test"), "renamed", one, name=str(one))
    assert forget(person) == 1
    assert JournalSalt.objects.get().entry.object_id == str(other.pk)
    assert walk_chain().holds


def test_reading_a_protected_record_can_be_recorded() -> None:
    reader, read = PersonFactory(), PersonFactory()
    line = record(reader, "read", read)
    assert (line.actor_id, line.verb, line.object_id) == (reader.pk, "read", str(read.pk))
