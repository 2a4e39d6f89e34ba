"""A sheet: the columns of one kind of row, and what checking and loading such rows means.

Each stage declares its sheets next to their nouns and registers them when its app is ready.
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.db.models import Model
from django.utils.functional import Promise
from django.utils.translation import gettext as _

from multaqa.ground.sheets.columns import Column
from multaqa.ground.sheets.context import LoadContext
from multaqa.ground.sheets.fitting import field_of, refuse_misfit
from multaqa.ground.sheets.nearest import did_you_mean
from multaqa.ground.sheets.records import Record, shown
from multaqa.ground.sheets.refusals import Caution, Fault, Refusal
from multaqa.ground.sheets.tables import Row, Table, as_text
from multaqa.ui.formats import listed

Rows = Sequence[Record]


def _no_check(_rows: Rows, _context: LoadContext) -> Iterable[Refusal]:
    return ()


def _nothing_exists() -> Mapping[str, Any]:
    return {}


@dataclass(frozen=True)
class Sheet:
    """`key` names the columns that tell rows apart; `existing` gives what the database already holds, by code.

    `model` is the table the rows go into: what a field of a column's name refuses, the sheet refuses.
    `spans` names pairs of columns of which the second never comes before the first.
    """

    name: str
    title: str | Promise
    columns: Sequence[Column]
    load: Callable[[Rows, LoadContext], None]
    key: tuple[str, ...] = ()
    check: Callable[[Rows, LoadContext], Iterable[Refusal]] = _no_check
    existing: Callable[[], Mapping[str, Any]] = _nothing_exists
    help: str | Promise = ""
    model: type[Model] | None = None
    spans: Sequence[tuple[str, str]] = ()

    @property
    def headers(self) -> tuple[str, ...]:
        return tuple(header for column in self.columns for header in column.headers)


@dataclass(frozen=True)
class Preview:
    """What would happen to each row of a table; nothing is written."""

    sheet: Sheet
    records: tuple[Record, ...]
    refusals: tuple[Refusal, ...]
    cautions: tuple[Caution, ...]
    codes: frozenset[str]  # of refused rows too, so that a reference to one is not refused twice


_registered: dict[str, tuple[int, Sheet]] = {}


def register_sheet(sheet: Sheet, *, order: int) -> None:
    """Make a sheet part of a round's folder; sheets load in this order."""
    if sheet.name in _registered and _registered[sheet.name][1] is not sheet:
        raise ValueError(f"Two sheets are named {sheet.name!r}: give each its own name")
    if order in {place for place, other in _registered.values() if other is not sheet}:
        raise ValueError(f"Order {order} of sheet {sheet.name!r} is taken: choose a free one")
    _registered[sheet.name] = (order, sheet)


def registered_sheets() -> tuple[Sheet, ...]:
    return tuple(sheet for _order, sheet in sorted(_registered.values(), key=lambda entry: entry[0]))


def preview(sheet: Sheet, table: Table) -> Preview:
    """Read every row of the table, and say of each that is refused why."""
    header_refusals = tuple(_header_refusals(sheet, table))
    if header_refusals:
        return Preview(sheet, (), header_refusals, (), _codes(sheet, table))
    records: list[Record] = []
    refusals: list[Refusal] = []
    cautions: list[Caution] = []
    first_rows: dict[str, int] = {}
    for row in table.rows:
        record, found = _read_row(sheet, table, row)
        if not found and sheet.key and (first := first_rows.setdefault(record.code, row.number)) != row.number:
            found = [_twice(sheet, record, first)]
        refusals += found
        if not found:
            records.append(record)
            cautions += _cautions(sheet, table, row)
    return Preview(sheet, tuple(records), tuple(refusals), tuple(cautions), _codes(sheet, table))


def _header_refusals(sheet: Sheet, table: Table) -> Iterable[Refusal]:
    if not set(table.columns) & set(sheet.headers):
        yield _another_table(sheet, table)
        return
    for header in table.columns:
        if header not in sheet.headers:
            free = [name for name in sheet.headers if name not in table.columns]
            yield Refusal(
                table.file,
                _("The sheet “%(sheet)s” has no such column.") % {"sheet": sheet.name},
                did_you_mean(header, free),
                row=1,
                column=header,
            )
    for header in (name for column in sheet.columns for name in column.required_headers):
        if header not in table.columns:
            yield Refusal(
                table.file,
                _("This column is missing."),
                _("Add it to the first row, and fill it in for each row."),
                row=1,
                column=header,
            )


def _another_table(sheet: Sheet, table: Table) -> Refusal:
    """Said once, where every column would be refused and every column be missed."""
    needed = [name for column in sheet.columns for name in column.required_headers]
    return Refusal(
        table.file,
        _("The first row holds no column name of “%(sheet)s”.") % {"sheet": sheet.name},
        _("Put the names of its template there, at least %(names)s, parted by comma, semicolon, tab or |.")
        % {"names": listed(needed)},
        row=1,
        value=", ".join(table.columns),
    )


def _read_row(sheet: Sheet, table: Table, row: Row) -> tuple[Record, list[Refusal]]:
    values: dict[str, Any] = {}
    refusals = []
    for column in sheet.columns:
        try:
            values[column.name] = value = column.read(row.cells)
            if value not in ("", None) and (field := field_of(sheet.model, column.name)):
                refuse_misfit(field, value)
        except Fault as fault:
            refusals.append(_refusal(table, row, fault, fault.column or column.name))
    for start, end in sheet.spans:
        if values.get(start) and values.get(end) and values[end] < values[start]:
            refusals.append(_refusal(table, row, _turned_round(start), end))
    code = ":".join(shown(values.get(part)) for part in sheet.key)
    return Record(table.file, row.number, code, values), refusals


def _refusal(table: Table, row: Row, fault: Fault, column: str) -> Refusal:
    return Refusal(table.file, fault.reason, fault.remedy, row.number, column, as_text(row.cells.get(column, "")))


def _turned_round(start: str) -> Fault:
    return Fault(
        _("This day comes before that of “%(column)s”.") % {"column": start}, _("Correct one of the two days.")
    )


def _twice(sheet: Sheet, record: Record, first: int) -> Refusal:
    return Refusal(
        record.file,
        _("Row %(first)s has the same key already.") % {"first": first},
        _("Give each row its own, or delete one of the two."),
        record.number,
        ", ".join(sheet.key),
        record.code,
    )


def _cautions(sheet: Sheet, table: Table, row: Row) -> Iterable[Caution]:
    for column in sheet.columns:
        for header, fault in column.cautions(row.cells):
            value = as_text(row.cells[header])
            yield Caution(table.file, fault.reason, fault.remedy, row.number, header, value)


def _codes(sheet: Sheet, table: Table) -> frozenset[str]:
    """Every row's code as it stands there, whether or not the rest of its row can be read."""
    return frozenset(":".join(as_text(row.cells.get(part, "")).strip() for part in sheet.key) for row in table.rows)
