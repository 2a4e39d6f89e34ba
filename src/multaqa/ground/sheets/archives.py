"""What a workbook holds, looked at before it is unpacked: a workbook is an archive from a stranger."""

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from multaqa.analysis.text.documents import archives
from multaqa.analysis.text.documents.records import Limits as DocumentLimits
from multaqa.analysis.text.documents.records import UnreadableDocument
from multaqa.ground.sheets.limits import Limits
from multaqa.ground.sheets.recognising import damaged_workbook, macros_refused
from multaqa.ground.sheets.refusals import Fault


def check_archive(data: bytes, limits: Limits) -> None:
    """Raise a fault for a bomb, a password, macros, links to other files, or hostile XML."""
    unpacking = DocumentLimits(
        unpacked_bytes=limits.unpacked_bytes, unpacked_ratio=limits.unpacked_ratio, members=limits.members
    )
    try:
        with archives.opened(data, "xlsx") as archive:
            _check_names([name.lower() for name in archive.namelist()])
        archives.check_archive(data, "xlsx", unpacking)
        with archives.opened(data, "xlsx") as archive:
            if b"macroEnabled" in archive.read("[Content_Types].xml"):
                raise macros_refused()
    except UnreadableDocument as refusal:
        raise _fault(refusal) from None


def _check_names(names: list[str]) -> None:
    for name in names:
        if name.endswith("vbaproject.bin") or name.startswith("xl/macrosheets/"):
            raise macros_refused()
        if name.startswith(("xl/externallinks/", "xl/connections")):
            raise _links_refused()
        if name.startswith("xl/chartsheets/"):
            raise _charts_refused()


def _fault(refusal: UnreadableDocument) -> Fault:
    """The same refusal as of any document, in the words of somebody who brings a table."""
    if refusal.code == "bomb":
        return Fault(
            ngettext(
                "Unpacked, the workbook would be far larger than a table is (%(size)s MB in %(n)s part).",
                "Unpacked, the workbook would be far larger than a table is (%(size)s MB in %(n)s parts).",
                int(refusal.values["n"]),
            )
            % refusal.values,
            _("Copy the cells you need into a new workbook and bring that one."),
        )
    if refusal.code == "encrypted":
        return Fault(_("The workbook is protected by a password."), _("Save a copy without password and bring that."))
    if refusal.code in ("hostile_xml", "too_deep"):
        return Fault(
            _("The workbook holds XML declarations that no spreadsheet program writes."),
            _("Copy the cells into a new workbook and bring that one."),
        )
    return damaged_workbook()


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
