"""A folder of sheets: one CSV per sheet, or one workbook with a worksheet per sheet, and documents beside them."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

from django.utils.translation import gettext as _

from multaqa.ground.sheets.context import DOCUMENTS
from multaqa.ground.sheets.limits import DEFAULT_LIMITS, Limits
from multaqa.ground.sheets.nearest import did_you_mean
from multaqa.ground.sheets.reading import read_file, unreadable
from multaqa.ground.sheets.records import Record
from multaqa.ground.sheets.refusals import Caution, Refusal, Refused
from multaqa.ground.sheets.sheets import Preview, Sheet, preview, registered_sheets
from multaqa.ground.sheets.tables import Table

# Hidden files, and what systems and office programs leave in a folder, among them.
BESIDE = (".", "~$", "readme", "license", "thumbs.db", "desktop.ini")


@dataclass(frozen=True)
class Folder:
    """What was brought, row by row, before anything is written. `refusals` are about rows and files by themselves."""

    path: Path | None
    sheets: Sequence[Sheet]
    previews: dict[str, Preview]
    file_refusals: Sequence[Refusal] = ()

    @property
    def refusals(self) -> list[Refusal]:
        return [*self.file_refusals, *(refusal for seen in self.previews.values() for refusal in seen.refusals)]

    @property
    def cautions(self) -> list[Caution]:
        return [caution for seen in self.previews.values() for caution in seen.cautions]

    def records(self, sheet: Sheet) -> Sequence[Record]:
        return self.previews[sheet.name].records if sheet.name in self.previews else ()


def read_folder(path: Path, sheets: Sequence[Sheet] | None = None, limits: Limits = DEFAULT_LIMITS) -> Folder:
    """Read all sheets of a folder; whatever is wrong is kept in `refusals`, nothing is written."""
    sheets = registered_sheets() if sheets is None else sheets
    refusals: list[Refusal] = []
    tables: dict[str, Table] = {}
    for file in _files(path):
        try:
            _add_tables(tables, file, sheets, limits)
        except Refused as refused:
            refusals += refused.refusals
    if not tables and not refusals:
        refusals.append(_nothing_found(path))
    previews = {sheet.name: preview(sheet, tables[sheet.name]) for sheet in sheets if sheet.name in tables}
    return Folder(path, sheets, previews, refusals)


def folder_of_one(sheet: Sheet, table: Table, sheets: Sequence[Sheet] | None = None) -> Folder:
    """A single imported table, to be checked and loaded like a folder that holds only this sheet."""
    return Folder(None, registered_sheets() if sheets is None else sheets, {sheet.name: preview(sheet, table)})


def _files(path: Path) -> list[Path]:
    """What should be sheets: hidden files, read-me files and the documents stand beside them."""
    try:
        entries = sorted(path.iterdir())
    except NotADirectoryError:
        raise Refused([_not_a_folder(path)]) from None
    except FileNotFoundError:
        raise Refused([_no_such_folder(path)]) from None
    except OSError as error:
        fault = unreadable(error)
        raise Refused([Refusal(str(path), fault.reason, fault.remedy)]) from None
    return [entry for entry in entries if entry.name != DOCUMENTS and not entry.name.lower().startswith(BESIDE)]


def _add_tables(tables: dict[str, Table], file: Path, sheets: Sequence[Sheet], limits: Limits) -> None:
    names = [sheet.name for sheet in sheets]
    if file.is_dir() and not file.is_symlink():
        raise Refused([_not_a_sheet(file.name, [DOCUMENTS])])
    if file.is_symlink() or not file.is_file():
        raise Refused([_not_a_file(file.name)])
    if file.suffix.lower() != ".xlsx" and file.stem not in names:
        raise Refused([_not_a_sheet(file.name, [f"{name}.csv" for name in names])])
    found = read_file(file, limits)
    refusals = [*_unknown(found, names), *_brought_twice(found, tables)]
    tables.update(found)
    if refusals:
        raise Refused(refusals)


def _unknown(found: dict[str, Table], names: Sequence[str]) -> Iterable[Refusal]:
    return (_not_a_sheet(table.file, names, name) for name, table in found.items() if name not in names)


def _brought_twice(found: dict[str, Table], before: dict[str, Table]) -> Iterable[Refusal]:
    for name in found.keys() & before.keys():
        yield Refusal(
            found[name].file,
            _("The sheet “%(name)s” stands in %(file)s too.") % {"name": name, "file": before[name].file},
            _("Keep one of the two."),
        )


def _not_a_sheet(file: str, names: Sequence[str], called: str = "") -> Refusal:
    return Refusal(file, _("No sheet of a round has this name."), did_you_mean(called or file, names))


def _not_a_folder(path: Path) -> Refusal:
    return Refusal(
        str(path), _("This is a file, not a folder."), _("Put it alone into a folder, and name that folder.")
    )


def _no_such_folder(path: Path) -> Refusal:
    return Refusal(str(path), _("There is no such folder."), _("Name the folder that holds the sheets."))


def _not_a_file(name: str) -> Refusal:
    return Refusal(
        name,
        _("This is a link or a device, not a file: what lies outside the folder is never read."),
        _("Put the file itself into the folder."),
    )


def _nothing_found(path: Path) -> Refusal:
    return Refusal(path.name, _("The folder holds no sheet."), _("Begin with the templates of the sheets."))
