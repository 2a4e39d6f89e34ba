"""What a machine refuses is one line that says what to do, for every word alike."""

import errno
import socket
import subprocess
import sys
from pathlib import Path

import pytest
from django.core.exceptions import ImproperlyConfigured
from django.db import DatabaseError, OperationalError, ProgrammingError

from multaqa.config.cli import CannotGoOn
from multaqa.config.troubles import told
from multaqa.config.words.serve import refuse_taken_port
from tests.config.test_cli import console


@pytest.mark.parametrize(
    ("error", "advice"),
    [
        (OperationalError("no such table: ground_territory"), "Prepare it first: multaqa setup"),
        (ProgrammingError('relation "ground_territory" does not exist'), "Prepare it first: multaqa setup"),
        (OperationalError("attempt to write a readonly database"), "Give it the right to the file and its folder."),
        (OperationalError("unable to open database file"), "Its folder must be there"),
        (DatabaseError("file is not a database"), "see MULTAQA_HOME and MULTAQA_DATABASE_URL"),
        (DatabaseError("database disk image is malformed"), "Restore the last backup"),
        (OperationalError("database is locked"), "Wait until it has ended"),
        (OperationalError("database or disk is full"), "Make room"),
        (OperationalError('connection failed: connection to server at "127.0.0.1" failed'), "Start it, or correct"),
        (OperationalError('FATAL: database "nope" does not exist'), "Start it, or correct MULTAQA_DATABASE_URL."),
        (ImproperlyConfigured("Error loading MySQLdb module. Did you install mysqlclient?"), "postgresql:///name"),
        (ImproperlyConfigured("MULTAQA_URL is 'banana': give one."), "MULTAQA_URL is 'banana': give one."),
        (OSError(errno.ENOSPC, "No space left on device"), "No room is left for the disk. Make room"),
        (OSError(errno.ENOSPC, "No space left on device", "/a/b"), "No room is left for /a/b. Make room"),
        (PermissionError(errno.EACCES, "Permission denied", "/a/secret_key"), "may not use /a/secret_key"),
        (FileExistsError(errno.EEXIST, "File exists", "/a/home"), "/a/home is not what is needed there"),
    ],
)
def test_a_known_trouble_is_said_with_its_remedy(error: Exception, advice: str) -> None:
    line = told(error)
    assert line is not None
    assert advice in line
    assert "\n" not in line


@pytest.mark.parametrize(
    "error", [OperationalError("near SELECT: syntax error"), OSError(errno.EIO, "I/O"), KeyError(1)]
)
def test_an_unknown_trouble_is_left_to_its_own_words(error: Exception) -> None:
    assert told(error) is None


@pytest.mark.parametrize(
    ("name", "value", "advice"),
    [
        ("MULTAQA_SESSION_HOURS", "ten", "give a whole number, such as 10"),
        ("MULTAQA_KEEP_REPORTS", "-3", "give a whole number, such as 180"),
        ("MULTAQA_TIME_ZONE", "Mars/Phobos", "write it like Africa/Casablanca"),
        ("MULTAQA_LANGUAGE", "xx", "give one of ar, fr, en"),
        ("MULTAQA_URL", "banana", "such as https://example.org"),
        ("MULTAQA_LOG_LEVEL", "LOUD", "give one of DEBUG, INFO"),
    ],
)
def test_a_setting_that_cannot_be_is_named_with_what_to_give(name: str, value: str, advice: str) -> None:
    failed = console("manage", "check", **{name: value})
    assert failed.returncode == 1
    assert failed.stderr.startswith(f"{name} is “{value}”")
    assert advice in failed.stderr


def test_an_empty_setting_is_none() -> None:
    names = ["SESSION_HOURS", "KEEP_REPORTS", "TIME_ZONE", "LANGUAGE", "URL", "LOG_LEVEL", "HOSTS"]
    assert console("manage", "check", **{f"MULTAQA_{name}": "" for name in names}).returncode == 0


@pytest.mark.parametrize(
    ("error", "advice"),
    [
        (socket.gaierror(-2, "Name or service not known"), "no machine is called hall"),
        (OSError(errno.EADDRNOTAVAIL, "-"), "`ip -brief address` names those it has"),
        (OSError(errno.EACCES, "-"), "ports below 1024 belong to root"),
        (OSError(errno.EADDRINUSE, "-"), "or choose another: --port 65534"),
    ],
)
def test_a_port_that_cannot_be_used_says_why(monkeypatch: pytest.MonkeyPatch, error: OSError, advice: str) -> None:
    def refuse(address: tuple[str, int]) -> None:
        raise error

    monkeypatch.setattr(socket, "create_server", refuse)
    with pytest.raises(CannotGoOn) as caught:
        refuse_taken_port("hall", 65535)
    assert advice in str(caught.value)


@pytest.mark.parametrize("workers", ["0", "-1", "many"])
def test_no_process_is_no_way_to_serve(workers: str) -> None:
    assert f"“{workers}” is no number of processes" in console("serve", "--workers", workers).stderr


def test_a_home_that_is_a_file_is_said_so(tmp_path: Path) -> None:
    home = tmp_path / "home"
    home.write_text("")
    failed = console("manage", "check", MULTAQA_HOME=str(home), MULTAQA_SECRET_KEY="")
    assert failed.stderr.startswith(f"{home} is not what is needed there")


def test_the_troubles_need_no_more_than_the_standard_library() -> None:
    code = "import sys; import multaqa.config.troubles; sys.exit('django' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0
