"""What stands on one page of a PDF: lines, tables with rules, and how much of it is picture."""

from dataclasses import dataclass
from typing import Any

from multaqa.analysis.text.documents.glyphs import glyphs_of
from multaqa.analysis.text.documents.lines import Line, lines_of
from multaqa.analysis.text.documents.records import Limits, UnreadableDocument
from multaqa.analysis.text.documents.ruled_tables import RuledTable, ruled_tables

SCANNED = 0.25  # of the page: a picture that stands for the page's text
FEW_SIGNS = 5  # a stamp or a page number on a scan
MANY_SHAPES = 300
GLYPHS_OF_A_PAGE = 60_000  # a map drawn with letters


@dataclass
class PdfPage:
    number: int
    lines: list[Line]
    turned: list[list[Line]]  # text that stands otherwise than most of the page, such as the heads of narrow columns
    tables: list[RuledTable]
    signs: int
    unmapped: int
    aslant: int
    pictured: float  # share of the page that its largest picture covers
    shapes: int  # lines and curves drawn on it

    @property
    def all_lines(self) -> list[Line]:
        turned = (line for lines in self.turned for line in lines)
        return [*self.lines, *turned, *(line for table in self.tables for line in table.lines)]

    @property
    def is_scan(self) -> bool:
        """Whether it shows a picture, or letters drawn as shapes, and next to no text."""
        is_picture = self.pictured > SCANNED or self.shapes > MANY_SHAPES
        return self.signs + self.unmapped < FEW_SIGNS and is_picture


def page_of(page: Any, number: int, limits: Limits) -> PdfPage:
    chars = page.chars
    if len(chars) > GLYPHS_OF_A_PAGE:
        raise UnreadableDocument("too_long", most=limits.characters)
    found = glyphs_of(char for char in chars if _is_on_page(char, page))
    turns = sorted(found.by_turn, key=lambda turn: (-len(found.by_turn[turn]), turn))
    glyphs = found.by_turn[turns[0]] if turns else []
    tables, others = ruled_tables(page, glyphs) if turns[:1] == [0] else ([], glyphs)
    return PdfPage(
        number=number,
        lines=lines_of(others),
        turned=[lines_of(found.by_turn[turn]) for turn in turns[1:]],
        tables=tables,
        signs=sum(glyph.text != " " for turn in turns for glyph in found.by_turn[turn]),
        unmapped=found.unmapped,
        aslant=found.aslant,
        pictured=max((_covered(image, page) for image in page.images), default=0.0),
        shapes=len(page.curves) + len(page.lines),
    )


def _is_on_page(char: dict[str, Any], page: Any) -> bool:
    x0, top, x1, bottom = page.bbox
    return bool(char["x1"] > x0 and char["x0"] < x1 and char["bottom"] > top and char["top"] < bottom)


def _covered(image: dict[str, Any], page: Any) -> float:
    x0, top, x1, bottom = page.bbox
    width = min(image["x1"], x1) - max(image["x0"], x0)
    height = min(image["bottom"], bottom) - max(image["top"], top)
    return float(max(width, 0) * max(height, 0)) / max(float(page.width * page.height), 1.0)
