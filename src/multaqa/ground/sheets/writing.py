"""Writing tables that spreadsheets open rightly, and that `reading` reads back to the letter."""

import csv
import io
import re
from collections.abc import Iterable, Iterator, Sequence
from decimal import Decimal

from openpyxl import Workbook
from openpyxl.cell import WriteOnlyCell
from openpyxl.styles import Font

from multaqa.ground.sheets.safety import safe_cell
from multaqa.ground.sheets.tables import Cell, as_text

# Characters XML would lose, and texts that look like its escapes.
TO_ESCAPE = re.compile(r"_(?=x[0-9A-Fa-f]{4}_)|\r")
HEADER = Font(bold=True)


def write_csv(columns: Sequence[str], rows: Iterable[Sequence[Cell]]) -> bytes:
    """CSV in UTF-8, with the mark by which spreadsheets recognise Arabic, no cell of which runs as a formula."""
    return b"".join(csv_lines(columns, rows))


def csv_lines(columns: Sequence[str], rows: Iterable[Sequence[Cell]]) -> Iterator[bytes]:
    """The same line by line, so that a long table is never held in memory."""
    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\r\n")
    writer.writerow(columns)
    yield text.getvalue().encode("utf-8-sig")
    for row in rows:
        text.seek(0)
        text.truncate()
        writer.writerow([safe_cell(as_text(cell)) for cell in row])
        yield text.getvalue().encode()


def write_xlsx(columns: Sequence[str], rows: Iterable[Sequence[Cell]], *, title: str, language: str = "fr") -> bytes:
    """A workbook of one worksheet, read from right to left in Arabic."""
    book = Workbook(write_only=True)
    add_worksheet(book, title, columns, rows, language=language)
    return workbook_bytes(book)


def add_worksheet(
    book: Workbook, title: str, columns: Sequence[str], rows: Iterable[Sequence[Cell]], *, language: str
) -> None:
    worksheet = book.create_sheet(title)
    worksheet.sheet_view.rightToLeft = language == "ar"
    worksheet.freeze_panes = "A2"
    header = [_cell(worksheet, column) for column in columns]
    for cell in header:
        cell.font = HEADER
    worksheet.append(header)
    for row in rows:
        worksheet.append([_cell(worksheet, cell) for cell in row])


def workbook_bytes(book: Workbook) -> bytes:
    content = io.BytesIO()
    book.save(content)
    return content.getvalue()


def _cell(worksheet: object, value: Cell) -> WriteOnlyCell:
    if not isinstance(value, str):
        return WriteOnlyCell(worksheet, value=float(value) if isinstance(value, Decimal) else value)
    cell = WriteOnlyCell(worksheet, value=TO_ESCAPE.sub(_escape, value) or None)
    if value:
        cell.data_type = "s"  # text, even where it begins with =
    return cell


def _escape(found: re.Match[str]) -> str:
    return f"_x{ord(found[0]):04X}_"
