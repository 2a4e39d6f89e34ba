"""The reference page of a round's folder, written from the declarations themselves."""

from collections.abc import Sequence

from django.utils import translation

from multaqa.ground.sheets.sheets import Sheet, registered_sheets
from multaqa.ground.sheets.templates import column_help

OPENING = """# A round's folder

One folder with one CSV file per sheet (`statements.csv`), or one XLSX workbook with one worksheet per sheet
(`statements`); longer texts stand as `.txt` files under `documents/`. Every sheet may be left out.

- The first row names the columns. Their order is free; a column that no row needs may be left out.
- `*_ar`, `*_fr` and `*_en` are one text in three languages. Where it is required, Arabic and French are.
- A list inside a cell is parted by `;`. An empty cell means unknown, never zero.
- Dates are read as 2022-01-31, 31/01/2022, 31 janvier 2022, الاثنين 31 يناير 2022 or 12 رجب 1443, an hour after them is
  passed over; numbers with western or Arabic digits.
- Rows refer to each other by code. A row with several key columns is named by all of them, joined by `:`.
- CSV is read in UTF-8, UTF-16, Windows-1256 and Windows-1252, parted by comma, semicolon, tab or `|`.
- A worksheet whose name begins with `_` is a note and is not read.
- Where a sheet has both `source` and `illustrative`, each row names a source or is illustrative, never both.

Nothing is written unless every row of every sheet can be. Sheets are loaded in the order of this page.
"""


def describe_sheets(sheets: Sequence[Sheet] | None = None) -> str:
    """The page in Markdown and in English, for docs/reference/round-folder.md."""
    with translation.override("en"):
        chosen = registered_sheets() if sheets is None else sheets
        return "\n".join([OPENING, *(_section(sheet) for sheet in chosen)])


def _section(sheet: Sheet) -> str:
    lines = [f"## {sheet.name}", "", f"{sheet.title}. {sheet.help}".strip(), ""]
    if sheet.key:
        lines += ["Key: " + ", ".join(f"`{column}`" for column in sheet.key) + ".", ""]
    lines += ["| Column | What stands there | Needed | Meaning |", "|---|---|---|---|"]
    lines += ["| `{}` | {} | {} | {} |".format(*map(_in_a_cell, row)) for row in column_help(sheet)]
    return "\n".join([*lines, ""])


def _in_a_cell(text: str) -> str:
    return text.replace("|", "\\|").replace("\n", " ")
