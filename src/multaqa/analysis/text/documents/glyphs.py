"""The glyphs of a PDF page as letters with a place.

One glyph may stand for several letters (a ligature), and is kept whole: its letters are already in reading order.
"""

import re
import unicodedata
from bisect import bisect
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from math import atan2, pi
from typing import Any

from multaqa.analysis.text.documents.cleaning import plain_letters

UNMAPPED = re.compile(r"\(cid:\d+\)|\x00")
PRIVATE = re.compile("[\ue000-\uf8ff]")
BULLETS = {"\uf0b7": "•", "\uf0a7": "▪", "\uf0d8": "▪", "\uf076": "▪", "\uf0fc": "✓", "\uf02d": "-", "\uf06f": "▪"}
# No letter joins an alef that stands before it: a ligature that says so has been turned round.
TURNED_LIGATURE = re.compile("([اأإآ])(ل)")
ASLANT = 0.1  # of a quarter turn
NO_ROOM = 0.02  # of the size
NEAR = 0.2  # of the size: how far beside its letter a mark may stand
SAME_PLACE = 0.15  # of the size


@dataclass(slots=True)
class Glyph:
    """Letters at a place, the page turned so that they stand upright.

    y grows downwards, `baseline` is where the letters stand, all in points.
    """

    text: str
    x0: float
    x1: float
    baseline: float
    size: float
    font: str
    place: int  # in the order of the file


@dataclass
class Glyphs:
    """The glyphs of a page by the way they are turned, and how many signs could not be taken."""

    by_turn: dict[int, list[Glyph]]  # quarter turns against the clock; 0 is upright
    unmapped: int = 0  # that have no letter in the file
    aslant: int = 0  # such as a watermark


def glyphs_of(chars: Iterable[dict[str, Any]]) -> Glyphs:
    found = Glyphs({})
    placed: dict[int, list[Glyph]] = defaultdict(list)
    for place, char in enumerate(chars):
        turn = _turn(char["matrix"])
        text = _letters(char["text"])
        if turn is None:
            found.aslant += 1
        elif text is None:
            found.unmapped += 1
        else:
            placed[turn].append(_placed(text, char, turn, place))
    for turn, glyphs in placed.items():
        _give_back_letters(glyphs)
        named = [glyph for glyph in glyphs if glyph.text]
        found.unmapped += len(glyphs) - len(named)
        found.by_turn[turn] = _join_marks(named)
    return found


def _turn(matrix: Sequence[float]) -> int | None:
    """The quarter turns of a sign; None where it stands aslant."""
    quarters = atan2(matrix[1], matrix[0]) / (pi / 2)
    return round(quarters) % 4 if abs(quarters - round(quarters)) < ASLANT else None


def _placed(text: str, char: dict[str, Any], turn: int, place: int) -> Glyph:
    baseline = char["bottom"] - (char["matrix"][5] - char["y0"])
    x0, x1, y = {
        0: (char["x0"], char["x1"], baseline),
        1: (-char["bottom"], -char["top"], char["x1"]),
        2: (-char["x1"], -char["x0"], -char["top"]),
        3: (char["top"], char["bottom"], -char["x0"]),
    }[turn]
    size = char["x1"] - char["x0"] if turn % 2 else abs(char["size"])
    return Glyph(text, x0, x1, y, size or 1.0, char["fontname"], place)


def _give_back_letters(glyphs: Sequence[Glyph]) -> None:
    """A vowel mark takes no room: letters said to be its own are those of the nameless glyph that it stands on."""
    nameless = [glyph for glyph in glyphs if not glyph.text]
    for mark in glyphs:
        letters = "".join(letter for letter in mark.text if unicodedata.category(letter) != "Mn")
        if letters in ("", " ", mark.text) or mark.x1 - mark.x0 > NO_ROOM * mark.size:
            continue
        mark.text = mark.text.replace(letters, "")
        for glyph in nameless:
            if not glyph.text and _is_over(mark, glyph):
                glyph.text = letters


def _is_over(mark: Glyph, glyph: Glyph) -> bool:
    near = NEAR * mark.size
    is_beside = glyph.x0 - near <= (mark.x0 + mark.x1) / 2 <= glyph.x1 + near
    return is_beside and abs(glyph.baseline - mark.baseline) < mark.size


def _letters(text: str) -> str | None:
    """The letters of a glyph; None where the file has none for it."""
    if UNMAPPED.fullmatch(text):
        return None
    if text in BULLETS:
        return BULLETS[text]
    if PRIVATE.search(text):
        return None
    letters = plain_letters(text)
    if len(letters) == 2:
        letters = TURNED_LIGATURE.sub(r"\2\1", letters)
    return " " if letters.isspace() else letters.strip("\x00\ufeff")


def _join_marks(glyphs: Sequence[Glyph]) -> list[Glyph]:
    """The letters, each with the marks that stand on it: some programs place a mark high above its line."""
    letters = [glyph for glyph in glyphs if not _is_mark(glyph)]
    places = [letter.place for letter in letters]
    for mark in (glyph for glyph in glyphs if _is_mark(glyph)):
        after = bisect(places, mark.place)
        before = next((letter for letter in reversed(letters[:after]) if letter.text != " "), None)
        beyond = next((letter for letter in letters[after:] if letter.text != " "), None)
        if letter := _bearer(mark, before, beyond, letters):
            letter.text = unicodedata.normalize("NFC", letter.text + mark.text)
    return letters


def _is_mark(glyph: Glyph) -> bool:
    return all(unicodedata.category(letter) == "Mn" for letter in glyph.text)


def _bearer(mark: Glyph, before: Glyph | None, after: Glyph | None, letters: Sequence[Glyph]) -> Glyph | None:
    """The letter that bears a mark: the one it follows in reading, by the order of the file; else the nearest."""
    beside = before or after
    reads_left = beside is not None and unicodedata.bidirectional(beside.text[0]) in ("R", "AL")
    goes_right = before is None or after is None or after.x0 > before.x0
    neighbour = after if goes_right and reads_left else before
    if neighbour and _is_over(mark, neighbour):
        return neighbour
    under = [letter for letter in letters if letter.text != " " and _is_over(mark, letter)]
    return min(under, key=lambda letter: abs(letter.x0 + letter.x1 - mark.x0 - mark.x1), default=None)


def in_order(glyphs: Iterable[Glyph]) -> list[Glyph]:
    """From left to right, letters drawn twice once."""
    ordered: list[Glyph] = []
    for glyph in sorted(glyphs, key=lambda glyph: (glyph.x0 + glyph.x1, glyph.place)):
        if twin := _twin(glyph, ordered):
            twin.text = max(twin.text, glyph.text, key=len)  # a mark may stand on either
        else:
            ordered.append(glyph)
    return ordered


def _twin(glyph: Glyph, before: Sequence[Glyph]) -> Glyph | None:
    """The same letter in the same place, drawn twice to look bold."""
    near = SAME_PLACE * glyph.size
    return next(
        (
            other
            for other in before[-2:]
            if glyph.text[0] == other.text[0] != " "
            and abs(other.x0 - glyph.x0) < near
            and abs(other.x1 - glyph.x1) < near
        ),
        None,
    )
