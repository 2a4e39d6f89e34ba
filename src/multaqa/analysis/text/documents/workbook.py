"""XLSX: each visible worksheet is a page, each row a paragraph, cells parted by tabs; values, not formulas."""

import io
import re
import warnings
from collections.abc import Iterator
from datetime import date, datetime, time
from typing import Any

from openpyxl import load_workbook

from multaqa.analysis.text.documents.archives import check_archive
from multaqa.analysis.text.documents.drafts import Draft
from multaqa.analysis.text.documents.records import DocumentText, Limits, UnreadableDocument

MIDNIGHT = time()
# How the format writes a character that XML cannot hold.
ESCAPED = re.compile(r"_x([0-9A-Fa-f]{4})_")
# A unit that only the format shows: 26 shown as “26 MDH”.
SHOWN_UNIT = re.compile(r'"([^"]*)"')
FORMULA_WITHOUT_VALUE = re.compile(rb"<f[ >/](?:(?!</?c[ >]).){0,2000}?(?:</f>|/>)\s*(?:<v\s*/>|<v></v>)?\s*</c>", re.S)


def read(data: bytes, limits: Limits) -> DocumentText:
    check_archive(data, "xlsx", limits)
    draft = Draft(limits)
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # about styles and drop-down lists we do not read
        try:
            _read_sheets(load_workbook(io.BytesIO(data), read_only=True, data_only=True, keep_links=False), draft)
        except (UnreadableDocument, MemoryError):
            raise
        except Exception:  # a damaged or forged workbook makes the library fail in every possible way
            raise UnreadableDocument("damaged", format="xlsx") from None
    return draft.finished("xlsx")


def _read_sheets(book: Any, draft: Draft) -> None:
    cells = without_value = 0
    for sheet in book.worksheets:
        if sheet.sheet_state != "visible":
            draft.remark("hidden_sheet", name=sheet.title)
            continue
        with sheet._get_source() as source:  # a formula without stored result looks like an empty cell
            without_value += len(FORMULA_WITHOUT_VALUE.findall(source.read()))
        sheet.reset_dimensions()  # what a file says of its own size is not to be trusted
        for row in sheet.iter_rows():
            cells += len(row)
            if cells > draft.limits.cells:
                raise UnreadableDocument("too_many_cells", most=draft.limits.cells)
            draft.add_row([_shown(cell) for cell in row])
        draft.turn_page()
    if without_value:
        draft.remark("formulas_without_values", n=without_value)


def _shown(cell: Any) -> str:
    value = cell.value
    if value is None or cell.data_type == "e":
        return ""
    if isinstance(value, bool):
        return "✓" if value else "✗"
    if isinstance(value, int | float):
        return "".join(_number(value, str(cell.number_format)))
    if isinstance(value, datetime):
        return value.date().isoformat() if value.time() == MIDNIGHT else value.isoformat(" ", "minutes")
    if isinstance(value, date | time):
        return value.isoformat()
    return _unescaped(str(value))


def _number(value: float, number_format: str) -> Iterator[str]:
    """The number, with the unit or per cent sign that only its format shows."""
    if "%" in number_format:
        yield f"{value * 100:.10g}%"
        return
    yield f"{value:.15g}" if abs(value) < 1e15 else str(value)
    if unit := " ".join(SHOWN_UNIT.findall(number_format)).strip():
        yield f" {unit}"


def _unescaped(text: str) -> str:
    if not ESCAPED.search(text):
        return text
    letters = ESCAPED.sub(lambda found: chr(int(found[1], 16)), text)
    # A letter may be escaped in two halves; half a letter is a lost one.
    return letters.encode("utf-16-le", "surrogatepass").decode("utf-16-le", "replace")
