import os
import subprocess
import sys
from pathlib import Path

import pytest

from multaqa.config.checks import configuration

SETTINGS = [sys.executable, "-c", "import multaqa.config.settings as s; print(s.SEALING_KEYS)"]


def started(home: Path, **environment: str) -> subprocess.CompletedProcess[str]:
    kept = {name: value for name, value in os.environ.items() if not name.startswith("MULTAQA_")}
    settings = {**kept, "MULTAQA_HOME": str(home), **environment}
    return subprocess.run(SETTINGS, capture_output=True, text=True, env=settings, check=False)


def test_public_installation_without_a_sealing_key_does_not_start_and_says_how_to_make_one(tmp_path: Path) -> None:
    refused = started(tmp_path, MULTAQA_URL="https://multaqa.example.org")
    assert refused.returncode == 1
    assert "ImproperlyConfigured: MULTAQA_SEALING_KEYS is not set" in refused.stderr
    assert "openssl rand -base64 32" in refused.stderr
    assert not (tmp_path / "sealing_key").exists()
    given = started(tmp_path, MULTAQA_URL="https://multaqa.example.org", MULTAQA_SEALING_KEYS="new,old")
    assert given.stdout == "['new', 'old']\n"


@pytest.mark.parametrize("environment", [{"MULTAQA_DEMO": "1"}, {"MULTAQA_URL": "http://localhost:8000"}])
def test_demonstration_makes_its_own_key_once_for_its_owner_alone(tmp_path: Path, environment: dict[str, str]) -> None:
    first, second = (started(tmp_path, **environment).stdout for _ in range(2))
    assert first == second == f"{[(tmp_path / 'sealing_key').read_text()]}\n"
    assert (tmp_path / "sealing_key").stat().st_mode & 0o777 == 0o600


@pytest.mark.parametrize(("keys", "found"), [(["k" * 43], []), (["k" * 43, "short"], ["multaqa.sealing"])])
def test_key_that_could_be_guessed_is_refused(settings: object, keys: list[str], found: list[str]) -> None:
    settings.PUBLIC_URL, settings.SEALING_KEYS = "https://multaqa.example.org", keys
    assert [problem.id for problem in configuration() if problem.id == "multaqa.sealing"] == found
