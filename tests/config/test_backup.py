"""A backup is restored into an empty database: the same bytes, the same chain, or nothing at all."""

import hashlib
import io
import json
import shutil
import tarfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from django.core.management import call_command
from django.db import transaction
from pytest_django import Settings

from multaqa.config import archive
from multaqa.config.backup import write_backup
from multaqa.config.cli import CannotGoOn
from multaqa.config.management.commands import upgrade
from multaqa.config.preparation import PACKAGE
from multaqa.config.restore import read_backup
from multaqa.ground.journal.actions import SystemActor, record
from multaqa.ground.journal.queries import walk_chain
from multaqa.ground.people.models import Person
from multaqa.ground.territory.models import Territory
from multaqa.listen.statements.models import Statement
from tests.factories.ground import PersonFactory, TerritoryFactory
from tests.factories.listen import StatementFactory

pytestmark = pytest.mark.django_db


def quietly(_: str) -> None:
    pass


@pytest.fixture(autouse=True)
def home(tmp_path: Path, settings: Settings) -> Path:
    settings.HOME, settings.MEDIA_ROOT = tmp_path, tmp_path / "media"
    return tmp_path


def fill() -> None:
    for territory in TerritoryFactory.create_batch(3):
        record(SystemActor("test"), "loaded", territory, name=territory.name)
    PersonFactory()


@pytest.fixture
def backup(home: Path, settings: Settings) -> Path:
    """The file of a database that was full, and is empty again."""
    before = transaction.savepoint()
    fill()
    document = settings.MEDIA_ROOT / "documents" / "minutes.txt"
    document.parent.mkdir(parents=True)
    document.write_text("محضر")
    write_backup(home / "full.tar.gz", quietly)
    document.unlink()
    transaction.savepoint_rollback(before)
    assert Territory.objects.count() == 0
    return home / "full.tar.gz"


def altered(backup: Path, change: Callable[[dict[str, bytes]], None]) -> Path:
    with tarfile.open(backup) as old:
        parts = {member.name: old.extractfile(member).read() for member in old}
    change(parts)
    with tarfile.open(backup.with_name("altered.tar.gz"), "w:gz") as new:
        for name, content in parts.items():
            member = tarfile.TarInfo(name)
            member.size = len(content)
            new.addfile(member, io.BytesIO(content))
    return backup.with_name("altered.tar.gz")


def test_what_is_restored_is_found_by_its_words(home: Path) -> None:
    before = transaction.savepoint()
    StatementFactory(text="Un phare pour le port")
    write_backup(home / "words.tar.gz", quietly)
    transaction.savepoint_rollback(before)
    assert not Statement.objects.filter(search_text__holds="phares").exists()
    read_backup(home / "words.tar.gz", quietly)
    assert Statement.objects.filter(search_text__holds="phares").count() == 1


def test_restored_database_gives_the_same_backup(backup: Path, home: Path) -> None:
    first = read_backup(backup, quietly)
    again = write_backup(home / "again.tar.gz", quietly)
    assert again.parts == first.parts
    assert (home / "media" / "documents" / "minutes.txt").read_text() == "محضر"


def test_journal_holds_after_a_restore_and_goes_on(backup: Path) -> None:
    read_backup(backup, quietly)
    assert (walk_chain().holds, walk_chain().lines) == (True, 3)
    assert record(SystemActor("test"), "changed", Territory.objects.first()).seq == 4


def test_new_rows_get_new_numbers_after_a_restore(backup: Path) -> None:
    read_backup(backup, quietly)
    assert PersonFactory().pk > Person.objects.order_by("pk").first().pk


def test_backup_is_readable_by_its_owner_alone_and_never_overwritten(backup: Path) -> None:
    assert backup.stat().st_mode & 0o777 == 0o600
    with pytest.raises(CannotGoOn, match="exists already"):
        write_backup(backup, quietly)


