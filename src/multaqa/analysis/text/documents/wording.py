"""The English sentences of remarks and refusals, by their code: what is wrong, why, what to do.

A translation keeps the placeholders. Every value is a number or a short text.
"""

from collections.abc import Mapping

LONGEST_VALUE = 80

REMARKS = {
    "other_ending": "The name ends in “%(ending)s”, but the content is %(format)s: it was read as that.",
    "encoding": "The text does not say its encoding; it was read as %(encoding)s.",
    "uncertain_encoding": "The encoding is uncertain; %(encoding)s reads best. Check the letters with accents.",
    "mixed_encodings": "The file mixes encodings (%(encodings)s): each line was read in its own. Check the letters.",
    "lost_letters": "%(n)s characters were lost before the file was saved (�).",
    "control_characters": "%(n)s control characters that cannot be seen were left out.",
    "direction_overrides": (
        "%(n)s marks that turn the direction of the text were left out: a screen may have shown another order."
    ),
    "scanned_page": "Page %(page)s is a scan: a picture without text, so nothing of it was read.",
    "picture_on_page": "Page %(page)s holds a large picture; whatever is written in it was not read.",
    "reversed_text": "The words of page %(page)s were stored backwards and were turned round.",
    "unmapped_glyphs": "%(n)s signs of page %(page)s have no letter in the file and are missing.",
    "aslant": "%(n)s signs of page %(page)s stand aslant, as a watermark does, and were left out.",
    "columns": "Page %(page)s has %(n)s columns: they were read one after the other.",
    "repeated_lines": (
        "“%(example)s” stands at the top or bottom of %(n)s pages; it was kept once, and page numbers were left out."
    ),
    "attachments": "The attachments were not read: %(names)s.",
    "deleted_text": "What was deleted in tracked changes was left out (%(n)s passages).",
    "comments": "%(n)s comments in the margin were left out.",
    "hidden_sheet": "The hidden worksheet “%(name)s” was left out.",
    "formulas_without_values": "%(n)s formulas have no stored result and were left out.",
    "no_text": "The document holds no text.",
    "only_pictures": "The document holds no text, only %(n)s pictures, and nothing of them was read.",
}

REFUSALS = {
    "missing": "There is no file “%(name)s”. Check the name and the folder.",
    "not_a_file": "“%(name)s” is not a file. Give the documents one by one.",
    "not_readable": "“%(name)s” cannot be read (%(reason)s). Give the right to read it, or take a copy.",
    "empty": "The file is empty. Choose the file that holds the text.",
    "too_large": "The file has %(size)s MB; at most %(most)s MB are read. Divide it, or take out its pictures.",
    "unknown": "The file is %(what)s, which is not read. Save it as %(instead)s.",
    "not_text": "The file is not text in any encoding we know. Save it as UTF-8, DOCX or PDF.",
    "damaged": "The %(format)s file is damaged or cut off. Open it in its program, save it again, and take that file.",
    "encrypted": "The %(format)s file is protected by a password. Save a copy without password and take that copy.",
    "bomb": (
        "Unpacked, the file would be far larger than a document is (%(size)s MB in %(n)s parts). "
        "Copy its text into a new document and take that one."
    ),
    "hostile_xml": (
        "The file holds XML declarations that no office program writes. "
        "Copy its text into a new document and take that one."
    ),
    "too_deep": "The file nests parts more than %(most)s deep. Copy its text into a new document and take that one.",
    "too_many_pages": "The document has %(n)s pages; at most %(most)s are read. Divide it.",
    "too_many_cells": "The tables have more than %(most)s cells. Divide the file, or delete empty rows and columns.",
    "too_long": "The text has more than %(most)s characters. Divide it.",
    "scan": (
        "All %(n)s pages are scans: pictures without text. "
        "Run a text recognition (OCR) for Arabic and French on it first, or type what matters."
    ),
    "no_letters": (
        "The PDF shows text but does not say which letters its signs are. "
        "Print it to a new PDF from its own program, or take the original document."
    ),
    "too_slow": "Reading took more than %(most)s seconds and was stopped. Divide the document, or save it again.",
    "too_much_memory": (
        "Reading needed more than %(most)s MB of memory and was stopped. Divide the document, or save it again."
    ),
    "broke": "Reading the file broke the program that reads (%(reason)s). Save it again in its program, and try that.",
}  # fmt: skip

# What a value stands for where it is a code itself; a translation has its own words for these.
TERMS = {
    "image": "an image",
    "archive": "a compressed archive without a document in it",
    "database": "a database",
    "rtf": "a rich text file (RTF)",
    "postscript": "a PostScript file",
    "program": "a program",
    "doc": "a Word document of the old format (DOC)",
    "xls": "a workbook of the old format (XLS)",
    "xlsb": "a binary workbook (XLSB)",
    "pptx": "a presentation",
    "xml": "an XML file of another program",
    "old_office": "a document of an old office format",
    "txt": "plain text",
    "docx": "Word document (DOCX)",
    "odt": "text document (ODT)",
    "pdf": "PDF",
    "xlsx": "workbook (XLSX)",
    "ods": "workbook (ODS)",
    "csv": "CSV",
    "html": "web page (HTML)",
    "eml": "mail (EML)",
    "office": "office",
    "readable": "DOCX, PDF or UTF-8 text",
}


def said(sentences: Mapping[str, str], code: str, values: Mapping[str, str | int]) -> str:
    """The English sentence; values are shortened and lose what would disturb a terminal or a page."""
    return sentences[code] % {name: _shown(value) for name, value in values.items()}


def _shown(value: str | int) -> str:
    words = TERMS.get(str(value), str(value))
    line = "".join(sign if sign.isprintable() else " " for sign in words[: LONGEST_VALUE + 1])
    return line if len(line) <= LONGEST_VALUE else line[: LONGEST_VALUE - 1] + "…"
