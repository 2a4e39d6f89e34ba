"""What every command of ours promises: with --json the facts alone, and one clear line where it fails.

A new command says below how it is called, and how it cannot be.
"""

import io
import json
import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
from django.core.management import call_command, get_commands
from django.core.management.base import CommandError
from pytest_django import Settings

from multaqa.config.cli import CannotGoOn
from multaqa.config.preparation import PACKAGE

pytestmark = pytest.mark.django_db
OURS = sorted(name for name, app in get_commands().items() if app.startswith("multaqa."))
ROUND = str(PACKAGE / "demo" / "round-2022")


@pytest.fixture(autouse=True)
def home(settings: Settings, tmp_path: Path) -> Path:
    settings.HOME, settings.MEDIA_ROOT, settings.STATIC_ROOT = tmp_path, tmp_path / "media", tmp_path / "static"
    settings.DEMO = True
    return tmp_path


def done(command: str, *arguments: str) -> None:
    call_command(command, *arguments, stdout=io.StringIO(), stderr=io.StringIO())


def with_territories(*arguments: str) -> Callable[[Path], list[str]]:
    def prepare(_: Path) -> list[str]:
        for command in ("load_territories", "load_vocabulary", "load_role_templates"):
            done(command)
        return list(arguments)

    return prepare


def with_people(home: Path) -> list[str]:
    with_territories()(home)
    done("load_round", ROUND)
    return []


def with_backup(home: Path) -> list[str]:
    done("backup", str(home / "full.tar.gz"))
    return [str(home / "full.tar.gz")]


def alone(home: Path) -> list[str]:
    return []


# How each is called so that it does its work, after what must be there before.
CALLED: dict[str, Callable[[Path], list[str]]] = {
    "backup": lambda home: [str(home / "new.tar.gz")],
    "build_shapes": with_territories(),
    "check_invariants": alone,
    "create_first_account": with_territories("--email", "first@example.org"),
    "demo_sign_in_links": with_people,
    "draft_themes": alone,
    "erase_expired": alone,
    "load_role_templates": alone,
    "load_round": with_territories(ROUND),
    "load_territories": alone,
    "load_vocabulary": alone,
    "open_answers": with_people,
    "restore": with_backup,
    "seal_anew": alone,
    "upgrade": alone,
    "verify_journal": alone,
}
NOWHERE = "/nowhere/at-all"
# How each is called wrongly; those that ask for nothing cannot be.
REFUSED = {
    "backup": [__file__],
    "build_shapes": ["--geojson", NOWHERE],
    "create_first_account": ["--email", "first"],
    "load_round": [NOWHERE],
    "load_territories": ["--csv", NOWHERE],
    "restore": [NOWHERE],
}


def test_every_command_is_called_below() -> None:
    assert list(CALLED) == OURS


@pytest.mark.parametrize("command", OURS)
def test_json_alone_stands_on_standard_output(command: str, home: Path, capsys: pytest.CaptureFixture[str]) -> None:
    arguments = CALLED[command](home)
    capsys.readouterr()
    call_command(command, *arguments, "--json")
    assert json.loads(capsys.readouterr().out) is not None


@pytest.mark.parametrize("command", REFUSED)
def test_refusal_is_one_line_and_no_fact(command: str, capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises((CommandError, CannotGoOn, OSError)) as refused:
        call_command(command, *REFUSED[command], "--json")
    assert str(refused.value).strip().count("\n") == 0
    assert capsys.readouterr().out == ""


@pytest.mark.parametrize(
    ("terminal", "says"),
    [("C.UTF-8", "nothing was written"), ("fr_MA.UTF-8", "rien n’a été écrit"), ("ar_MA.UTF-8", "لم يُكتب شيء")],
)
def test_command_speaks_the_language_of_its_terminal(terminal: str, says: str, tmp_path: Path) -> None:
    code = "import sys; from multaqa.config.cli import main; sys.exit(main())"
    environment = {**os.environ, "LC_ALL": terminal, "MULTAQA_HOME": str(tmp_path), "MULTAQA_DATABASE_URL": ""}
    command = [sys.executable, "-c", code, "manage", "load_round", "--json", NOWHERE]
    failed = subprocess.run(command, capture_output=True, text=True, env=environment, encoding="utf-8", check=False)
    assert (failed.returncode, failed.stdout) == (1, "")
    last = failed.stderr.splitlines()[-1]
    assert says in last
    assert "CommandError" not in last
