"""Cells that a spreadsheet would run as a formula, on their way out and on their way in.

CSV has no types: a program that opens it runs “=…” as a formula. What we write is escaped by an apostrophe,
as spreadsheets themselves do, and reading takes exactly that apostrophe away: the text survives the trip.
"""

import re

FORMULA = re.compile(r"[=+\-@\t\r\n\uff1d\uff0b\uff0d\uff20]")
PLAIN_NUMBER = re.compile(r"[+-]?\d+([.,]\d+)?")


def looks_like_formula(text: str) -> bool:
    """Whether a spreadsheet could run this cell; a plain signed number is harmless."""
    return bool(FORMULA.match(text)) and not PLAIN_NUMBER.fullmatch(text)


def safe_cell(text: str) -> str:
    """The cell as it may stand in a CSV that we give to others."""
    return f"'{text}" if looks_like_formula(text.lstrip("'")) else text


def unescaped(cell: str) -> str:
    """The cell as it was before `safe_cell`."""
    return cell[1:] if cell.startswith("'") and looks_like_formula(cell.lstrip("'")) else cell
