"""Checking and writing a folder: all of it in one transaction, or nothing."""

from collections.abc import Iterable, Sequence
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from multaqa.ground.journal.actions import Actor
from multaqa.ground.sheets.columns import Column
from multaqa.ground.sheets.context import LoadContext
from multaqa.ground.sheets.folders import Folder
from multaqa.ground.sheets.nearest import did_you_mean
from multaqa.ground.sheets.provenance import PROVENANCE, provenance_refusals
from multaqa.ground.sheets.records import Record
from multaqa.ground.sheets.refusals import Fault, Refusal, Refused
from multaqa.ground.sheets.sheets import Sheet
from multaqa.ground.vocabulary.folding import fold
from multaqa.ui.formats import listed

SUGGESTIONS = 50
SHOWN_HOMONYMS = 12


def check_folder(folder: Folder, by: Actor) -> list[Refusal]:
    """Every reason why the folder cannot be loaded: of files, of rows, and between sheets."""
    return _all_refusals(folder, _context(folder, by))


def load_folder(folder: Folder, by: Actor, *, trial: bool = False) -> dict[str, int]:
    """Write every row of every sheet, or nothing; the number of rows by sheet. Raises Refused with all reasons.

    A trial takes all of it back: so what only the database refuses is known before anything is written.
    """
    context = _context(folder, by)
    if refusals := _all_refusals(folder, context):
        raise Refused(refusals)
    try:
        with transaction.atomic():
            _write(folder, context)
            transaction.set_rollback(trial)
    except BaseException:
        context.remove_made_files()
        raise
    if trial:
        context.remove_made_files()
    return {name: len(seen.records) for name, seen in folder.previews.items()}


def _write(folder: Folder, context: LoadContext) -> None:
    for sheet in folder.sheets:
        if sheet.name in folder.previews:
            sheet.load(folder.records(sheet), context)


def _context(folder: Folder, by: Actor) -> LoadContext:
    return LoadContext(
        by=by,
        records={name: seen.records for name, seen in folder.previews.items()},
        existing={sheet.name: sheet.existing for sheet in folder.sheets},
        folder=folder.path,
    )


def _all_refusals(folder: Folder, context: LoadContext) -> list[Refusal]:
    if folder.file_refusals:  # what an unreadable file would have held cannot be missed in the others
        return folder.refusals
    refusals = folder.refusals
    for sheet in folder.sheets:
        if rows := folder.records(sheet):
            refusals += _refusals_of(sheet, rows, folder, context)
    return refusals


def _refusals_of(sheet: Sheet, rows: Sequence[Record], folder: Folder, context: LoadContext) -> Iterable[Refusal]:
    for column in sheet.columns:
        if column.refers_to:
            yield from _unknown_references(column, rows, folder, context)
        if column.kind == "document":
            yield from _unreadable_documents(column, rows, context)
    if {column.name for column in PROVENANCE} <= {column.name for column in sheet.columns}:
        yield from provenance_refusals(rows)
    yield from sheet.check(rows, context)


def _unknown_references(
    column: Column, rows: Iterable[Record], folder: Folder, context: LoadContext
) -> Iterable[Refusal]:
    seen = folder.previews.get(column.refers_to)
    known = context.objects(column.refers_to).keys() | (seen.codes if seen else frozenset())
    remedies: dict[str, str] = {}
    add_it = _("Correct the code, or add a row with it to “%(sheet)s”.") % {"sheet": column.refers_to}
    for row in rows:
        codes = row[column.name] if column.many else [row[column.name]]
        for code in (code for code in codes if code and code not in known):
            # Looking for the nearest of thousands is slow: the first few show what is amiss.
            if code not in remedies:
                near = known if len(remedies) < SUGGESTIONS else ()
                remedies[code] = _code_of_name(code, column.refers_to, context) or did_you_mean(code, near, add_it)
            yield row.refusal(
                column.name,
                _("“%(code)s” is no code of “%(sheet)s”.") % {"code": code, "sheet": column.refers_to},
                remedies[code],
            )


def _code_of_name(name: str, sheet: str, context: LoadContext) -> str:
    """The remedy where a name was written instead of a code; "" where nothing has this name."""
    codes = context.codes_by_name(sheet).get(fold(name), [])
    if not codes:
        return ""
    there = context.objects(sheet)
    shown = [_told_apart(code, there.get(code)) if len(codes) > 1 else code for code in codes[:SHOWN_HOMONYMS]]
    return ngettext(
        "This is the name of %(n)s row of “%(sheet)s”: write its code, %(codes)s.",
        "This is the name of %(n)s rows of “%(sheet)s”: write the code of the one that is meant: %(codes)s.",
        len(codes),
    ) % {"n": len(codes), "sheet": sheet, "codes": listed(shown)}


def _told_apart(code: str, thing: Any) -> str:
    """A homonym with what holds it."""
    holder = getattr(thing, "parent", None)
    return f"{code} ({holder})" if holder else code


def _unreadable_documents(column: Column, rows: Iterable[Record], context: LoadContext) -> Iterable[Refusal]:
    for row in rows:
        try:
            if row[column.name]:
                context.document(row[column.name])
        except Fault as fault:
            yield row.refusal(column.name, fault.reason, fault.remedy)
