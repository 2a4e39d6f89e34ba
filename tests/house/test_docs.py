"""Pages that list what the code holds say what the code says."""

import ast
import csv
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from multaqa.config import reference
from multaqa.ground.people.starting import OF_ADMINISTRATORS, ROLE_TEMPLATES

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


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.relative_to(ROOT).as_posix())
def test_names_of_the_code_are_where_a_page_says(page: Path) -> None:
    """A link such as [`listen/statements/actions.py: capture_statement`](...) names what stands in that file."""
    named = re.findall(r"\[`([^`]+\.py): ([^`]+)`\]\(([^)]+)\)", page.read_text())
    wrong = [
        f"{path}: {name}"
        for path, names, link in named
        for name in names.split(", ")
        if not (page.parent / link).resolve().as_posix().endswith(path) or name not in _names_in(page.parent / link)
    ]
    assert wrong == []


def test_walk_through_the_code_names_every_stage() -> None:
    walk = (ROOT / "docs" / "explanation" / "one-expectation-through-the-code.md").read_text()
    stages = {path.split("/")[0] for path in re.findall(r"\[`([^`]+\.py): ", walk)}
    assert stages >= {"ground", "listen", "understand", "plan", "fund", "deliver", "accountability"}


def _names_in(file: Path) -> Iterator[str]:
    """Classes, functions and constants of a module, and the methods of its classes as Class.method."""
    for node in ast.parse(file.read_text()).body:
        if isinstance(node, ast.FunctionDef | ast.ClassDef):
            yield node.name
        if isinstance(node, ast.ClassDef):
            yield from (f"{node.name}.{method.name}" for method in node.body if isinstance(method, ast.FunctionDef))
        targets = node.targets if isinstance(node, ast.Assign) else [getattr(node, "target", None)]
        yield from (target.id for target in targets if isinstance(target, ast.Name))


def test_rights_page_lists_the_roles_as_they_ship() -> None:
    with ROLE_TEMPLATES.open(encoding="utf-8", newline="") as file:
        shipped = {row["code"]: row["verbs"].split(";") for row in csv.DictReader(file)}
    page = (REFERENCE / "rights.md").read_text()
    rows = re.findall(r"^\| `(\w+)` \|[^|]+\|[^|]+\| (.+) \|$", page, re.MULTILINE)
    assert {code: verbs.strip("`").split("`, `") for code, verbs in rows} == shipped


def test_rights_page_explains_every_verb_that_a_role_holds() -> None:
    with ROLE_TEMPLATES.open(encoding="utf-8", newline="") as file:
        held = {verb for row in csv.DictReader(file) for verb in row["verbs"].split(";")} - {"*"}
    explained = re.findall(r"^\| `(\w+\.\w+)` \|", (REFERENCE / "rights.md").read_text(), re.MULTILINE)
    assert sorted(explained) == sorted(held | set(OF_ADMINISTRATORS))


@pytest.mark.parametrize("language", ["fr", "ar"])
def test_readmes_say_the_same_in_three_languages(language: str) -> None:
    english, other = _skeleton("README.md"), _skeleton(f"README.{language}.md")
    assert other == english


def _skeleton(name: str) -> dict[str, list[str]]:
    """What a translation may not lose: headings, pictures and what is typed."""
    text = (ROOT / name).read_text()
    return {
        "headings": re.findall(r"^(#+) ", text, re.MULTILINE),
        "pictures": re.findall(r"docs/images/[\w.-]+", text),
        "typed": re.findall(r"^(?:cd|\./multaqa).*$", text, re.MULTILINE),
    }
