"""Reading the worksheets of a workbook (XLSX)."""

import io
import re
import warnings
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
from multaqa.ground.sheets.tables import Cell

LAST_ROW = 1_048_576
MIDNIGHT = time()
# How the format writes a character that XML cannot hold.
ESCAPED = re.compile(r"_x([0-9A-Fa-f]{4})_")
NOTE = "_"


def workbook_lines(data: bytes, file: str, limits: Limits) -> Mapping[str, list[list[Cell]]]:
    """The rows of each visible worksheet, by its name; a worksheet whose name begins with _ is a note."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # about styles and drop-down lists we do not read
        try:
            book = load_workbook(io.BytesIO(data), read_only=True, keep_links=False)
            worksheets = [sheet for sheet in book.worksheets if not sheet.title.startswith(NOTE)]
            return {sheet.title: list(_lines(sheet, f"{file}/{sheet.title}", limits)) for sheet in worksheets}
        except (Fault, Refused):
            raise
        except Exception:  # a damaged or forged workbook makes the library fail in every possible way
            raise damaged_workbook() from None


def _lines(sheet: Any, place: str, limits: Limits) -> Iterator[list[Cell]]:
    if sheet.sheet_state != "visible":
        raise Fault(
            _("The worksheet “%(name)s” is hidden.") % {"name": sheet.title},
            _("Show it if it belongs to the table, or delete it."),
        )
    _refuse_merged_cells(sheet)
    sheet.reset_dimensions()  # what a file says of its own size is not to be trusted
    header: list[Cell] = []
    seen = 0
    for number, cells in enumerate(sheet.iter_rows(), start=1):
        if number > LAST_ROW:
            return
        if (seen := seen + len(cells)) > limits.cells:
            raise _too_many_cells(limits)
        line = [_cell(cell, place, number, header) for cell in cells]
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
        number_read = Decimal(f"{value:.15g}")
        return f"{(number_read * 100).normalize():f}%" if "%" in str(cell.number_format) else number_read
    if isinstance(value, datetime):
        return value.date() if value.time() == MIDNIGHT else value.isoformat(" ", "seconds")
    if isinstance(value, date):
        return value
    return ESCAPED.sub(lambda found: chr(int(found[1], 16)), str(value))


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
