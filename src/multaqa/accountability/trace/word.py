"""A Word document that reads from the right where its language does: bidi paragraphs, rtl runs, isolated numbers."""

from collections.abc import Sequence
from typing import IO

from docx import Document
from docx.document import Document as DocumentType
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Pt
from docx.table import Table
from docx.text.paragraph import Paragraph
from docx.text.run import Run

from multaqa.ui.directions import direction
from multaqa.ui.formats import REFERENCE, isolated
from multaqa.ui.reading import plain_text

NO_BREAK_HYPHEN = "\u2011"
ARABIC_FONT, LATIN_FONT = "IBM Plex Sans Arabic", "IBM Plex Sans"
# What must follow w:bidi in a paragraph's properties, by the order the schema wants.
AFTER_BIDI = ("w:adjustRightInd", "w:snapToGrid", "w:spacing", "w:ind", "w:contextualSpacing", "w:jc", "w:outlineLvl")


class Paper:
    """One document in one language."""

    def __init__(self, language: str) -> None:
        self.language = language
        self.document: DocumentType = Document()
        self.document.core_properties.language = language

    def title(self, text: str) -> None:
        self._write(self.document.add_heading(level=1), text, self.language)

    def words(self, text: str, language: str) -> None:
        """What somebody said, in the direction of its own language."""
        self._write(self.document.add_paragraph(), text, language, size=15)

    def small(self, text: str) -> None:
        self._write(self.document.add_paragraph(), text, "en", size=9)

    def table(self, rows: Sequence[tuple[str, list[str]]], heads: tuple[str, str]) -> None:
        table = self.document.add_table(rows=1, cols=2)
        table.style = "Table Grid"
        if direction(self.language) == "rtl":
            _columns_from_the_right(table)
        for cell, head in zip(table.rows[0].cells, heads, strict=True):
            self._write(cell.paragraphs[0], head, self.language, bold=True)
        for when, said in rows:
            first, second = table.add_row().cells
            self._write(first.paragraphs[0], when, self.language)
            for place, text in enumerate(said):
                paragraph = second.paragraphs[0] if place == 0 else second.add_paragraph()
                self._write(paragraph, text, self.language, bold=place == 0)

    def save(self, file: IO[bytes]) -> None:
        self.document.save(file)

    def _write(self, paragraph: Paragraph, text: str, language: str, *, bold: bool = False, size: int = 11) -> None:
        rtl = direction(language) == "rtl"
        if rtl:
            _paragraph_from_the_right(paragraph)
        run = paragraph.add_run()
        text = plain_text(text)  # of rows that are older than our forms
        _say(run, isolated(text) if rtl else text)
        run.bold = bold
        run.font.size = Pt(size)
        _dress(run, language, rtl, bold)


def _say(run: Run, text: str) -> None:
    """The text with Word's own no-break hyphen inside references: it breaks a line after any other."""
    pieces = REFERENCE.sub(lambda reference: reference[0].replace("-", NO_BREAK_HYPHEN), text).split(NO_BREAK_HYPHEN)
    for place, piece in enumerate(pieces):
        if place:
            run._r.append(OxmlElement("w:noBreakHyphen"))
        run.add_text(piece)


def _paragraph_from_the_right(paragraph: Paragraph) -> None:
    properties = paragraph._p.get_or_add_pPr()
    properties.insert_element_before(OxmlElement("w:bidi"), *AFTER_BIDI)


def _columns_from_the_right(table: Table) -> None:
    properties = table._tbl.tblPr
    mark = OxmlElement("w:bidiVisual")
    style = properties.find(qn("w:tblStyle"))
    style.addnext(mark) if style is not None else properties.insert(0, mark)


def _dress(run: Run, language: str, rtl: bool, bold: bool) -> None:
    """Fonts for both scripts; in Arabic also what Word calls complex script: direction, weight, language."""
    run.font.name = LATIN_FONT
    properties = run._r.get_or_add_rPr()
    fonts = properties.find(qn("w:rFonts"))
    fonts.set(qn("w:cs"), ARABIC_FONT)
    if not rtl:
        return
    if bold:
        fonts.getparent().find(qn("w:b")).addnext(OxmlElement("w:bCs"))
    properties.append(OxmlElement("w:rtl"))
    spoken = OxmlElement("w:lang")
    spoken.set(qn("w:bidi"), f"{language}-MA" if language == "ar" else language)
    properties.append(spoken)
