"""A table as somebody brought it: cells still as they were, with the row numbers a person sees."""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from multaqa.ground.sheets.garbled import is_garbled
from multaqa.ground.sheets.limits import Limits
from multaqa.ground.sheets.numerals import western
from multaqa.ground.sheets.refusals import Fault, Refusal, Refused, on_one_line
from multaqa.ui.formats import listed

# CSV knows text alone; a workbook also knows numbers, days and yes or no.
Cell = str | Decimal | date | bool

CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x84\x86-\x9f\u202d\u202e\ufffe\uffff]")


@dataclass(frozen=True)
class Row:
    number: int
    cells: Mapping[str, Cell]


@dataclass(frozen=True)
class Table:
    file: str
    columns: tuple[str, ...]
    rows: tuple[Row, ...]


def as_text(cell: Cell) -> str:
    """How a cell would be written by hand: 2 for 2.0, 2022-01-31 for a day."""
    if isinstance(cell, bool):
        return "yes" if cell else "no"
    if isinstance(cell, Decimal):
        return format(cell.normalize(), "f") if cell else "0"
    return cell.isoformat() if isinstance(cell, date) else cell


def is_blank(cell: Cell) -> bool:
    """Whether nothing can be seen in it: marks of direction and spaces alone are nothing."""
    return isinstance(cell, str) and not western(cell)


def build_table(file: str, lines: Iterable[Sequence[Cell]], limits: Limits) -> Table:
    """The header and the rows below it, blank rows left out; refuses what no table may hold."""
    numbered = enumerate(lines, start=1)
    header = _header(file, next(numbered, (1, ()))[1], limits)
    rows: list[Row] = []
    refusals: list[Refusal] = []
    too_wide: list[Refusal] = []
    for number, cells in numbered:
        if all(map(is_blank, cells)):
            continue
        if len(rows) == limits.rows:
            raise Refused([too_many_rows(file, number, limits)])
        refusals += _refused_cells(file, number, header, cells, limits)
        too_wide += _beyond_header(file, number, len(header), cells)
        rows.append(Row(number, dict(zip(header, [*cells, *[""] * len(header)], strict=False))))
    if not rows:
        raise Refused([_no_rows(file)])
    if len(too_wide) == len(rows):
        raise Refused([_header_too_narrow(file, header)])
    if refusals or too_wide:
        raise Refused(sorted([*refusals, *too_wide], key=lambda refusal: refusal.row or 0))
    return Table(file, header, tuple(rows))


def _header(file: str, cells: Sequence[Cell], limits: Limits) -> tuple[str, ...]:
    names = [on_one_line(western(as_text(cell)).casefold()) for cell in cells]
    while names and not names[-1]:
        names.pop()
    if fault := _header_fault(names, limits):
        raise Refused([Refusal(file, fault.reason, fault.remedy, row=1)])
    return tuple(names)


def _header_fault(names: list[str], limits: Limits) -> Fault | None:
    if not names:
        return Fault(_("The first row is empty."), _("Put the names of the columns in the first row."))
    if len(names) > limits.columns:
        return Fault(
            ngettext(
                "There is %(n)s column; at most %(limit)s are read.",
                "There are %(n)s columns; at most %(limit)s are read.",
                len(names),
            )
            % {"n": len(names), "limit": limits.columns},
            _("Keep the columns of the template and delete the others."),
        )
    if "" in names:
        return Fault(
            _("Column %(n)s has no name.") % {"n": names.index("") + 1},
            _("Name it in the first row, or delete the column."),
        )
    twice = sorted({name for name in names if names.count(name) > 1})
    if twice:
        return Fault(
            _("These columns stand there twice: %(columns)s.") % {"columns": listed(twice)},
            _("Keep one of each and delete or rename the other."),
        )
    return None


def _refused_cells(
    file: str, number: int, header: Sequence[str], cells: Sequence[Cell], limits: Limits
) -> Iterable[Refusal]:
    for column, cell in zip(header, cells, strict=False):
        if isinstance(cell, str) and (fault := text_fault(cell, limits)):
            yield Refusal(file, fault.reason, fault.remedy, number, column, cell)


def _beyond_header(file: str, number: int, width: int, cells: Sequence[Cell]) -> Iterable[Refusal]:
    """One refusal for a row, however many of its cells stand there."""
    place = next((place for place, cell in enumerate(cells) if place >= width and not is_blank(cell)), None)
    if place is not None:
        yield Refusal(
            file,
            _("Cell %(n)s of this row stands under no column name.") % {"n": place + 1},
            _("Name the column in the first row, or, in CSV, put a text that holds the separator in quotes."),
            number,
            value=as_text(cells[place]),
        )


def _header_too_narrow(file: str, header: Sequence[str]) -> Refusal:
    return Refusal(
        file,
        ngettext(
            "The first row names %(n)s column, and every row below it has more cells.",
            "The first row names %(n)s columns, and every row below it has more cells.",
            len(header),
        )
        % {"n": len(header)},
        _("Put the names of the columns in the first row, with no title above them."),
        row=1,
        value=", ".join(header),
    )


def text_fault(text: str, limits: Limits) -> Fault | None:
    """Why a text cannot be kept, if it cannot."""
    return _too_long(text, limits) or _has_lost_characters(text) or _holds_control_characters(text)


def _too_long(text: str, limits: Limits) -> Fault | None:
    if len(text) <= limits.cell_characters:
        return None
    return Fault(
        ngettext(
            "The text has %(n)s character; a cell holds at most %(limit)s.",
            "The text has %(n)s characters; a cell holds at most %(limit)s.",
            len(text),
        )
        % {"n": len(text), "limit": limits.cell_characters},
        _("Shorten it or divide it over several rows."),
    )


def _holds_control_characters(text: str) -> Fault | None:
    if not (found := CONTROL.search(text)):
        return None
    return Fault(
        _("The cell holds an invisible control character (U+%(code)s).") % {"code": f"{ord(found[0]):04X}"},
        _("Type the text of this cell again."),
    )


def _has_lost_characters(text: str) -> Fault | None:
    if not is_garbled(text):
        return None
    return Fault(
        _("Letters of this text were lost or garbled when it was saved in a wrong encoding."),
        _("Go back to the file from before that, and save it again as CSV UTF-8 or XLSX."),
    )


def too_many_rows(file: str, number: int, limits: Limits) -> Refusal:
    return Refusal(
        file,
        ngettext("There is more than %(limit)s row.", "There are more than %(limit)s rows.", limits.rows)
        % {"limit": limits.rows},
        _("Divide the table into several files."),
        number,
    )


def _no_rows(file: str) -> Refusal:
    return Refusal(file, _("There is a header but no row below it."), _("Fill in at least one row."))
