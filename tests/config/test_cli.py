import json
import os
import subprocess
import sys
from importlib import import_module
from pathlib import Path

import pytest

from multaqa.config import cli

ROOT = Path(__file__).resolve().parents[2]


def console(*arguments: str, **environment: str) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-c", "import sys; from multaqa.config.cli import main; sys.exit(main())", *arguments]
    return subprocess.run(command, capture_output=True, text=True, env={**os.environ, **environment}, check=False)


@pytest.mark.parametrize("word", cli.WORDS, ids=lambda word: word.name)
def test_every_word_leads_somewhere(word: cli.Word) -> None:
    module, function = word.runs.split(":")
    assert callable(getattr(import_module(f"multaqa.config.{module}"), function))


def test_multaqa_alone_explains_every_word(capsys: pytest.CaptureFixture[str]) -> None:
    assert cli.main([]) == 0
    told = capsys.readouterr().out
    assert [word.name for word in cli.WORDS if f"multaqa {word.name} " not in told] == []


def test_unknown_word_is_refused_in_one_line(capsys: pytest.CaptureFixture[str]) -> None:
    assert cli.main(["dmeo"]) == 1
    told = capsys.readouterr()
    assert (told.out, told.err.count("\n")) == ("", 1)
    assert told.err == "There is no word “dmeo”. Did you mean: multaqa demo?\n"


def test_explanation_loads_no_django() -> None:
    code = "import sys; from multaqa.config.cli import main; main([]); sys.exit('django' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", code], capture_output=True, check=False).returncode == 0


def test_failure_is_one_line_without_traceback() -> None:
    failed = console("manage", "check", MULTAQA_DATABASE_URL="nonsense://here")
    assert failed.returncode == 1
    assert failed.stdout == ""
    assert failed.stderr.strip().count("\n") == 0
    assert "Traceback" not in failed.stderr


def test_failure_shows_its_traceback_when_asked() -> None:
    failed = console("manage", "check", MULTAQA_DATABASE_URL="nonsense://here", MULTAQA_DEBUG="1")
    assert "Traceback" in failed.stderr


def test_word_of_the_checkout_says_so_in_a_wheel(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(cli, "CHECKOUT", tmp_path)
    assert cli.main(["lint"]) == 1
    assert "clone the repository" in capsys.readouterr().err


def test_doctor_prints_json_alone_and_names_what_is_wrong(tmp_path: Path) -> None:
    examined = console(
        "doctor", "--json", MULTAQA_HOME=str(tmp_path), MULTAQA_URL="https://example.org", MULTAQA_SEALING_KEYS="k" * 43
    )
    findings = {finding["subject"]: finding for finding in json.loads(examined.stdout)}
    assert examined.returncode == 1
    assert (findings["hosts"]["state"], findings["migrations"]["state"]) == ("wrong", "wrong")
    assert all(finding["remedy"] for finding in findings.values() if finding["state"] != "good")


def test_port_in_use_is_said_with_another() -> None:
    import socket  # only here

    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
        refused = console("serve", "--port", str(port))
    assert refused.returncode == 1
    assert f"--port {port + 1}" in refused.stderr.splitlines()[-1]


@pytest.mark.parametrize("port", ["0", "70000", "http"])
def test_number_that_is_no_port_is_refused(port: str) -> None:
    refused = console("serve", "--port", port)
    assert refused.returncode == 2
    assert refused.stderr.splitlines()[-1].endswith(f"“{port}” is no port: give a number from 1 to 65535")


def test_database_without_tables_is_said_with_the_remedy(tmp_path: Path) -> None:
    failed = console("manage", "verify_journal", MULTAQA_HOME=str(tmp_path), MULTAQA_DATABASE_URL="")
    assert (failed.returncode, failed.stderr.count("\n")) == (1, 1)
    assert "Prepare it first: multaqa setup" in failed.stderr
