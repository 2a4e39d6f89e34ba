"""Glyphs to lines, and lines to the parts of a page that are read one after the other: columns and rows."""

import unicodedata
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import pairwise
from statistics import median

from multaqa.analysis.text.documents.glyphs import Glyph, in_order

SAME_LINE = 0.5  # of the size: how far letters of one size stand apart on one line
RAISED = 0.7  # of the size: how far a small one may be raised or lowered
SMALL = 0.85  # of the size
WORD_GAP = 0.2  # of the size: from here on the eye sees two words
SPACED_GAP = 0.45  # the same on a line that has its own spaces
FEW_SPACES = 15  # letters to a space; no script has longer words on average
LETTERSPACED = 2.0  # times the usual gap, where letters are spaced out
GUTTER = 1.0  # of the size: the narrowest white between two columns
WIDE_GUTTER = 3.0  # of the size: white that parts even a single line
FEWEST_LINES = 3  # that agree on a gutter; words of justified text seldom do
SAME_ROW = 0.8  # of the size: columns side by side need not stand on one baseline
SAME_CELL = 1.2  # of the narrowest step of a table: the next line of its cells, not the next row
OTHER_ROW = 1.4
SAME_SIZE = 0.12
LOOSE = 1.8  # of the pitch: white between lines that ends a column
PROSE_WORDS = 3.5  # a line, on average: cells of a table are shorter
PROSE_FILL = 0.6  # of the column's width
RIGHT_TO_LEFT = frozenset(["R", "AL"])


@dataclass
class Line:
    """Glyphs on one baseline, from left to right."""

    glyphs: list[Glyph]
    baseline: float
    size: float

    @cached_property
    def x0(self) -> float:
        return min(glyph.x0 for glyph in self.glyphs)

    @cached_property
    def x1(self) -> float:
        return max(glyph.x1 for glyph in self.glyphs)

    @cached_property
    def units(self) -> list[str]:
        """What stands on the line from left to right, a space wherever the eye sees one."""
        units: list[str] = []
        end: float | None = None
        for glyph in self.glyphs:
            gap = end is not None and glyph.x0 - end > self.word_gap
            if (gap or glyph.text == " ") and units and units[-1] != " ":
                units.append(" ")
            if glyph.text != " ":
                units.append(glyph.text)
                end = glyph.x1 if end is None else max(end, glyph.x1)
        return units[:-1] if units and units[-1] == " " else units

    @cached_property
    def word_gap(self) -> float:
        """The white from which on it parts words: wider where the line has spaces of its own, or spaces its letters."""
        letters = [glyph for glyph in self.glyphs if glyph.text != " "]
        has_spaces = (len(self.glyphs) - len(letters)) * FEW_SPACES >= len(letters)
        gaps = [after.x0 - before.x1 for before, after in pairwise(letters)]
        usual = median(gaps) if len(gaps) > FEW_SPACES // 2 else 0.0
        return max((SPACED_GAP if has_spaces else WORD_GAP) * self.size, LETTERSPACED * usual)

    @cached_property
    def words(self) -> int:
        return 1 + self.units.count(" ")

    @cached_property
    def letters(self) -> tuple[int, int]:
        """How many letters are read to the right, and how many to the left."""
        kinds = [unicodedata.bidirectional(letter) for unit in self.units for letter in unit]
        return kinds.count("L"), sum(kind in RIGHT_TO_LEFT for kind in kinds)

    def pieces(self) -> list["Line"]:
        """The line, cut where it is so white that what stands there has nothing to do with each other."""
        bounds = [float("-inf"), float("inf")]
        bounds[1:1] = [(start + end) / 2 for start, end in self.gaps() if end - start > WIDE_GUTTER * self.size]
        return [piece for bound in pairwise(bounds) if (piece := self.between(*bound))]

    def gaps(self) -> list[tuple[float, float]]:
        """The white between its words, where wide enough for a gutter."""
        return [(before[1], after[0]) for before, after in pairwise(self.stretches())]

    def stretches(self) -> list[tuple[float, float]]:
        """From where to where letters stand, with no white as wide as a gutter among them."""
        found: list[tuple[float, float]] = []
        for glyph in self.glyphs:
            if glyph.text == " ":
                continue
            if not found or glyph.x0 - found[-1][1] > GUTTER * self.size:
                found.append((glyph.x0, glyph.x1))
            else:
                found[-1] = found[-1][0], max(found[-1][1], glyph.x1)
        return found

    def between(self, x0: float, x1: float) -> "Line | None":
        """The part of the line there; None where nothing but blanks stands."""
        glyphs = [glyph for glyph in self.glyphs if x0 <= (glyph.x0 + glyph.x1) / 2 < x1]
        if all(glyph.text == " " for glyph in glyphs):
            return None
        return _line(glyphs)


