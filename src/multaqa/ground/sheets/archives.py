"""What a workbook holds, looked at before it is unpacked: a workbook is an archive from a stranger."""

import io
import re
import zipfile
import zlib
from collections.abc import Iterable

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from multaqa.ground.sheets.limits import Limits
from multaqa.ground.sheets.recognising import damaged_workbook, macros_refused
from multaqa.ground.sheets.refusals import Fault

MEBIBYTE = 1_048_576
DECLARATIONS = (b"<!DOCTYPE", b"<!ENTITY")
# In another encoding a declaration would hide from a search of bytes.
PLAIN = re.compile(rb"(?:\xef\xbb\xbf)?\s*<(?!\x00)")
ENCODING = re.compile(rb"""<\?xml[^>]*encoding\s*=\s*["']([^"']*)""")
PLAIN_ENCODINGS = (b"utf-8", b"us-ascii", b"iso-8859-1", b"windows-1252")


def check_archive(data: bytes, limits: Limits) -> None:
    """Raise a fault for a bomb, a password, macros, links to other files, or hostile XML."""
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            members = archive.infolist()
            _check_sizes(members, limits)
            if len({member.filename for member in members}) < len(members):
                raise damaged_workbook()  # two programs would read two different tables in it
            _check_contents(archive, members)
    except (zipfile.BadZipFile, zipfile.LargeZipFile, NotImplementedError, EOFError, zlib.error):
        raise damaged_workbook() from None


def _check_sizes(members: list[zipfile.ZipInfo], limits: Limits) -> None:
    unpacked = sum(member.file_size for member in members)
    swollen = any(
        member.file_size > MEBIBYTE and member.file_size > limits.unpacked_ratio * max(member.compress_size, 1)
        for member in members
    )
    if swollen or unpacked > limits.unpacked_bytes or len(members) > limits.members:
        raise Fault(
            ngettext(
                "Unpacked, the workbook would be far larger than a table is (%(size)s MB in %(n)s part).",
                "Unpacked, the workbook would be far larger than a table is (%(size)s MB in %(n)s parts).",
                len(members),
            )
            % {"size": unpacked // 1_000_000, "n": len(members)},
            _("Copy the cells you need into a new workbook and bring that one."),
        )


def _check_contents(archive: zipfile.ZipFile, members: Iterable[zipfile.ZipInfo]) -> None:
    for member in members:
        name = member.filename.lower()
        if member.flag_bits & 1:
            raise Fault(
                _("The workbook is protected by a password."), _("Save a copy without password and bring that.")
            )
        if name.endswith("vbaproject.bin") or name.startswith("xl/macrosheets/"):
            raise macros_refused()
        if name.startswith(("xl/externallinks/", "xl/connections")):
            raise _links_refused()
        if name.startswith("xl/chartsheets/"):
            raise _charts_refused()
        if name.endswith((".xml", ".rels")):
            _check_xml(archive.read(member), name)


def _check_xml(content: bytes, name: str) -> None:
    if name == "[content_types].xml" and b"macroEnabled" in content:
        raise macros_refused()
    declared = ENCODING.search(content[:200])
    hidden = not PLAIN.match(content) or (declared and declared[1].lower() not in PLAIN_ENCODINGS)
    if hidden or any(mark in content for mark in DECLARATIONS):
        raise Fault(
            _("The workbook holds XML declarations that no spreadsheet program writes."),
            _("Copy the cells into a new workbook and bring that one."),
        )


def _links_refused() -> Fault:
    return Fault(
        _("The workbook takes values from other files or from a database."),
        _("Copy the cells, paste them as values into a new workbook, and bring that one."),
    )


def _charts_refused() -> Fault:
    return Fault(
        _("A sheet of the workbook is a chart, not a table."),
        _("Delete it, or move the chart onto a worksheet whose name begins with _."),
    )
