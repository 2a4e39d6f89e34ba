"""Reading the worksheets of a workbook (XLSX)."""

import io
import re
import warnings
import zipfile
from collections.abc import Iterator, Mapping
from datetime import date, datetime, time
from decimal import Decimal
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from openpyxl import load_workbook

from multaqa.ground.sheets.limits import Limits
from multaqa.ground.sheets.recognising import damaged_workbook
from multaqa.ground.sheets.refusals import Fault, Refusal, Refused
from multaqa.ground.sheets.tables import Cell, too_many_rows
from multaqa.ground.vocabulary.folding import fold

LAST_ROW = 1_048_576
MIDNIGHT = time()
# How the format writes a character that XML cannot hold.
ESCAPED = re.compile(r"_x([0-9A-Fa-f]{4})_")
DECLARED = re.compile(rb"<(?:\w+:)?sheet\s")
# A unit that only the format shows: 26 shown as “26 MDH” is no 26 dirhams.
SHOWN_UNIT = re.compile(r'"([^"]*)"')
CURRENCIES = frozenset(map(fold, ("", "DH", "DHS", "MAD", "درهم", "د.م.")))
NOTE = "_"


def workbook_lines(data: bytes, file: str, limits: Limits) -> Mapping[str, list[list[Cell]]]:
    """The rows of each visible worksheet, by its name; a worksheet whose name begins with _ is a note."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # about styles and drop-down lists we do not read
        try:
            book = load_workbook(io.BytesIO(data), read_only=True, keep_links=False)
            _refuse_lost_worksheets(data, len(book.sheetnames))
            worksheets = [sheet for sheet in book.worksheets if not sheet.title.startswith(NOTE)]
            return {sheet.title: list(_lines(sheet, f"{file}/{sheet.title}", limits)) for sheet in worksheets}
        except (Fault, Refused):
            raise
        except Exception:  # a damaged or forged workbook makes the library fail in every possible way
            raise damaged_workbook() from None


def _refuse_lost_worksheets(data: bytes, found: int) -> None:
    """The library passes over a worksheet whose part is missing, and its rows would be missed by nobody."""
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        if len(DECLARED.findall(archive.read("xl/workbook.xml"))) != found:
            raise damaged_workbook()


def _lines(sheet: Any, place: str, limits: Limits) -> Iterator[list[Cell]]:
    if sheet.sheet_state != "visible":
        raise Fault(
            _("The worksheet “%(name)s” is hidden.") % {"name": sheet.title},
            _("Show it if it belongs to the table, or delete it."),
        )
    _refuse_merged_cells(sheet)
    sheet.reset_dimensions()  # what a file says of its own size is not to be trusted
    header: list[Cell] = []
    seen = filled = 0
    for number, cells in enumerate(sheet.iter_rows(), start=1):
        if number > LAST_ROW:
            return
        if (seen := seen + len(cells)) > limits.cells:
            raise _too_many_cells(limits)
        line = [_cell(cell, place, number, header) for cell in cells]
        if (filled := filled + any(cell != "" for cell in line)) > limits.rows + 1:
            raise Refused([too_many_rows(place, number, limits)])
        header = header or line
        yield line


def _refuse_merged_cells(sheet: Any) -> None:
    with sheet._get_source() as source:  # the read-only reader passes over merged cells in silence
        merged = b"<mergeCell " in source.read()
    if merged:
        raise Fault(
            _("The worksheet “%(name)s” has merged cells, of which only the first holds its value.")
            % {"name": sheet.title},
            _("Undo the merging and write the value in each row."),
        )


def _cell(cell: Any, place: str, number: int, header: list[Cell]) -> Cell:
    value = cell.value
    if value is None:
        return ""
    if cell.data_type in ("f", "e"):
        raise Refused([_calculated(cell, place, number, header)])
    if isinstance(value, bool):
        return value
    if isinstance(value, int | float):
        return _number(Decimal(f"{value:.15g}"), str(cell.number_format))
    if isinstance(value, datetime):
        return value.date() if value.time() == MIDNIGHT else value.isoformat(" ", "seconds")
    if isinstance(value, date):
        return value
    return _unescaped(str(value))


def _number(number: Decimal, number_format: str) -> Cell:
    """The number, or what is shown where the format alone makes it another quantity."""
    if "%" in number_format:
        return f"{(number * 100).normalize():f}%"
    unit = " ".join(SHOWN_UNIT.findall(number_format)).strip()
    return number if fold(unit) in CURRENCIES else f"{number.normalize():f} {unit}"


def _unescaped(text: str) -> str:
    if not ESCAPED.search(text):
        return text
    characters = ESCAPED.sub(lambda found: chr(int(found[1], 16)), text)
    # A letter may be escaped in two halves; half a letter is a lost one.
    return characters.encode("utf-16-le", "surrogatepass").decode("utf-16-le", "replace")


def _calculated(cell: Any, place: str, number: int, header: list[Cell]) -> Refusal:
    name = str(header[cell.column - 1]) if cell.column <= len(header) else cell.column_letter
    if cell.data_type == "e":
        reason = _("The cell holds an error of the spreadsheet program.")
        remedy = _("Correct the cell, or empty it when the value is unknown.")
    else:
        reason = _("The cell holds a formula; only values are read.")
        remedy = _("Copy the cell and paste it as a value.")
    return Refusal(place, reason, remedy, number, name, str(cell.value))


def _too_many_cells(limits: Limits) -> Fault:
    return Fault(
        ngettext("The worksheet has more than %(n)s cell.", "The worksheet has more than %(n)s cells.", limits.cells)
        % {"n": limits.cells},
        _("Delete the empty rows and columns around the table, or divide it."),
    )