@dataclass
class Flow:
    """Lines that are read one after the other."""

    lines: list[Line]


@dataclass
class Columns:
    """Columns that are read one after the other, from left to right as they stand on the page."""

    columns: list[list[Line]]


@dataclass
class Rows:
    """Rows of a table without rules; of each cell its lines, cells from left to right."""

    rows: list[list[list[Line]]]


Part = Flow | Columns | Rows


def lines_of(glyphs: Iterable[Glyph]) -> list[Line]:
    """The lines of a page or a cell, from above."""
    groups: list[list[Glyph]] = []
    for glyph in sorted(glyphs, key=lambda glyph: (glyph.baseline, glyph.x0)):
        if groups and _is_on(glyph, groups[-1]):
            groups[-1].append(glyph)
        else:
            groups.append([glyph])
    return [line for group in groups if (line := _line(group))]


def _is_on(glyph: Glyph, group: list[Glyph]) -> bool:
    """Whether it stands on the line of the group's largest letter, which comes last where it is larger."""
    largest = max(group[0], group[-1], key=lambda other: other.size)
    small, large = sorted((glyph.size, largest.size))
    reach = RAISED if small < SMALL * large and glyph.text != " " else SAME_LINE
    return abs(glyph.baseline - largest.baseline) < reach * large


def _line(group: list[Glyph]) -> Line | None:
    glyphs = _without_outer_blanks(in_order(group))
    if not glyphs:
        return None
    largest = max((glyph for glyph in glyphs if glyph.text != " "), key=lambda glyph: glyph.size)
    return Line(glyphs, largest.baseline, largest.size)


def _without_outer_blanks(glyphs: list[Glyph]) -> list[Glyph]:
    filled = [place for place, glyph in enumerate(glyphs) if glyph.text != " "]
    return glyphs[filled[0] : filled[-1] + 1] if filled else []


def parts_of(lines: Sequence[Line]) -> Iterator[Part]:
    """The lines of a page, divided where white runs down between columns."""
    lines = _side_by_side(lines)
    flow: list[Line] = []
    place = 0
    while place < len(lines):
        end = _divided_until(lines, place)
        if end is None:
            flow.append(lines[place])
            place += 1
            continue
        part = _divided(lines[place:end])
        if isinstance(part, Columns) and (higher := _higher_begun(flow, lines[place:end])):
            part = _divided([*flow[-higher:], *lines[place:end]])
            del flow[-higher:]
        if flow:
            yield Flow(flow)
            flow = []
        yield part
        place = end
    if flow:
        yield Flow(flow)


def _higher_begun(above: Sequence[Line], columns: Sequence[Line]) -> int:
    """How many lines above belong to a column that begins higher than its neighbour."""
    gutters = _gutters(columns)
    count = 0
    below = columns[0]
    for line in reversed(above):
        is_beside = not any(line.x0 < gutter < line.x1 for gutter in gutters)
        is_alike = abs(line.size - below.size) < SAME_SIZE * below.size
        if not (is_beside and is_alike and below.baseline - line.baseline < LOOSE * below.size):
            break
        count, below = count + 1, line
    return count


def _side_by_side(lines: Sequence[Line]) -> list[Line]:
    """Lines with their neighbours that stand a little higher or lower beside them, as one."""
    together: list[Line] = []
    for line in lines:
        before = together[-1] if together else None
        if before and line.baseline - before.baseline < SAME_ROW * before.size and _are_apart(before, line):
            glyphs = sorted([*before.glyphs, *line.glyphs], key=lambda glyph: glyph.x0)
            together[-1] = Line(glyphs, before.baseline, before.size)
        else:
            together.append(line)
    return together


def _are_apart(line: Line, other: Line) -> bool:
    """Whether what stands on the one is everywhere parted by white from what stands on the other."""
    white = GUTTER * line.size
    return all(
        end + white <= other_start or other_end + white <= start
        for start, end in line.stretches()
        for other_start, other_end in other.stretches()
    )


