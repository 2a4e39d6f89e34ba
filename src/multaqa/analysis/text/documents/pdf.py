"""PDF: glyphs to lines, lines to columns and rows, columns to paragraphs, all in reading order.

The file says where each glyph stands and which letters it means, not in which order they are read: readers that trust
the order of the file lose Arabic dates and ligatures. So everything is worked out from the places on the page.
"""

import io
import logging
import re
from collections import Counter
from collections.abc import Sequence

import pdfplumber
from pdfminer.pdfdocument import PDFEncryptionError, PDFPasswordIncorrect

from multaqa.analysis.text.documents.blocks import Block, PageReader, goes_on, is_open
from multaqa.analysis.text.documents.brackets import set_shapes
from multaqa.analysis.text.documents.drafts import Draft
from multaqa.analysis.text.documents.paragraphs import WORD, is_leftward, line_text
from multaqa.analysis.text.documents.pdf_pages import PdfPage, page_of
from multaqa.analysis.text.documents.records import DocumentText, Limits, UnreadableDocument
from multaqa.analysis.text.documents.running_heads import without_running_heads

LARGE = 0.5  # of the page: a picture that may hold text
MOST_UNMAPPED = 0.3
ARTICLE_FIRST = re.compile(r"\b[وفبك]?ال\w{2,}")
ARTICLE_LAST = re.compile(r"\w{2,}لا[وفبك]?\b")
FEWEST_WORDS = 6  # with the article, to judge a page's order by


def read(data: bytes, limits: Limits) -> DocumentText:
    logging.getLogger("pdfminer").setLevel(logging.CRITICAL)
    try:
        with pdfplumber.open(io.BytesIO(data)) as file:
            if len(file.pages) > limits.pages:
                raise UnreadableDocument("too_many_pages", n=len(file.pages), most=limits.pages)
            pages = []
            for number, page in enumerate(file.pages, start=1):
                pages.append(page_of(page, number, limits))
                page.close()  # a long document would keep them all
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


def _refuse_what_has_no_letters(pages: Sequence[PdfPage]) -> None:
    scans = sum(page.is_scan for page in pages)
    signs = sum(page.signs for page in pages)
    unmapped = sum(page.unmapped for page in pages)
    if scans and all(page.is_scan or page.signs + page.unmapped == 0 for page in pages):
        raise UnreadableDocument("scan", n=len(pages))
    if unmapped > MOST_UNMAPPED * (signs + unmapped):
        raise UnreadableDocument("no_letters")


class _Document:
    def __init__(self, pages: Sequence[PdfPage], limits: Limits) -> None:
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
        is_begun = False  # whether the page before ends within a sentence
        for page in self.pages:
            self._remark_on(page)
            reader = PageReader(page.lines, page.tables, self.words)
            blocks = self._blocks(page, reader)
            self._add(blocks, goes_on=is_begun and not reader.has_head and goes_on(blocks))
            is_begun = is_open(blocks) and not reader.has_foot
            self.draft.turn_page()
        for line, count in repeated:
            text = line_text(line, leftward=is_leftward([line]))
            self.draft.remark("repeated_lines", example=text, n=count)
        return self.draft.finished("pdf")

    def _remark_on(self, page: PdfPage) -> None:
        if page.is_scan:
            self.draft.remark("scanned_page", page=page.number)
        elif page.pictured > LARGE:
            self.draft.remark("picture_on_page", page=page.number)
        if page.unmapped:
            self.draft.remark("unmapped_glyphs", page=page.number, n=page.unmapped)
        if page.aslant:
            self.draft.remark("aslant", page=page.number, n=page.aslant)

    def _blocks(self, page: PdfPage, reader: PageReader) -> list[Block]:
        blocks = reader.blocks()
        if is_backwards(" ".join(block.text or " ".join(block.row) for block in blocks)):
            self.draft.remark("reversed_text", page=page.number)
            blocks = PageReader(page.lines, page.tables, self.words, backwards=True).blocks()
        for lines in page.turned:
            blocks += PageReader(lines, (), self.words).blocks()
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
