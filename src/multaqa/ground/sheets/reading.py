"""Reading a table that somebody brings: the one door through which a foreign file comes in."""

from pathlib import Path
from typing import BinaryIO

from django.utils.translation import gettext as _

from multaqa.ground.sheets.archives import check_archive
from multaqa.ground.sheets.csv_files import csv_lines
from multaqa.ground.sheets.decoding import decode
from multaqa.ground.sheets.limits import DEFAULT_LIMITS, Limits
from multaqa.ground.sheets.recognising import recognise
from multaqa.ground.sheets.refusals import Fault, Refusal, Refused
from multaqa.ground.sheets.tables import Table, build_table
from multaqa.ground.sheets.workbooks import workbook_lines
from multaqa.ui.formats import listed


def read_table(file: BinaryIO, name: str, limits: Limits = DEFAULT_LIMITS) -> Table:
    """The one table of a CSV or XLSX file; raises Refused with every reason that was found."""
    return the_only_table(read_tables(file, name, limits), name)


def the_only_table(tables: dict[str, Table], name: str) -> Table:
    if len(tables) > 1:
        raise Refused([_one_worksheet(name, list(tables))])
    return next(iter(tables.values()))


def read_file(path: Path, limits: Limits = DEFAULT_LIMITS) -> dict[str, Table]:
    """Each table of a file on this machine."""
    try:
        with path.open("rb") as file:
            return read_tables(file, path.name, limits)
    except OSError as error:
        fault = unreadable(error)
        raise Refused([Refusal(path.name, fault.reason, fault.remedy)]) from None


def read_tables(file: BinaryIO, name: str, limits: Limits = DEFAULT_LIMITS) -> dict[str, Table]:
    """Each table of the file by its name: the worksheets of a workbook, or the CSV's own name without its ending."""
    try:
        data = read_bytes(file, limits)
        if recognise(data, name) == "csv":
            return {name.rpartition(".")[0]: build_table(name, csv_lines(decode(data), name), limits)}
        check_archive(data, limits)
        worksheets = workbook_lines(data, name, limits)
    except Fault as fault:
        raise Refused([Refusal(name, fault.reason, fault.remedy)]) from None
    filled = {title: lines for title, lines in worksheets.items() if any(any(c != "" for c in line) for line in lines)}
    if not filled:
        raise Refused([_no_worksheet(name)])
    return {title: build_table(f"{name}/{title}", lines, limits) for title, lines in filled.items()}


def read_bytes(file: BinaryIO, limits: Limits) -> bytes:
    """The whole file, or a fault when it is larger than the limit; never reads more than that."""
    data = file.read(limits.bytes + 1)
    if len(data) > limits.bytes:
        raise Fault(
            _("The file is larger than %(size)s MB.") % {"size": f"{limits.bytes / 1_000_000:g}"},
            _("Divide it into several files, or remove what is not part of the table."),
        )
    return data


def unreadable(error: OSError) -> Fault:
    return Fault(
        _("The file cannot be read: %(reason)s.") % {"reason": error.strerror or error},
        _("Give the right to read it, or put a copy of it in its place."),
    )


def _one_worksheet(name: str, titles: list[str]) -> Refusal:
    return Refusal(
        name,
        _("The workbook has several filled worksheets: %(names)s.") % {"names": listed(titles)},
        _("Keep the one to be read; a worksheet of notes may stay if its name begins with _."),
    )


def _no_worksheet(name: str) -> Refusal:
    return Refusal(name, _("All worksheets are empty."), _("Fill in the table below the row of column names."))
