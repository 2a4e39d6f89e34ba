"""What the reader of documents remarks upon and refuses, in the reader's language.

The English sentences are those of `analysis.text.documents.wording`; a test holds them together.
"""

from collections.abc import Mapping

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from multaqa.analysis.text.documents import UnreadableDocument, wording

Sentences = Mapping[str, str | Promise]

REMARKS: dict[str, str | Promise] = {
    "other_ending": _("The name ends in “%(ending)s”, but the content is %(format)s: it was read as that."),
    "encoding": _("The text does not say its encoding; it was read as %(encoding)s."),
    "uncertain_encoding": _("The encoding is uncertain; %(encoding)s reads best. Check the letters with accents."),
    "mixed_encodings": _("The file mixes encodings (%(encodings)s): each line was read in its own. Check the letters."),
    "lost_letters": _("%(n)s characters were lost before the file was saved (�)."),
    "control_characters": _("%(n)s control characters that cannot be seen were left out."),
    "direction_overrides": _(
        "%(n)s marks that turn the direction of the text were left out: a screen may have shown another order."
    ),
    "scanned_page": _("Page %(page)s is a scan: a picture without text, so nothing of it was read."),
    "picture_on_page": _("Page %(page)s holds a large picture; whatever is written in it was not read."),
    "reversed_text": _("The words of page %(page)s were stored backwards and were turned round."),
    "unmapped_glyphs": _("%(n)s signs of page %(page)s have no letter in the file and are missing."),
    "columns": _("Page %(page)s has %(n)s columns: they were read one after the other."),
    "repeated_lines": _(
        "“%(example)s” stands at the top or bottom of %(n)s pages; it was kept once, and page numbers were left out."
    ),
    "attachments": _("The attachments were not read: %(names)s."),
    "deleted_text": _("What was deleted in tracked changes was left out (%(n)s passages)."),
    "comments": _("%(n)s comments in the margin were left out."),
    "hidden_sheet": _("The hidden worksheet “%(name)s” was left out."),
    "formulas_without_values": _("%(n)s formulas have no stored result and were left out."),
    "aslant": _("%(n)s signs of page %(page)s stand aslant, as a watermark does, and were left out."),
    "only_pictures": _("The document holds no text, only %(n)s pictures, and nothing of them was read."),
    "no_text": _("The document holds no text."),
}
REFUSALS: dict[str, str | Promise] = {
    "missing": _("There is no file “%(name)s”. Check the name and the folder."),
    "not_a_file": _("“%(name)s” is not a file. Give the documents one by one."),
    "not_readable": _("“%(name)s” cannot be read (%(reason)s). Give the right to read it, or take a copy."),
    "empty": _("The file is empty. Choose the file that holds the text."),
    "too_large": _("The file has %(size)s MB; at most %(most)s MB are read. Divide it, or take out its pictures."),
    "unknown": _("The file is %(what)s, which is not read. Save it as %(instead)s."),
    "not_text": _("The file is not text in any encoding we know. Save it as UTF-8, DOCX or PDF."),
    "damaged": _(
        "The %(format)s file is damaged or cut off. Open it in its program, save it again, and take that file."
    ),
    "encrypted": _("The %(format)s file is protected by a password. Save a copy without password and take that copy."),
    "bomb": _(
        "Unpacked, the file would be far larger than a document is (%(size)s MB in %(n)s parts). Copy "
        "its text into a new document and take that one."
    ),
    "hostile_xml": _(
        "The file holds XML declarations that no office program writes. Copy its text into a new "
        "document and take that one."
    ),
    "too_deep": _("The file nests parts more than %(most)s deep. Copy its text into a new document and take that one."),
    "too_many_pages": _("The document has %(n)s pages; at most %(most)s are read. Divide it."),
    "too_many_cells": _("The tables have more than %(most)s cells. Divide the file, or delete empty rows and columns."),
    "too_long": _("The text has more than %(most)s characters. Divide it."),
    "scan": _(
        "All %(n)s pages are scans: pictures without text. Run a text recognition (OCR) for Arabic "
        "and French on it first, or type what matters."
    ),
    "no_letters": _(
        "The PDF shows text but does not say which letters its signs are. Print it to a new PDF from "
        "its own program, or take the original document."
    ),
    "too_slow": _("Reading took more than %(most)s seconds and was stopped. Divide the document, or save it again."),
    "too_much_memory": _(
        "Reading needed more than %(most)s MB of memory and was stopped. Divide the document, or save it again."
    ),
    "broke": _(
        "Reading the file broke the program that reads (%(reason)s). Save it again in its program, and try that."
    ),
}
TERMS: dict[str, str | Promise] = {
    "image": _("an image"),
    "archive": _("a compressed archive without a document in it"),
    "database": _("a database"),
    "rtf": _("a rich text file (RTF)"),
    "postscript": _("a PostScript file"),
    "program": _("a program"),
    "doc": _("a Word document of the old format (DOC)"),
    "xls": _("a workbook of the old format (XLS)"),
    "xlsb": _("a binary workbook (XLSB)"),
    "pptx": _("a presentation"),
    "xml": _("an XML file of another program"),
    "old_office": _("a document of an old office format"),
    "txt": _("plain text"),
    "docx": _("Word document (DOCX)"),
    "odt": _("text document (ODT)"),
    "pdf": _("PDF"),
    "xlsx": _("workbook (XLSX)"),
    "ods": _("workbook (ODS)"),
    "csv": _("CSV"),
    "html": _("web page (HTML)"),
    "eml": _("mail (EML)"),
    "office": _("office"),
    "readable": _("DOCX, PDF or UTF-8 text"),
}


def refusal_in_words(refused: UnreadableDocument) -> str:
    """Why a document gives no text, and what to do."""
    return _in_words({**wording.REFUSALS, **REFUSALS}, refused.code, refused.values)


def remark_in_words(code: str, values: Mapping[str, str | int]) -> str:
    """Something that a reader must know about a reading."""
    return _in_words({**wording.REMARKS, **REMARKS}, code, values)


def _in_words(sentences: Sentences, code: str, values: Mapping[str, str | int]) -> str:
    return str(sentences[code]) % {name: _shown(value) for name, value in values.items()}


def _shown(value: str | int) -> str:
    """A value of the file, which may hold anything: one short line of letters that can be seen."""
    words = str(TERMS.get(str(value), value))
    line = "".join(sign if sign.isprintable() else " " for sign in words)
    return line if len(line) <= wording.LONGEST_VALUE else f"{line[: wording.LONGEST_VALUE - 1]}…"