def test_backup_of_a_database_without_tables_is_refused(home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("django.db.migrations.recorder.MigrationRecorder.applied_migrations", lambda _: {})
    with pytest.raises(CannotGoOn, match="nothing to back up"):
        write_backup(home / "nothing.tar.gz", quietly)
    assert not (home / "nothing.tar.gz").exists()


def test_backup_holds_every_table_but_the_sessions(backup: Path) -> None:
    with tarfile.open(backup) as file:
        names = file.getnames()
    assert "tables/ground.journalentry.jsonl" in names
    assert "tables/sessions.session.jsonl" not in names
    assert set(archive.LEFT_OUT) == {"sessions.session"}


def test_restore_refuses_a_database_that_is_not_empty(backup: Path) -> None:
    TerritoryFactory()
    with pytest.raises(CannotGoOn, match=r"not empty: ground\.territory holds"):
        read_backup(backup, quietly)


def cut_a_row(parts: dict[str, bytes]) -> None:
    parts["tables/ground.territory.jsonl"] = parts["tables/ground.territory.jsonl"].replace(b"MA", b"XX", 1)


def add_a_file(parts: dict[str, bytes]) -> None:
    parts["tables/ground.stranger.jsonl"] = b""


def leave_a_file_out(parts: dict[str, bytes]) -> None:
    del parts["tables/ground.territory.jsonl"]


OUTSIDE = {"name": "media/../../x", "bytes": 0, "sha256": ""}


def name_a_file_outside(parts: dict[str, bytes]) -> None:
    change_manifest(parts, lambda manifest: manifest["parts"].append(OUTSIDE))


def say_more_rows(parts: dict[str, bytes]) -> None:
    change_manifest(parts, lambda manifest: manifest["parts"][-2].update(rows=99))


TERRITORIES = "tables/ground.territory.jsonl"


def write_in_no_encoding(parts: dict[str, bytes]) -> None:
    swap_territories(parts, b"\xff" + parts[TERRITORIES])


def give_a_row_twice(parts: dict[str, bytes]) -> None:
    first, *others = parts[TERRITORIES].splitlines(keepends=True)
    swap_territories(parts, b"".join([first, first, *others[1:]]))


def swap_territories(parts: dict[str, bytes], rows: bytes) -> None:
    """As somebody would who writes the manifest anew."""
    parts[TERRITORIES] = rows
    told = {"bytes": len(rows), "sha256": hashlib.sha256(rows).hexdigest()}
    change_manifest(
        parts, lambda manifest: [part.update(told) for part in manifest["parts"] if part["name"] == TERRITORIES]
    )


def come_from_the_future(parts: dict[str, bytes]) -> None:
    change_manifest(parts, lambda manifest: manifest["migrations"].append("ground.9999_tomorrow"))


def come_from_the_past(parts: dict[str, bytes]) -> None:
    change_manifest(parts, lambda manifest: manifest["migrations"].remove("ground.0001_first_tables"))


def be_larger_than_the_disk(parts: dict[str, bytes]) -> None:
    change_manifest(parts, lambda manifest: manifest["parts"][0].update(bytes=10**18))


def be_no_backup(parts: dict[str, bytes]) -> None:
    parts[archive.MANIFEST] = b'{"format": 1}'


def change_manifest(parts: dict[str, bytes], change: Callable[[dict[str, Any]], Any]) -> None:
    manifest = json.loads(parts[archive.MANIFEST])
    change(manifest)
    parts[archive.MANIFEST] = json.dumps(manifest).encode()


@pytest.mark.parametrize(
    ("change", "refusal"),
    [
        (cut_a_row, "sha256 differs"),
        (add_a_file, "does not name"),
        (leave_a_file_out, "cut short"),
        (name_a_file_outside, "no backup holds"),
        (say_more_rows, "its manifest says 99"),
        (write_in_no_encoding, "cannot be read: 'utf-8' codec"),
        (give_a_row_twice, "that the database refuses"),
        (come_from_the_future, "newer Multaqa"),
        (come_from_the_past, "older Multaqa"),
        (be_larger_than_the_disk, "Make room"),
        (be_no_backup, "cannot be read"),
    ],
)
def test_altered_archive_is_refused_and_nothing_is_written(
    backup: Path, change: Callable[[dict[str, bytes]], None], refusal: str
) -> None:
    with pytest.raises(CannotGoOn, match=refusal):
        read_backup(altered(backup, change), quietly)
    assert Territory.objects.count() == 0


@pytest.mark.parametrize("content", [b"", b"not an archive", b"\x1f\x8b\x08\x00damaged"])
def test_file_that_is_no_archive_is_refused(tmp_path: Path, content: bytes) -> None:
    (tmp_path / "wrong.tar.gz").write_bytes(content)
    with pytest.raises(CannotGoOn, match="backup"):
        read_backup(tmp_path / "wrong.tar.gz", quietly)


def test_commands_print_json_alone(home: Path, capsys: pytest.CaptureFixture[str]) -> None:
    before = transaction.savepoint()
    fill()
    call_command("backup", home / "full.tar.gz", json=True)
    written = json.loads(capsys.readouterr().out)
    transaction.savepoint_rollback(before)
    call_command("restore", home / "full.tar.gz", json=True)
    restored = json.loads(capsys.readouterr().out)
    assert (restored["rows"], restored["journal"]) == (written["rows"], "holds")
    with pytest.raises(CannotGoOn, match="not empty"):
        call_command("restore", home / "full.tar.gz")


@pytest.mark.slow
def test_demonstration_holds_its_invariants_after_a_restore(home: Path) -> None:
    before = transaction.savepoint()
    for command in ("load_vocabulary", "load_territories", "load_role_templates"):
        call_command(command, stdout=io.StringIO())
    call_command("load_round", PACKAGE / "demo" / "round-2022", stdout=io.StringIO())
    written = write_backup(home / "demonstration.tar.gz", quietly)
    transaction.savepoint_rollback(before)
    shutil.rmtree(home / "media")
    read_backup(home / "demonstration.tar.gz", quietly)
    assert write_backup(home / "again.tar.gz", quietly).parts == written.parts
    assert walk_chain().holds
    call_command("check_invariants", stdout=io.StringIO())


def test_upgrade_backs_up_before_it_migrates_and_checks_what_must_hold(
    home: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    called: list[str] = []
    monkeypatch.setattr(upgrade, "write_backup", lambda file, tell: called.append("backup"))
    monkeypatch.setattr(upgrade, "call_command", lambda name, **_: called.append(name))
    call_command("upgrade", json=True)
    assert called == ["backup", "migrate", "createcachetable", "collectstatic", "check_invariants"]
    assert json.loads(capsys.readouterr().out)["backup"].startswith(str(home / "backups"))
