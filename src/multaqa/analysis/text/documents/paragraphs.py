"""Lines of one column to paragraphs: a page breaks its lines, its author did not."""

import re
from collections import Counter
from collections.abc import Sequence
from itertools import pairwise

from multaqa.analysis.text.documents.lines import Line
from multaqa.analysis.text.documents.visual_order import reading_order

LOOSE = 1.3  # of the pitch of the column: white that parts paragraphs
OTHER_SIZE = 0.12  # relative: a heading
INDENT = 0.8  # of the size
ROOM = 0.5  # of the size, beyond what the next word needs
FEW_LETTERS = 40
OTHER_SCRIPT = 0.8  # difference of the shares of letters that are read to the left
ITEM = re.compile(r"(?:[-–—•◦●▪■□○*✓➢⁃]|\(?[\d٠-٩]{1,2}[.)-]|\(?[a-zأ-ي][.)-])(?:\s|$)")
COMPOUNDS = frozenset(["vice", "sous", "ex", "non", "mi", "demi", "semi", "celui", "celle", "ceux", "au", "par"])
HYPHENS = "\u2010\u00ad-"
WORD = re.compile(r"[^\W\d_]+(?:[-\u2010][^\W\d_]+)*")


def is_leftward(lines: Sequence[Line]) -> bool:
    """Whether most letters are read to the left."""
    right, left = (sum(line.letters[side] for line in lines) for side in (0, 1))
    return left > right


def paragraphs_of(lines: Sequence[Line], words: Counter[str], *, leftward: bool, backwards: bool = False) -> list[str]:
    """The paragraphs of a column.

    `words` are those of the document, by which hyphens at line ends are judged; `leftward` is the direction of what is
    around; `backwards`: letters stand from left to right although their script does not.
    """
    leftward = reads_leftward(lines, around=leftward)
    return [text_of(group, words, leftward=leftward, backwards=backwards) for group in groups_of(lines)]


def reads_leftward(lines: Sequence[Line], *, around: bool) -> bool:
    """The direction of a paragraph: of its letters; where they are few and mixed, that of what is around."""
    right, left = (sum(line.letters[side] for line in lines) for side in (0, 1))
    if not right + left or (right and left and right + left < FEW_LETTERS):
        return around
    return left > right


def groups_of(lines: Sequence[Line]) -> list[list[Line]]:
    """The lines of each paragraph."""
    if not lines:
        return []
    column = _Column(lines)
    groups = [[lines[0]]]
    for line in lines[1:]:
        if column.is_parted(groups[-1], line):
            groups.append([line])
        else:
            groups[-1].append(line)
    return groups


def text_of(lines: Sequence[Line], words: Counter[str], *, leftward: bool, backwards: bool = False) -> str:
    leftward = reads_leftward(lines, around=leftward)
    text = ""
    for line in lines:
        text = joined(text, line_text(line, leftward=leftward, backwards=backwards), words)
    return text


def line_text(line: Line, *, leftward: bool, backwards: bool = False) -> str:
    """The line as it is read; `backwards`: its letters stand from left to right although their script does not."""
    return "".join(line.units if backwards else reading_order(line.units, right_to_left=leftward))


def joined(text: str, line: str, words: Counter[str]) -> str:
    """The text with its next line: a word that was parted at the line's end is one again."""
    if not text:
        return line
    if len(text) < 2 or text[-1] not in HYPHENS or not text[-2].isalpha() or not line[:1].islower():
        return f"{text} {line}"
    begun, rest = WORD.findall(text[:-1])[-1], WORD.match(line)
    whole = begun.rpartition("-")[2] + (rest[0] if rest else "")
    kept = f"{begun}-{rest[0]}" if rest else ""
    is_compound = begun.casefold() in COMPOUNDS or words[kept.casefold()] > words[whole.casefold()]
    return f"{text}{line}" if is_compound and text[-1] == "-" else f"{text[:-1]}{line}"


class _Column:
    """What is usual in a column: its edges and the distance of its lines."""

    def __init__(self, lines: Sequence[Line]) -> None:
        self.x0 = min(line.x0 for line in lines)
        self.x1 = max(line.x1 for line in lines)
        steps = sorted(after.baseline - before.baseline for before, after in pairwise(lines))
        self.pitch = steps[len(steps) // 4] if steps else 0.0

    def is_parted(self, group: Sequence[Line], line: Line) -> bool:
        """Whether the line begins a paragraph after those of the group."""
        before = group[-1]
        return (
            line.baseline - before.baseline > LOOSE * min(self.pitch, 2.2 * before.size)
            or abs(line.size - before.size) > OTHER_SIZE * before.size
            or bool(ITEM.match(_beginning(line)))
            or abs(_share(line) - _share(before)) > OTHER_SCRIPT
            or (self._has_room(before, line) and not _is_hyphenated(before, line))
            or self._is_indented(group, line)
        )

    def _has_room(self, before: Line, line: Line) -> bool:
        """Whether the line's first word would still have stood on the one before."""
        leftward = is_leftward([before])
        room = before.x0 - self.x0 if leftward else self.x1 - before.x1
        return room > _first_word_width(line, leftward=leftward) + ROOM * before.size

    def _is_indented(self, group: Sequence[Line], line: Line) -> bool:
        leftward, least = is_leftward(group), INDENT * line.size
        inset, inset_before = (self._inset(each, leftward=leftward) for each in (line, group[-1]))
        if inset - inset_before > least:
            hanging = _width_of_item_mark(group[0], leftward=leftward)
            return inset > self._inset(group[0], leftward=leftward) + hanging + least
        return inset_before - inset > least and len(group) > 1

    def _inset(self, line: Line, *, leftward: bool) -> float:
        return self.x1 - line.x1 if leftward else line.x0 - self.x0


def _is_hyphenated(before: Line, line: Line) -> bool:
    """Whether a word of a script that is read to the right was parted between the lines."""
    ends_so = len(before.units) > 1 and before.units[-1] in HYPHENS and before.units[-2].isalpha()
    return ends_so and not is_leftward([before]) and line.units[0].islower()


def _share(line: Line) -> float:
    """The share of letters that are read to the left; one half where there are none."""
    right, left = line.letters
    return left / (left + right) if left + right else 0.5


def _beginning(line: Line) -> str:
    """The first signs of the line, enough to see a bullet or a number."""
    units = line.units[::-1] if is_leftward([line]) else line.units
    first = "".join(units[:6])
    digits = re.match(r"\d+", first)
    return first[: digits.end()][::-1] + first[digits.end() :] if digits else first


def _width_of_item_mark(line: Line, *, leftward: bool) -> float:
    """How far the lines of a list's item hang under its text, beyond its bullet or number; 0.0 where it has none."""
    if not ITEM.match(_beginning(line)):
        return 0.0
    letters = [glyph for glyph in (line.glyphs[::-1] if leftward else line.glyphs) if glyph.text.isalpha()]
    if not letters:
        return 0.0
    return line.x1 - letters[0].x1 if leftward else letters[0].x0 - line.x0


def _first_word_width(line: Line, *, leftward: bool) -> float:
    """How wide the word is that the line begins with."""
    glyphs = line.glyphs[::-1] if leftward else line.glyphs
    start = edge = line.x1 if leftward else line.x0
    for glyph in glyphs:
        near, far = (glyph.x1, glyph.x0) if leftward else (glyph.x0, glyph.x1)
        if glyph.text == " " or abs(near - edge) > line.word_gap:
            break
        edge = far
    return abs(edge - start)
