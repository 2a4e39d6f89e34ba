"""Rows of a CSV file, and the column of it that holds the statements."""

import csv
import io
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from multaqa.analysis.text.documents.csv_files import SEPARATORS, separator_of
from multaqa.analysis.text.documents.decoding import decode
from multaqa.analysis.text.documents.records import UnreadableDocument
from multaqa.analysis.text.folding import fold

MOST_BYTES = 400_000_000
NAMES = tuple(
    fold(name).text
    for name in (
        "text", "texte", "statement", "énoncé", "statement_text", "contribution", "sentence", "phrase", "verbatim",
        "النص", "نص", "المساهمة", "مساهمة", "تصريح", "contenu", "content", "body", "message", "comment", "commentaire",
        "description", "proposition", "proposal", "expression",
    )
)  # fmt: skip
NO_SEPARATOR = "\x1f"  # the reader of rows wants one; no text holds it


class UnusableTable(ValueError):
    """What is wrong with a table, and what to do, in one line."""


@dataclass(frozen=True)
class Table:
    """Rows of a file by column; every row has every column."""

    columns: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    remarks: tuple[str, ...] = ()  # what to know of its encoding

    def column(self, name: str) -> list[str]:
        place = self.columns.index(name)
        return [row[place] for row in self.rows]


def read_table(path: Path) -> Table:
    """The rows behind the first, whatever the encoding and whichever of , ; tab | divides cells.

    Blank lines are no rows; a row of empty cells is one. Raises UnusableTable on an empty file, one that is no text
    and one without a row behind its heading; OSError where it cannot be opened.
    """
    if path.stat().st_size > MOST_BYTES:
        raise UnusableTable(f"{path} is larger than {MOST_BYTES // 1_000_000} MB: divide it.")
    try:
        text, remarks = decode(path.read_bytes(), MOST_BYTES)
    except UnreadableDocument as refused:
        raise UnusableTable(f"{path}: {refused} Save it as CSV in UTF-8.") from refused
    body = text.replace("\x00", "")
    if not body.strip():
        raise UnusableTable(f"{path} is empty. It needs a heading and a row for each statement.")
    csv.field_size_limit(max(len(body), 131_072))  # one limit for the whole process: never below its default
    rows = [row for row in csv.reader(io.StringIO(body, newline=""), delimiter=_separator(body)) if row]
    columns = tuple(name.strip() for name in rows[0])
    if len(rows) == 1:
        raise UnusableTable(f"{path} has a heading ({', '.join(columns)}) and no row behind it.")
    width = len(columns)
    cells = tuple(tuple((row + [""] * width)[:width]) for row in rows[1:])
    return Table(columns, cells, tuple(map(str, remarks)))


def texts_of(table: Table, column: str | None, path: Path) -> tuple[list[str], str]:
    """The statements of a table and the name of their column.

    Without a name it is a column called text, statement, النص ..., else the one with the most letters. Raises
    UnusableTable where the named column is not there.
    """
    if column is not None:
        wanted = fold(column).text
        named = [name for name in table.columns if name == column or fold(name).text == wanted]
        if not named:
            raise UnusableTable(f"{path} has no column {column!r}. Its columns are: {', '.join(table.columns)}.")
        return table.column(named[0]), named[0]
    name = _likely_column(table)
    return table.column(name), name


def _likely_column(table: Table) -> str:
    for known in NAMES:
        for name in table.columns:
            if fold(name).text == known:
                return name
    return max(table.columns, key=lambda name: _letters(table.column(name)))


def _letters(texts: Sequence[str]) -> int:
    return sum(sign.isalpha() for text in texts[:500] for sign in text)


def _separator(body: str) -> str:
    """What divides the heading; nothing where it names one column, whatever stands in the rows."""
    heading = next(line for line in body.splitlines() if line.strip())
    widths = {sign: len(next(csv.reader([heading], delimiter=sign))) for sign in SEPARATORS}
    most = max(widths.values())
    if most == 1:
        return NO_SEPARATOR
    likely = separator_of(body)
    return likely if widths[likely] == most else max(widths, key=widths.__getitem__)
