"""Habits that no linter of ours knows."""

import ast
import re
from collections.abc import Iterator
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
SOURCE = ROOT / "src" / "multaqa"
PYTHON = [path for path in SOURCE.rglob("*.py") if "migrations" not in path.parts]
WRITTEN = {".py", ".html", ".css", ".js"}
TEXT = [path for path in SOURCE.rglob("*") if path.suffix in WRITTEN and "build" not in path.parts]
PHYSICAL = re.compile(
    r"-(?:left|right)\b|text-align:\s*(?:left|right)|float:\s*(?:left|right)|\b(?:left|right):\s*-?\d"
)


def test_nothing_is_left_to_do_later() -> None:
    later = re.compile(r"\b(?:TODO|FIXME|XXX|HACK)\b")
    assert [f"{path}: {found[0]}" for path in TEXT if (found := later.search(path.read_text()))] == []


def test_no_room_is_a_drawer_for_everything() -> None:
    drawers = {"common", "utils", "helpers", "core", "misc"}
    assert [path for path in SOURCE.rglob("*") if path.stem in drawers and "build" not in path.parts] == []


def test_sheets_know_no_left_and_right() -> None:
    sheets = [path for path in TEXT if path.suffix == ".css"]
    assert sheets
    assert [f"{path}: {found[0]}" for path in sheets if (found := PHYSICAL.search(path.read_text()))] == []


def test_templates_hold_no_inline_script_style_or_handler() -> None:
    inline = re.compile(r"<script(?![^>]*\bsrc=)|<style|\sstyle=|\son[a-z]+=|javascript:")
    # The sheet of a paper or a mail travels inside it, to the maker of PDF or to the reader's mail: no page of ours.
    pages = [path for path in TEXT if path.suffix == ".html" and path.stem not in {"paper", "mail"}]
    assert pages
    assert [f"{path}: {found[0]}" for path in pages if (found := inline.search(path.read_text()))] == []


def imports_inside_functions(code: str) -> Iterator[int]:
    """The line of the first import of each run of them: one reason serves the run."""
    functions = (node for node in ast.walk(ast.parse(code)) if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef))
    for block in (node for function in functions for node in ast.walk(function)):
        body = getattr(block, "body", None)
        lines = body if isinstance(body, list) else []
        yield from [node.lineno for node in lines if isinstance(node, ast.Import | ast.ImportFrom)][:1]


def silent_imports(path: Path) -> list[str]:
    lines = path.read_text().splitlines()
    found = imports_inside_functions("\n".join(lines))
    silent = [n for n in found if "#" not in lines[n - 1] and not lines[n - 2].strip().startswith("#")]
    return [f"{path.relative_to(SOURCE)}:{number}" for number in silent]


def test_an_import_inside_a_function_gives_its_reason() -> None:
    silent = [place for path in PYTHON for place in silent_imports(path)]
    assert silent == [], "say in a comment why these imports do not stand at the top"
