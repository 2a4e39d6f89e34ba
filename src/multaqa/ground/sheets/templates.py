"""Empty templates and filled examples of the sheets, in the reader's language."""

from collections.abc import Iterable, Sequence
from typing import Any

from django.utils import translation
from django.utils.translation import gettext as _
from openpyxl import Workbook
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.datavalidation import DataValidation

from multaqa.ground.sheets.columns import Column
from multaqa.ground.sheets.recognising import Format
from multaqa.ground.sheets.sheets import Sheet
from multaqa.ground.sheets.tables import Cell
from multaqa.ground.sheets.writing import add_worksheet, workbook_bytes, write_csv
from multaqa.ui.formats import listed

MANY_CHOICES = 40  # currencies, of which three show what is meant
LONGEST_DROP_DOWN = 255  # characters, in the format itself
EXAMPLES = {
    "code": "code-1",
    "integer": "12",
    "decimal": "26000000.50",
    "date": "2022-01-31",
    "boolean": "yes",
    "document": "documents/minutes-ar.txt",
}
EXAMPLE_WORDS = {"ar": "نص بالعربية", "fr": "Texte en français", "en": "Text in English"}


def template(sheet: Sheet, form: Format, language: str) -> bytes:
    """The sheet with its header and no row."""
    return _file([sheet], form, language, filled=False)


def example(sheet: Sheet, form: Format, language: str) -> bytes:
    """The sheet with one row that its own columns accept."""
    return _file([sheet], form, language, filled=True)


def folder_template(sheets: Sequence[Sheet], language: str) -> bytes:
    """One workbook with a worksheet for each sheet, to be filled in and loaded as a folder."""
    return _file(sheets, "xlsx", language, filled=False)


def column_help(sheet: Sheet) -> list[tuple[str, str, str, str]]:
    """Of each header: its name, what stands there, whether it is needed, and what it means."""
    return [
        (header, kind_in_words(column), _need(column, header), str(column.help))
        for column in sheet.columns
        for header in column.headers
    ]


def kind_in_words(column: Column) -> str:
    words = _kinds()[column.kind]
    if column.choices:
        few = len(column.choices) <= MANY_CHOICES
        shown = [_choice(code, str(label)) for code, label in (column.choices if few else column.choices[:3])]
        choices = listed(shown if few else [*shown, "…"])
        words = _("%(kind)s: %(choices)s") % {"kind": words, "choices": choices}
    if column.refers_to:
        words = _("%(kind)s of a row of %(sheet)s") % {"kind": words, "sheet": column.refers_to}
    return _("list parted by “;”, of: %(kind)s") % {"kind": words} if column.many else words


def _choice(code: str, label: str) -> str:
    return code if code == label else _("%(code)s (%(label)s)") % {"code": code, "label": label}


def _kinds() -> dict[str, str]:
    return {
        "text": _("text"),
        "code": _("code"),
        "words": _("text"),
        "integer": _("whole number"),
        "decimal": _("number"),
        "date": _("date (2022-01-31)"),
        "boolean": _("yes or no"),
        "choice": _("one of"),
        "document": _("file under documents/"),
    }


def _need(column: Column, header: str) -> str:
    return _("required") if header in column.required_headers else _("optional")


def _file(sheets: Sequence[Sheet], form: Format, language: str, *, filled: bool) -> bytes:
    with translation.override(language):
        if form == "csv":
            return write_csv(sheets[0].headers, _rows(sheets[0], filled))
        book = Workbook(write_only=True)
        for sheet in sheets:
            add_worksheet(book, sheet.name, sheet.headers, _rows(sheet, filled), language=language)
            _add_drop_downs(book[sheet.name], sheet)
        for sheet in sheets:
            add_worksheet(book, _notes_name(sheet, sheets), _help_header(), column_help(sheet), language=language)
        return workbook_bytes(book)


def _notes_name(sheet: Sheet, sheets: Sequence[Sheet]) -> str:
    """A worksheet whose name begins with _ is a note: reading passes over it. Names end at 31 characters."""
    return ("_" + _("help")) if len(sheets) == 1 else f"_{sheet.name}"[:31]


def _help_header() -> tuple[str, str, str, str]:
    return _("Column"), _("What stands there"), _("Needed"), _("Meaning")


def _rows(sheet: Sheet, filled: bool) -> Iterable[Sequence[Cell]]:
    return [[_example(column, header) for column in sheet.columns for header in column.headers]] if filled else []


def _example(column: Column, header: str) -> str:
    if column.kind == "words":
        return EXAMPLE_WORDS.get(header.removeprefix(f"{column.name}_"), "")
    if column.example:
        return column.example
    if column.choices:
        return column.choices[0][0]
    if column.refers_to and not column.required:
        return ""  # an example that can be brought as it is refers to nothing that may be missing
    return EXAMPLES.get(column.kind, EXAMPLE_WORDS[translation.get_language() or "fr"])


def _add_drop_downs(worksheet: Any, sheet: Sheet) -> None:
    """A list to choose from in every row of a column of choices."""
    for place, column in enumerate(_column_of_each_header(sheet), start=1):
        codes = ",".join(code for code, _label in column.choices)
        if codes and not column.many and len(codes) < LONGEST_DROP_DOWN:
            letter = get_column_letter(place)
            chooser = DataValidation(type="list", formula1=f'"{codes}"', allow_blank=not column.required)
            chooser.add(f"{letter}2:{letter}1048576")
            worksheet.data_validations.append(chooser)


def _column_of_each_header(sheet: Sheet) -> list[Column]:
    return [column for column in sheet.columns for _header in column.headers]
