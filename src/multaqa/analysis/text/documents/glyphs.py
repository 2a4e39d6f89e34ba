"""The glyphs of a PDF page as letters with a place.

One glyph may stand for several letters (a ligature), and is kept whole: its letters are already in reading order.
"""

import re
import unicodedata
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from typing import Any

UNMAPPED = re.compile(r"\(cid:\d+\)|\x00")
PRESENTATION_FORMS = re.compile("[\ufb00-\ufb4f\ufb50-\ufdfb\ufe70-\ufefc]")
PRIVATE = re.compile("[\ue000-\uf8ff]")
BULLETS = {"\uf0b7": "•", "\uf0a7": "▪", "\uf0d8": "▪", "\uf076": "▪", "\uf0fc": "✓", "\uf02d": "-", "\uf06f": "▪"}
# No letter joins an alef that stands before it: a ligature that says so has been turned round.
TURNED_LIGATURE = re.compile("([اأإآ])(ل)")
SAME_PLACE = 0.15  # of the size: a letter drawn twice to look bold


@dataclass(slots=True)
class Glyph:
    """Letters at a place; y grows downwards, `baseline` is where the letters stand, all in points."""

    text: str
    x0: float
    x1: float
    baseline: float
    size: float
    font: str


def glyphs_of(chars: Iterable[dict[str, Any]], height: float) -> tuple[list[Glyph], int]:
    """The upright glyphs of a page, and how many signs have no letter in the file."""
    glyphs, unmapped = [], 0
    for char in chars:
        text = _letters(char["text"])
        if text is None:
            unmapped += 1
        elif text:
            size = abs(char["size"]) or 1.0
            glyphs.append(Glyph(text, char["x0"], char["x1"], height - char["matrix"][5], size, char["fontname"]))
    return glyphs, unmapped


def _letters(text: str) -> str | None:
    """The letters of a glyph; None where the file has none for it."""
    if UNMAPPED.fullmatch(text):
        return None
    if text in BULLETS:
        return BULLETS[text]
    if PRIVATE.search(text):
        return None
    letters = PRESENTATION_FORMS.sub(lambda form: unicodedata.normalize("NFKC", form[0]).strip(), text)
    if len(letters) == 2:
        letters = TURNED_LIGATURE.sub(r"\2\1", letters)
    return " " if letters.isspace() else letters.strip("\x00\ufeff")


def in_order(glyphs: Iterable[Glyph]) -> list[Glyph]:
    """From left to right, each mark joined to the letter it stands on, and letters drawn twice once."""
    ordered: list[Glyph] = []
    marks: list[Glyph] = []
    for glyph in sorted(glyphs, key=lambda glyph: (glyph.x0 + glyph.x1, glyph.text)):
        if all(unicodedata.category(letter) == "Mn" for letter in glyph.text):
            marks.append(glyph)
        elif not _is_drawn_twice(glyph, ordered):
            ordered.append(replace(glyph))
    for mark in marks:
        _join(mark, ordered)
    return ordered


def _is_drawn_twice(glyph: Glyph, before: Sequence[Glyph]) -> bool:
    return any(
        other.text == glyph.text and glyph.text != " " and abs(other.x0 - glyph.x0) < SAME_PLACE * glyph.size
        for other in before[-2:]
    )


def _join(mark: Glyph, letters: list[Glyph]) -> None:
    middle = (mark.x0 + mark.x1) / 2
    under = [letter for letter in letters if letter.text != " " and letter.x0 - 1 <= middle <= letter.x1 + 1]
    if under:
        letter = min(under, key=lambda letter: abs((letter.x0 + letter.x1) / 2 - middle))
        letter.text += mark.text
