"""What a file really is, by its content: a name is only a claim."""

import io
import zipfile
from typing import Literal

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from multaqa.ground.sheets.refusals import Fault

Format = Literal["csv", "xlsx"]

FORMAT_OF_ENDING: dict[str, Format] = {".csv": "csv", ".tsv": "csv", ".txt": "csv", ".xlsx": "xlsx"}
SIGNATURES = (
    (b"%PDF-", gettext_lazy("a PDF document")),
    (b"\x89PNG", gettext_lazy("an image")),
    (b"\xff\xd8\xff", gettext_lazy("an image")),
    (b"GIF8", gettext_lazy("an image")),
    (b"II*\x00", gettext_lazy("an image")),
    (b"MM\x00*", gettext_lazy("an image")),
    (b"\x1f\x8b", gettext_lazy("a compressed archive")),
    (b"7z\xbc\xaf\x27", gettext_lazy("a compressed archive")),
    (b"Rar!", gettext_lazy("a compressed archive")),
    (b"SQLite format 3", gettext_lazy("a database")),
    (b"{\\rtf", gettext_lazy("a text document (RTF)")),
    (b"\x7fELF", gettext_lazy("a program")),
    (b"MZ\x90\x00", gettext_lazy("a program")),
)
MARKUP = (
    (b"<!doctype html", gettext_lazy("a web page (HTML)")),
    (b"<html", gettext_lazy("a web page (HTML)")),
    (b"<head", gettext_lazy("a web page (HTML)")),
    (b"<table", gettext_lazy("a web page (HTML)")),
    (b"<meta", gettext_lazy("a web page (HTML)")),
    (b"<script", gettext_lazy("a web page (HTML)")),
    (b"<?xml", gettext_lazy("an XML file")),
    (b'{"', gettext_lazy("a JSON file")),
    (b'[{"', gettext_lazy("a JSON file")),
)
OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
ZIP = (b"PK\x03\x04", b"PK\x05\x06")


def recognise(data: bytes, name: str) -> Format:
    """The format of the table, or a fault when the content is no table or not what the name says."""
    if not data.strip(b"\x00\t\r\n \xef\xbb\xbf\xff\xfe"):
        raise Fault(_("The file is empty."), _("Choose a file with a header row and at least one row below it."))
    found: Format = "xlsx" if _is_workbook(data) else "csv"
    _check_name(name, found)
    return found


def _is_workbook(data: bytes) -> bool:
    if data.startswith(OLE):
        raise _fault_of_old_office(data)
    if data.startswith(ZIP):
        return _is_workbook_archive(data)
    opening = data[:1024].lstrip(b"\xef\xbb\xbf \t\r\n").lower()
    for signature, words in (*SIGNATURES, *MARKUP):
        if data.startswith(signature) or opening.startswith(signature):
            raise _not_a_table(str(words))
    return False


def _fault_of_old_office(data: bytes) -> Fault:
    if "EncryptedPackage".encode("utf-16-le") in data:
        return Fault(
            _("The workbook is protected by a password."), _("Save a copy without password and bring that copy.")
        )
    if "Workbook".encode("utf-16-le") in data or "Book".encode("utf-16-le") in data:
        return _not_a_table(_("a workbook of the old format (XLS)"))
    return _not_a_table(_("a document of an old office format"))


def _is_workbook_archive(data: bytes) -> bool:
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            names = archive.namelist()
    except zipfile.BadZipFile:
        raise damaged_workbook() from None
    if "xl/workbook.bin" in names:
        raise _not_a_table(_("a binary workbook (XLSB)"))
    if any(name.startswith("xl/") for name in names):
        return True
    if any(name.startswith("word/") for name in names):
        raise _not_a_table(_("a Word document"))
    if "content.xml" in names and "mimetype" in names:
        raise _not_a_table(_("an OpenDocument file"))
    raise _not_a_table(_("a compressed archive"))


def _check_name(name: str, found: Format) -> None:
    ending = "." + name.rpartition(".")[2].lower() if "." in name else ""
    if ending == ".xlsm":
        raise macros_refused()
    if ending not in FORMAT_OF_ENDING:
        raise Fault(
            _("Files ending in “%(ending)s” are not read.") % {"ending": ending},
            _("Bring a file ending in .csv or .xlsx."),
        )
    if FORMAT_OF_ENDING[ending] != found:
        claimed, real = (_("a workbook"), _("plain text")) if found == "csv" else (_("plain text"), _("a workbook"))
        raise Fault(
            _("The name says %(claimed)s, but the file holds %(real)s.") % {"claimed": claimed, "real": real},
            _("Rename it so that it ends in .%(ending)s, or choose the right file.") % {"ending": found},
        )


def _not_a_table(what: str) -> Fault:
    return Fault(
        _("The file is %(what)s, not a table.") % {"what": what},
        _("Open it in its program and save the table as XLSX, or as CSV in UTF-8."),
    )


def macros_refused() -> Fault:
    return Fault(
        _("The workbook holds macros, which are programs; they are never accepted."),
        _("Save it as XLSX without macros, or as CSV in UTF-8."),
    )


def damaged_workbook() -> Fault:
    return Fault(
        _("The workbook is damaged and cannot be opened."),
        _("Open it in a spreadsheet program, save it again as XLSX, and bring that file."),
    )
