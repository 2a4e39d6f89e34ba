"""What a file really is, by its content: a name is only a claim."""

import re
from pathlib import PurePath

from multaqa.analysis.text.documents.archives import opened
from multaqa.analysis.text.documents.records import Format, Remark, UnreadableDocument

ENDINGS: dict[str, Format] = {
    ".txt": "txt", ".text": "txt", ".md": "txt", ".docx": "docx", ".docm": "docx", ".odt": "odt", ".pdf": "pdf",
    ".xlsx": "xlsx", ".xlsm": "xlsx", ".ods": "ods", ".csv": "csv", ".tsv": "csv", ".html": "html", ".htm": "html",
    ".xhtml": "html", ".eml": "eml",
}  # fmt: skip
SIGNATURES = (
    (b"\x89PNG", "image"),
    (b"\xff\xd8\xff", "image"),
    (b"GIF8", "image"),
    (b"BM\x00\x00", "image"),
    (b"II*\x00", "image"),
    (b"MM\x00*", "image"),
    (b"\x1f\x8b", "archive"),
    (b"7z\xbc\xaf\x27", "archive"),
    (b"Rar!", "archive"),
    (b"SQLite format 3", "database"),
    (b"{\\rtf", "rtf"),
    (b"%!PS", "postscript"),
    (b"\x7fELF", "program"),
    (b"MZ\x90\x00", "program"),
)
OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
ZIP = (b"PK\x03\x04", b"PK\x05\x06")
PDF_WITHIN = 1024  # bytes: readers of PDF look that far for its mark
MARKUP = re.compile(
    r"(?:<!--.*?-->\s*)*<(?:!doctype html|html|head|body|meta|title|table|div|p|h1|script)\b", re.I | re.S
)
HTML_WITHIN_XML = re.compile(r"<(?:!doctype )?html\b", re.I)
MAIL = re.compile(
    r"(?:From .*\n)?(?:(?:[!-9;-~]+:.*|[ \t].*)\n)*?(?:From|To|Subject|Received|MIME-Version|Message-ID):.*\n", re.I
)
MAIL_HEADERS = re.compile(
    r"^(?:From|To|Cc|Subject|Date|Received|Return-Path|MIME-Version|Message-ID|Content-Type|Delivered-To|X-[\w-]+):",
    re.I | re.M,
)
OPENING = 4_000
OFFICE_PARTS: tuple[tuple[str, Format], ...] = (("word/document.xml", "docx"), ("xl/workbook.xml", "xlsx"))
OPEN_DOCUMENTS: tuple[tuple[bytes, Format], ...] = (
    (b"application/vnd.oasis.opendocument.text", "odt"),
    (b"application/vnd.oasis.opendocument.spreadsheet", "ods"),
)


def recognise(data: bytes, name: str) -> tuple[Format, list[Remark]]:
    """The format by content, and a remark where the name says another one; refused where it is no document."""
    if not data.strip(b"\x00\t\r\n \xef\xbb\xbf\xff\xfe"):
        raise UnreadableDocument("empty")
    ending = PurePath(name).suffix.lower()
    form = _packed(data) or _written(data, ending)
    claimed = ENDINGS.get(ending)
    if claimed in (None, form):
        return form, []
    return form, [Remark("other_ending", {"ending": ending, "format": form})]


def _packed(data: bytes) -> Format | None:
    """The format of a file that is more than its letters."""
    if b"%PDF-" in data[:PDF_WITHIN]:
        return "pdf"
    if data.startswith(OLE):
        raise _old_office(data)
    if data.startswith(ZIP):
        return _archived(data)
    for signature, what in SIGNATURES:
        if data.startswith(signature):
            raise _unknown(what)
    return None


def _old_office(data: bytes) -> UnreadableDocument:
    if "EncryptedPackage".encode("utf-16-le") in data:
        return UnreadableDocument("encrypted", format="office")
    if "WordDocument".encode("utf-16-le") in data:
        return _unknown("doc", "DOCX")
    if any(part.encode("utf-16-le") in data for part in ("Workbook", "Book")):
        return _unknown("xls", "XLSX")
    return _unknown("old_office")


def _archived(data: bytes) -> Format:
    with opened(data, "docx") as archive:
        names = set(archive.namelist())
        for part, form in OFFICE_PARTS:
            if part in names:
                return form
        if "mimetype" in names and archive.getinfo("mimetype").file_size < OPENING:
            kind = archive.read("mimetype").strip().removesuffix(b"-template")
            for mark, form in OPEN_DOCUMENTS:
                if kind == mark:
                    return form
    if "xl/workbook.bin" in names:
        raise _unknown("xlsb", "XLSX")
    if "ppt/presentation.xml" in names:
        raise _unknown("pptx", "PDF")
    raise _unknown("archive")


def _written(data: bytes, ending: str) -> Format:
    """The format of a file that is letters throughout."""
    opening = data[:OPENING].replace(b"\x00", b"").decode("latin-1").lstrip("\xef\xbb\xbf\xff\xfe \t\r\n")
    opening = opening.replace("\r\n", "\n")
    if MARKUP.match(opening):
        return "html"
    if opening.startswith("<?xml"):
        if HTML_WITHIN_XML.search(opening):
            return "html"
        raise _unknown("xml")
    if _is_mail(opening, ending):
        return "eml"
    return "csv" if ENDINGS.get(ending) == "csv" else "html" if ENDINGS.get(ending) == "html" else "txt"


def _is_mail(opening: str, ending: str) -> bool:
    """A mail begins with its headers; three of them, or one where the name says so too."""
    if not MAIL.match(opening):
        return False
    headers = MAIL_HEADERS.findall(opening.split("\n\n")[0])
    return len(headers) >= (1 if ending == ".eml" else 3)


def _unknown(what: str, instead: str = "readable") -> UnreadableDocument:
    return UnreadableDocument("unknown", what=what, instead=instead)
