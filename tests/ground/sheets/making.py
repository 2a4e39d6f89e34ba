"""Files as people bring them, made byte by byte."""

import io
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest
from openpyxl import Workbook

from multaqa.ground.sheets.limits import DEFAULT_LIMITS, Limits
from multaqa.ground.sheets.reading import read_table
from multaqa.ground.sheets.refusals import Refusal, Refused
from multaqa.ground.sheets.tables import Cell, Row, Table


def read(content: bytes | str, name: str = "rows.csv", limits: Limits = DEFAULT_LIMITS) -> Table:
    data = content.encode() if isinstance(content, str) else content
    return read_table(io.BytesIO(data), name, limits)


def refusals(content: bytes | str, name: str = "rows.csv", limits: Limits = DEFAULT_LIMITS) -> tuple[Refusal, ...]:
    with pytest.raises(Refused) as caught:
        read(content, name, limits)
    return caught.value.refusals


def only_refusal(content: bytes | str, name: str = "rows.csv", limits: Limits = DEFAULT_LIMITS) -> Refusal:
    found = refusals(content, name, limits)
    assert len(found) == 1
    return found[0]


def workbook(fill: Callable[[Workbook], None]) -> bytes:
    book = Workbook()
    fill(book)
    content = io.BytesIO()
    book.save(content)
    return content.getvalue()


def workbook_of(*rows: list[object]) -> bytes:
    def fill(book: Workbook) -> None:
        for row in rows:
            book.active.append(row)

    return workbook(fill)


def with_member(data: bytes, name: str, content: bytes) -> bytes:
    """The archive with one member added or put in the place of another."""
    made = io.BytesIO(without_member(data, name))
    with zipfile.ZipFile(made, "a", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr(name, content)
    return made.getvalue()


def without_member(data: bytes, name: str) -> bytes:
    made = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as before, zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as after:
        for member in before.namelist():
            if member != name:
                after.writestr(member, before.read(member))
    return made.getvalue()


def table(columns: list[str], *rows: list[Cell], file: str = "rows.csv") -> Table:
    numbered = (Row(number, dict(zip(columns, row, strict=True))) for number, row in enumerate(rows, start=2))
    return Table(file, tuple(columns), tuple(numbered))


def write_folder(path: Path, **sheets: str) -> Path:
    for name, text in sheets.items():
        (path / f"{name}.csv").write_text(text, encoding="utf-8")
    return path
