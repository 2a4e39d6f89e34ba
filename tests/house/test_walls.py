"""The walls stand, and they are walls: each kind of breach, planted in a copy of the house, is found."""

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]

BREACHES = {
    "The mission flows one way": ("listen/meetings/rules.py", "from multaqa.fund.agreements import models"),
    "No room and no noun goes round": ("plan/strategy/models.py", "from multaqa.plan.measures import models"),
    "What the ground stands on": ("ground/vocabulary/folding.py", "from multaqa.ground.people import models"),
    "Tables and reads never call deeds": ("listen/meetings/models.py", "from multaqa.listen.rounds import actions"),
    "Inside a noun": ("listen/meetings/queries.py", "from multaqa.listen.meetings import actions"),
    "Only listen writes what is listen's": ("plan/measures/queries.py", "from multaqa.listen.meetings import actions"),
}


def walls(folder: Path) -> subprocess.CompletedProcess[str]:
    environment = {**os.environ, "PYTHONPATH": str(folder / "src"), "COLUMNS": "200"}
    command = [Path(sys.executable).parent / "lint-imports", "--no-logo", "--no-cache"]
    return subprocess.run(command, cwd=folder, env=environment, capture_output=True, text=True, check=False)


@pytest.fixture
def house(tmp_path: Path) -> Path:
    only_python = shutil.ignore_patterns("static", "templates", "assets", "locale", "demo", "__pycache__")
    shutil.copytree(ROOT / "src" / "multaqa", tmp_path / "src" / "multaqa", ignore=only_python)
    shutil.copy(ROOT / "pyproject.toml", tmp_path)
    return tmp_path


@pytest.mark.parametrize(("wall", "breach"), BREACHES.items())
def test_walls_find_a_planted_breach(house: Path, wall: str, breach: tuple[str, str]) -> None:
    file, line = breach
    with (house / "src" / "multaqa" / file).open("a") as code:
        code.write(f"\n{line}\n")
    broken = [said for said in walls(house).stdout.splitlines() if "BROKEN" in said]
    assert any(said.startswith(wall) for said in broken), broken


def test_no_contract_has_an_exceptions_list() -> None:
    assert "ignore_imports" not in (ROOT / "pyproject.toml").read_text()
