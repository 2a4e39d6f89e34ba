"""Pages that list what the code holds say what the code says."""

import re
from pathlib import Path

import pytest

from multaqa.config import reference

ROOT = Path(__file__).resolve().parents[2]
REFERENCE = ROOT / "docs" / "reference"
PAGES = [*ROOT.glob("*.md"), *ROOT.glob("docs/**/*.md"), *ROOT.glob("src/multaqa/**/README.md")]


def test_reference_pages_are_what_the_code_writes() -> None:
    assert reference.outdated(REFERENCE) == [], "run ./multaqa docs"


def test_every_setting_is_explained_and_every_explanation_is_a_setting() -> None:
    named = re.compile(r"MULTAQA_[A-Z_]+[A-Z]")
    in_code = set(named.findall((ROOT / "src" / "multaqa" / "config" / "settings.py").read_text()))
    assert set(named.findall((REFERENCE / "settings.md").read_text())) == in_code


def test_example_of_an_environment_names_settings_alone() -> None:
    lines = (ROOT / "deploy" / "environment.example").read_text().splitlines()
    named = {line.split("=")[0] for line in lines if not line.startswith("#")}
    assert named
    assert [name for name in named if f"`{name}`" not in (REFERENCE / "settings.md").read_text()] == []


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.relative_to(ROOT).as_posix())
def test_links_inside_the_house_lead_somewhere(page: Path) -> None:
    links = re.findall(r"\]\(([^)#]+)[^)]*\)", page.read_text())
    inside = [link for link in links if not re.match(r"[a-z]+:", link)]
    assert [link for link in inside if not (page.parent / link).exists()] == []