def _divided_until(lines: Sequence[Line], start: int) -> int | None:
    """Where the lines end that share a gutter with this one; None where it is a line like any other."""
    best: int | None = None
    for gap in lines[start].gaps():
        end, shared = _follow(lines, start, gap)
        is_wide = gap[1] - gap[0] > WIDE_GUTTER * lines[start].size
        if (shared >= FEWEST_LINES or is_wide) and (best is None or end > best):
            best = end
    return best


def _follow(lines: Sequence[Line], start: int, gutter: tuple[float, float]) -> tuple[int, int]:
    """How far down a gutter runs, and how many lines stand on both sides of it."""
    shared = 1
    end = start + 1
    pitch = 0.0
    for place in range(start + 1, len(lines)):
        line = lines[place]
        step = line.baseline - lines[place - 1].baseline
        narrowed, on_both_sides = _narrowed(gutter, line)
        if narrowed is None or (not on_both_sides and pitch and step > LOOSE * pitch):
            break
        if not on_both_sides and not pitch and step > LOOSE * line.size:
            break
        gutter, shared = narrowed, shared + on_both_sides
        pitch = min(pitch, step) if pitch else step
        end = place + 1
    while end > start + 1 and shared < FEWEST_LINES and not _narrowed(gutter, lines[end - 1])[1]:
        end -= 1  # what follows a lone divided line on one side only does not belong to it
    return end, shared


def _narrowed(gutter: tuple[float, float], line: Line) -> tuple[tuple[float, float] | None, bool]:
    """What this line leaves of a gutter, and whether it stands on both sides."""
    least = GUTTER * line.size
    if line.x1 <= gutter[1] - least or line.x0 >= gutter[0] + least:
        left = (
            (max(gutter[0], line.x1), gutter[1])
            if line.x1 <= gutter[1] - least
            else (gutter[0], min(gutter[1], line.x0))
        )
        return left, False
    for gap in line.gaps():
        start, end = max(gap[0], gutter[0]), min(gap[1], gutter[1])
        if end - start >= least:
            return (start, end), True
    return None, False


def _divided(lines: Sequence[Line]) -> Part:
    edges = _gutters(lines)
    bounds = list(zip([float("-inf"), *edges], [*edges, float("inf")], strict=True))
    rows = [[line.between(*bound) for bound in bounds] for line in lines]
    columns = [[cell for cell in column if cell is not None] for column in zip(*rows, strict=True)]
    return Columns(columns) if _are_columns(columns) else Rows(_rows(rows, lines))


def _rows(cells: Sequence[Sequence[Line | None]], lines: Sequence[Line]) -> list[list[list[Line]]]:
    """The lines of each cell, where the steps from row to row are wider than those within one."""
    steps = [after.baseline - before.baseline for before, after in pairwise(lines)]
    has_tall_rows = bool(steps) and max(steps) > OTHER_ROW * min(steps)
    rows = [[[cell] if cell else [] for cell in cells[0]]]
    for step, row in zip(steps, cells[1:], strict=True):
        if has_tall_rows and step < SAME_CELL * min(steps):
            for cell, line in zip(rows[-1], row, strict=True):
                cell += [line] if line else []
        else:
            rows.append([[cell] if cell else [] for cell in row])
    return rows


def _gutters(lines: Sequence[Line]) -> list[float]:
    """The middle of each stretch that no line crosses."""
    stretches = sorted((glyph.x0, glyph.x1) for line in lines for glyph in line.glyphs if glyph.text != " ")
    least = GUTTER * median(line.size for line in lines)
    middles, end = [], stretches[0][1]
    for x0, x1 in stretches:
        if x0 - end > least:
            middles.append((end + x0) / 2)
        end = max(end, x1)
    return middles


def _are_columns(columns: Sequence[Sequence[Line]]) -> bool:
    """Whether they are read downwards: each is prose, or two are in two scripts, as on a letter's head."""
    scripts = [side for column in columns if (side := _speaks_left(column)) is not None]
    if sorted(scripts) == [False, True]:
        return True
    return len(columns) > 1 and all(_is_prose(column) for column in columns)


def _speaks_left(lines: Sequence[Line]) -> bool | None:
    right, left = (sum(line.letters[side] for line in lines) for side in (0, 1))
    return None if right == left else left > right


def _is_prose(lines: Sequence[Line]) -> bool:
    if len(lines) < FEWEST_LINES:
        return False
    width = max(line.x1 for line in lines) - min(line.x0 for line in lines)
    fill = median((line.x1 - line.x0) / width for line in lines)
    return fill >= PROSE_FILL and sum(line.words for line in lines) / len(lines) >= PROSE_WORDS
