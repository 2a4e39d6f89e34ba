"""Tables with rules on a PDF page: which glyphs stand in which cell."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from multaqa.analysis.text.documents.glyphs import Glyph
from multaqa.analysis.text.documents.lines import Line, lines_of

FEWEST_EDGES = 4
MOST_EDGES = 3_000  # a drawing; looking for cells in it would take minutes
FEWEST_CELLS = 2  # with text: a lone one is a frame round the page


@dataclass
class RuledTable:
    """Rows of cells, from above and from left to right; of each cell its lines."""

    top: float
    rows: list[list[list[Line]]]

    @property
    def lines(self) -> list[Line]:
        return [line for row in self.rows for cell in row for line in cell]


def ruled_tables(page: Any, glyphs: Sequence[Glyph]) -> tuple[list[RuledTable], list[Glyph]]:
    """The tables of a page, and the glyphs that stand in none."""
    shapes = len(page.lines) + len(page.rects) + len(page.curves)
    if not FEWEST_EDGES <= shapes <= MOST_EDGES or len(page.edges) > 4 * MOST_EDGES:
        return [], list(glyphs)
    tables = []
    left = list(glyphs)
    for found in page.find_tables():
        boxes = [[cell for cell in row.cells if cell is not None] for row in found.rows]
        rows, others = _filled(boxes, left)
        if sum(any(cell) for row in rows for cell in row) >= FEWEST_CELLS:
            tables.append(RuledTable(found.bbox[1], rows))
            left = others
    return tables, left


def _filled(
    boxes: Sequence[Sequence[tuple[float, ...]]], glyphs: Sequence[Glyph]
) -> tuple[list[list[list[Line]]], list[Glyph]]:
    """The lines of each cell, and the glyphs that stand in none."""
    left = list(glyphs)
    rows = []
    for row in boxes:
        cells = []
        for box in row:
            cells.append(lines_of(glyph for glyph in left if _is_in(glyph, box)))
            left = [glyph for glyph in left if not _is_in(glyph, box)]
        rows.append(cells)
    return rows, left


def _is_in(glyph: Glyph, box: tuple[float, ...]) -> bool:
    x0, top, x1, bottom = box
    middle = (glyph.x0 + glyph.x1) / 2
    return x0 <= middle < x1 and top <= glyph.baseline - glyph.size / 4 < bottom
