"""PDF: glyphs to lines, lines to columns and rows, columns to paragraphs, all in reading order.

The file says where each glyph stands and which letters it means, not in which order they are read: readers that trust
the order of the file lose Arabic dates and ligatures. So everything is worked out from the places on the page.
"""

import io
import logging
import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import pdfplumber
from pdfminer.pdfdocument import PDFEncryptionError, PDFPasswordIncorrect

from multaqa.analysis.text.documents.blocks import Block, PageReader, goes_on, is_open
from multaqa.analysis.text.documents.brackets import set_shapes
from multaqa.analysis.text.documents.drafts import Draft
from multaqa.analysis.text.documents.glyphs import glyphs_of
from multaqa.analysis.text.documents.lines import Line, lines_of
from multaqa.analysis.text.documents.paragraphs import WORD, is_leftward, line_text
from multaqa.analysis.text.documents.records import DocumentText, Limits, UnreadableDocument
from multaqa.analysis.text.documents.ruled_tables import RuledTable, ruled_tables
from multaqa.analysis.text.documents.running_heads import without_running_heads

LARGE = 0.5  # of the page: a picture that may hold text
SCANNED = 0.25
MANY_SHAPES = 300
FEW_SIGNS = 5  # a stamp or a page number on a scan
MOST_UNMAPPED = 0.3
ARTICLE_FIRST = re.compile(r"\b[وفبك]?ال\w{2,}")
ARTICLE_LAST = re.compile(r"\w{2,}لا[وفبك]?\b")
FEWEST_WORDS = 6  # with the article, to judge a page's order by
GLYPHS_OF_A_PAGE = 60_000  # a map drawn with letters


@dataclass
class _Page:
    number: int
    lines: list[Line]
    tables: list[RuledTable]
    signs: int
    unmapped: int
    pictured: float  # share of the page that its largest picture covers
    shapes: int  # lines and curves drawn on it

    @property
    def all_lines(self) -> list[Line]:
        return [*self.lines, *(line for table in self.tables for line in table.lines)]


def read(data: bytes, limits: Limits) -> DocumentText:
    logging.getLogger("pdfminer").setLevel(logging.CRITICAL)
    try:
        with pdfplumber.open(io.BytesIO(data)) as file:
            if len(file.pages) > limits.pages:
                raise UnreadableDocument("too_many_pages", n=len(file.pages), most=limits.pages)
            pages = [_page(page, number, limits) for number, page in enumerate(file.pages, start=1)]
    except (UnreadableDocument, MemoryError, RecursionError):
        raise
    except Exception as error:  # a damaged or forged file makes the library fail in every possible way
        raise UnreadableDocument("encrypted" if _is_locked(error) else "damaged", format="pdf") from None
    if not pages:
        raise UnreadableDocument("damaged", format="pdf")
    _refuse_what_has_no_letters(pages)
    return _Document(pages, limits).text()


def _is_locked(error: BaseException | None) -> bool:
    while error is not None:
        if isinstance(error, PDFPasswordIncorrect | PDFEncryptionError):
            return True
        arguments = [argument for argument in error.args if isinstance(argument, BaseException)]
        error = arguments[0] if arguments else error.__context__
    return False


def _page(page: Any, number: int, limits: Limits) -> _Page:
    chars = page.chars
    if len(chars) > GLYPHS_OF_A_PAGE:
        raise UnreadableDocument("too_long", most=limits.characters)
    upright = [char for char in chars if char["upright"] and _is_on_page(char, page)]
    glyphs, unmapped = glyphs_of(upright, float(page.height))
    pictured = max((_covered(image, page) for image in page.images), default=0.0)
    tables, others = ruled_tables(page, glyphs)
    signs = sum(glyph.text != " " for glyph in glyphs)
    lines = lines_of(others)
    shapes = len(page.curves) + len(page.lines)
    page.close()  # a long document would keep all its pages
    return _Page(number, lines, tables, signs, unmapped, pictured, shapes)


def _is_on_page(char: dict[str, Any], page: Any) -> bool:
    return bool(char["x1"] > 0 and char["x0"] < page.width and char["bottom"] > 0 and char["top"] < page.height)


def _covered(image: dict[str, Any], page: Any) -> float:
    width = min(image["x1"], page.width) - max(image["x0"], 0)
    height = min(image["bottom"], page.height) - max(image["top"], 0)
    return float(max(width, 0) * max(height, 0)) / max(float(page.width * page.height), 1.0)


def _is_scan(page: _Page) -> bool:
    """Whether it shows a picture, or letters drawn as shapes, and next to no text."""
    return page.signs + page.unmapped < FEW_SIGNS and (page.pictured > SCANNED or page.shapes > MANY_SHAPES)


def _refuse_what_has_no_letters(pages: Sequence[_Page]) -> None:
    scans = sum(map(_is_scan, pages))
    signs = sum(page.signs for page in pages)
    unmapped = sum(page.unmapped for page in pages)
    if scans and all(_is_scan(page) or page.signs + page.unmapped == 0 for page in pages):
        raise UnreadableDocument("scan", n=len(pages))
    if unmapped > MOST_UNMAPPED * (signs + unmapped):
        raise UnreadableDocument("no_letters")


class _Document:
    def __init__(self, pages: Sequence[_Page], limits: Limits) -> None:
        self.pages = pages
        self.draft = Draft(limits)
        lines = [line for page in pages for line in page.all_lines]
        set_shapes(lines)
        self.words = Counter(
            word.casefold() for line in lines if not is_leftward([line]) for word in WORD.findall("".join(line.units))
        )

    def text(self) -> DocumentText:
        pages, repeated = without_running_heads([page.lines for page in self.pages])
        for page, lines in zip(self.pages, pages, strict=True):
            page.lines = lines
        goes_on_from_before = False
        for page in self.pages:
            self._remark_on(page)
            blocks = self._blocks(page)
            self._add(blocks, goes_on=goes_on_from_before and goes_on(blocks))
            goes_on_from_before = is_open(blocks)
            self.draft.turn_page()
        for line, count in repeated:
            text = line_text(line, leftward=is_leftward([line]))
            self.draft.remark("repeated_lines", example=text, n=count)
        return self.draft.finished("pdf")

    def _remark_on(self, page: _Page) -> None:
        if _is_scan(page):
            self.draft.remark("scanned_page", page=page.number)
        elif page.pictured > LARGE:
            self.draft.remark("picture_on_page", page=page.number)
        if page.unmapped:
            self.draft.remark("unmapped_glyphs", page=page.number, n=page.unmapped)

    def _blocks(self, page: _Page) -> list[Block]:
        reader = PageReader(page.lines, page.tables, self.words)
        blocks = reader.blocks()
        if is_backwards(" ".join(block.text or " ".join(block.row) for block in blocks)):
            self.draft.remark("reversed_text", page=page.number)
            blocks = PageReader(page.lines, page.tables, self.words, backwards=True).blocks()
        if reader.columns:
            self.draft.remark("columns", page=page.number, n=reader.columns)
        return blocks

    def _add(self, blocks: Sequence[Block], *, goes_on: bool) -> None:
        for place, block in enumerate(blocks):
            if block.row:
                self.draft.add_row(block.row)
            else:
                self.draft.add(block.text, goes_on=goes_on and place == 0)


def is_backwards(text: str) -> bool:
    """Whether Arabic words stand backwards: the article ال, which begins every third word, ends them as لا."""
    beginning, ending = len(ARTICLE_FIRST.findall(text)), len(ARTICLE_LAST.findall(text))
    return beginning + ending >= FEWEST_WORDS and ending > 2 * beginning
