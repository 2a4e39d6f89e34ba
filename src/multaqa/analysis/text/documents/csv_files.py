"""CSV: rows of cells, whichever of comma, semicolon, tab or bar divides them."""

import csv
import io
import re
from collections import Counter

from multaqa.analysis.text.documents.decoding import decode
from multaqa.analysis.text.documents.drafts import Draft
from multaqa.analysis.text.documents.records import DocumentText, Limits, UnreadableDocument

SEPARATORS = (";", ",", "\t", "|")
DIRECTIVE = re.compile(r'\ufeff?sep=([^"\r\n])\r?\n')  # what Excel writes on top
ROWS_TO_JUDGE_BY = 50
csv.field_size_limit(1_000_000_000)  # the text as a whole is measured, and a cell may be all of it


def read(data: bytes, limits: Limits) -> DocumentText:
    text, remarks = decode(data, limits.characters)
    draft = Draft(limits)
    draft.remarks += remarks
    cells = 0
    for row in _rows(text):
        cells += len(row)
        if cells > limits.cells:
            raise UnreadableDocument("too_many_cells", most=limits.cells)
        draft.add_row(row)
    return draft.finished("csv")


def _rows(text: str) -> list[list[str]]:
    """The rows; a file whose quotation marks don't match is divided line by line, for nothing may get lost."""
    directive = DIRECTIVE.match(text)
    body = text[directive.end() :] if directive else text
    body = body.replace("\x00", "")  # cut files are often padded with these, and the reader of rows refuses them
    separator = directive[1] if directive else separator_of(body)
    try:
        return list(csv.reader(io.StringIO(body, newline=""), delimiter=separator, strict=True))
    except csv.Error:
        return [line.split(separator) for line in body.splitlines()]


def separator_of(text: str) -> str:
    """The separator that divides most of the first rows into the same number of cells, the more the better."""
    lines = [line for line in text[:100_000].splitlines() if line.strip()][:ROWS_TO_JUDGE_BY]

    def fit(separator: str) -> tuple[int, int]:
        widths = Counter(width for line in lines if (width := _width(line, separator)) > 1)
        width, rows = widths.most_common(1)[0] if widths else (0, 0)
        return rows, width

    return max(SEPARATORS, key=fit)


def _width(line: str, separator: str) -> int:
    return len(next(csv.reader([line], delimiter=separator), []))
