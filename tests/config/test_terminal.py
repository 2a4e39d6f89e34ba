"""A command speaks the language of whoever typed it, and to a program the same in every language."""

import json
import subprocess
import sys
from pathlib import Path

import pytest

from multaqa.config import cli, terminal
from multaqa.config.messages import sentences
from tests.config.test_cli import ROOT, console


@pytest.mark.parametrize(
    ("variables", "spoken"),
    [
        ({}, "en"),
        ({"LANG": "ar_MA.UTF-8"}, "ar"),
        ({"LANG": "fr_FR@euro"}, "fr"),
        ({"LANG": "ar_MA.UTF-8", "LC_MESSAGES": "fr_MA.UTF-8"}, "fr"),
        ({"LC_MESSAGES": "fr_MA.UTF-8", "LC_ALL": "C.UTF-8"}, "en"),
        ({"LANG": "ar", "LC_ALL": ""}, "ar"),
        ({"LANG": "de_DE.UTF-8"}, "en"),
    ],
)
def test_first_variable_that_says_something_decides(
    monkeypatch: pytest.MonkeyPatch, variables: dict[str, str], spoken: str
) -> None:
    for name in ("LC_ALL", "LC_MESSAGES", "LANG"):
        monkeypatch.delenv(name, raising=False)
    for name, value in variables.items():
        monkeypatch.setenv(name, value)
    assert terminal.language() == spoken


def test_words_are_english_until_the_catalogues_are_compiled(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("LC_ALL", "ar_MA.UTF-8")
    monkeypatch.setattr(terminal, "LOCALE", tmp_path)
    terminal.sentences.cache_clear()
    try:
        assert cli.explanation().startswith("Multaqa: what a region said")
    finally:
        terminal.sentences.cache_clear()


@pytest.mark.parametrize(
    ("spoken", "opening"),
    [("fr_MA.UTF-8", "Multaqa\u00a0: ce qu’une région a dit"), ("ar_MA.UTF-8", "ملتقى: ما قالته الجهة")],
)
def test_script_explains_itself_in_the_language_of_the_terminal(
    monkeypatch: pytest.MonkeyPatch, spoken: str, opening: str
) -> None:
    monkeypatch.setenv("LC_ALL", spoken)
    explained = subprocess.run([sys.executable, ROOT / "multaqa"], capture_output=True, encoding="utf-8", check=True)
    assert explained.stdout.startswith(opening)
    assert [word.name for word in cli.WORDS if f"multaqa {word.name} " not in explained.stdout] == []


def test_sentences_of_the_script_are_in_the_catalogues() -> None:
    found = sentences(ROOT / "src" / "multaqa")
    assert found.get("%(program)s was not found. Remove %(folder)s and start again.").locations == [("multaqa", 0)]


def test_doctor_tells_a_person_in_arabic_and_a_program_by_the_same_names(tmp_path: Path) -> None:
    wrong = {"MULTAQA_HOME": str(tmp_path), "MULTAQA_URL": "https://example.org", "MULTAQA_SEALING_KEYS": "short"}
    told = console("doctor", LC_ALL="ar_MA.UTF-8", **wrong)
    assert "قوة مفاتيح الختم" in told.stdout
    assert told.stderr.startswith("يجب إصلاح: تحديثات الجداول، ")
    facts = json.loads(console("doctor", "--json", LC_ALL="ar_MA.UTF-8", **wrong).stdout)
    assert {"migrations", "hosts", "sealing"} <= {finding["subject"] for finding in facts}


def test_setting_that_cannot_be_is_refused_in_the_language_of_the_terminal() -> None:
    refused = console("manage", "check", LC_ALL="fr_MA.UTF-8", MULTAQA_SESSION_HOURS="dix")
    assert refused.stderr.startswith("MULTAQA_SESSION_HOURS vaut «\u00a0dix\u00a0»\u00a0: donnez un nombre entier")


def test_checks_of_a_configuration_are_each_on_a_line() -> None:
    found = console("manage", "check", MULTAQA_URL="https://example.org", MULTAQA_SEALING_KEYS="short")
    assert found.returncode == 1
    assert "HINT: Add it to MULTAQA_HOSTS." in [line.strip() for line in found.stderr.splitlines()]
