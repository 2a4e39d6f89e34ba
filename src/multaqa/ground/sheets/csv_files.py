"""Reading the text of a CSV file: which separator, which cells."""

import csv
import io
import re
from collections.abc import Iterator

from django.utils.translation import gettext as _

from multaqa.ground.sheets.refusals import Fault, Refusal, Refused
from multaqa.ground.sheets.safety import unescaped

SEPARATORS = (",", ";", "\t", "|")
DIRECTIVE = re.compile(r'sep=([^"\r\n])\r?\n')


def csv_lines(text: str, file: str) -> Iterator[list[str]]:
    """The cells of each row; a quoted cell may hold the separator and line ends."""
    directive = DIRECTIVE.match(text)
    body = text[directive.end() :] if directive else text
    separator = directive[1] if directive else _separator(body)
    read = 0
    reader = csv.reader(io.StringIO(body, newline=""), delimiter=separator, strict=True)
    try:
        for cells in reader:
            yield [unescaped(cell) for cell in cells]
            read += 1
    except csv.Error:
        raise Refused([_broken_row(file, read + 1)]) from None


def _separator(text: str) -> str:
    """The separator that divides the first row into the most cells."""
    found = {separator: _width(text, separator) for separator in SEPARATORS}
    widest = max(found.values())
    candidates = [separator for separator, width in found.items() if width == widest]
    if len(candidates) > 1 and widest > 1:
        raise Fault(
            _("The first row can be divided in more than one way, so the separator is uncertain."),
            _("Use one separator only (comma, semicolon, tab or |) and keep it out of the column names."),
        )
    return candidates[0]


def _width(text: str, separator: str) -> int:
    try:
        return len(next(csv.reader(io.StringIO(text, newline=""), delimiter=separator), []))
    except csv.Error:
        return 0


def _broken_row(file: str, row: int) -> Refusal:
    return Refusal(
        file,
        _("The quotation marks of this row do not match, or a cell is far too long."),
        _("Write a quotation mark inside a quoted cell twice, and close each quoted cell."),
        row,
    )
