"""What stands on a page, as paragraphs and rows in reading order."""

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field
from itertools import pairwise

from multaqa.analysis.text.documents.lines import Columns, Flow, Line, parts_of
from multaqa.analysis.text.documents.paragraphs import ITEM, is_leftward, paragraphs_of
from multaqa.analysis.text.documents.ruled_tables import RuledTable
from multaqa.analysis.text.documents.running_heads import FAR, edges

ENDS_SENTENCE = re.compile(r"[.!?؟:…»”\"]\W*$")


@dataclass
class Block:
    """A paragraph, or the cells of a row."""

    text: str = ""
    row: list[str] = field(default_factory=list)


def is_open(blocks: Sequence[Block]) -> bool:
    """Whether the last paragraph ends without a sign that ends a sentence."""
    return bool(blocks) and bool(blocks[-1].text) and not ENDS_SENTENCE.search(blocks[-1].text)


def goes_on(blocks: Sequence[Block]) -> bool:
    """Whether the first paragraph may be the rest of one: it begins with no capital, bullet or number of an item."""
    text = blocks[0].text if blocks else ""
    return text[:1].isalnum() and not text[:1].isupper() and not ITEM.match(text)


class PageReader:
    """Reads one page; `words` are those of the document, `backwards` as in `line_text`."""

    def __init__(
        self, lines: Sequence[Line], tables: Sequence[RuledTable], words: Counter[str], *, backwards: bool = False
    ) -> None:
        self.lines, self.tables, self.words, self.backwards = lines, tables, words, backwards
        self.leftward = is_leftward([*lines, *(line for table in tables for line in table.lines)])
        self.columns = 0  # the most that stood side by side
        head, foot = edges(lines, FAR) if len(lines) > 1 else ((), ())
        self.has_head, self.has_foot = bool(head), bool(foot)

    def blocks(self) -> list[Block]:
        """What stands on the page, from above; a table with rules parts what is before it from what is after."""
        blocks: list[Block] = []
        lines = self.lines
        for table in sorted(self.tables, key=lambda table: table.top):
            before = [line for line in lines if line.baseline < table.top + line.size / 4]
            lines = [line for line in lines if line.baseline >= table.top + line.size / 4]
            blocks += self._of_lines(before)
            blocks += self._of_rows(table.rows, leftward=is_leftward(table.lines))
        return blocks + self._of_lines(lines)

    def _of_lines(self, lines: Sequence[Line]) -> list[Block]:
        """Head, body and foot apart: what stands in the margin has other edges than the text."""
        head, foot = edges(lines, FAR)
        body = lines[len(head) : len(lines) - len(foot)]
        return [block for part in (head, body, foot) for block in self._of_part(part)]

    def _of_part(self, lines: Sequence[Line]) -> list[Block]:
        blocks: list[Block] = []
        for part in parts_of(lines):
            if isinstance(part, Flow):
                blocks += self._paragraphs(part.lines)
            elif isinstance(part, Columns):
                self.columns = max(self.columns, len(part.columns))
                blocks += self._of_columns(part.columns[::-1] if self.leftward else part.columns)
            else:
                blocks += self._of_rows(part.rows, leftward=self.leftward)
        return blocks

    def _of_columns(self, columns: Sequence[Sequence[Line]]) -> list[Block]:
        """One column after the other; a paragraph that the first does not end goes on in the next."""
        blocks: list[Block] = []
        for before, column in pairwise([[], *columns]):
            paragraphs = self._paragraphs(column)
            if before and is_leftward(before) == is_leftward(column) and is_open(blocks) and goes_on(paragraphs):
                blocks[-1].text += f" {paragraphs.pop(0).text}"
            blocks += paragraphs
        return blocks

    def _of_rows(self, rows: Sequence[Sequence[Sequence[Line]]], *, leftward: bool) -> list[Block]:
        """Rows of short cells; a row whose cells hold paragraphs is a layout, and read cell after cell."""
        blocks: list[Block] = []
        for row in rows:
            cells = [self._paragraphs(cell) for cell in (row[::-1] if leftward else row)]
            if all(len(cell) <= 1 for cell in cells):
                blocks.append(Block(row=["".join(block.text for block in cell) for cell in cells]))
            else:
                blocks += [block for cell in cells for block in cell]
        return [block for block in blocks if block.text or any(block.row)]

    def _paragraphs(self, lines: Sequence[Line]) -> list[Block]:
        texts = paragraphs_of(lines, self.words, leftward=self.leftward, backwards=self.backwards)
        return [Block(text) for text in texts]
