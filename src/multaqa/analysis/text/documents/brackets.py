"""Which way the brackets of a page open, by their place.

A file may say that the glyph ( means ), since Arabic turns brackets round, or mean both by one glyph, according to
where it stood first. The eye sees it: a bracket opens to the side where a word touches it; and on a line that has them
in pairs, the first opens.
"""

from collections import Counter
from collections.abc import Iterator, Sequence

from multaqa.analysis.text.documents.glyphs import Glyph
from multaqa.analysis.text.documents.lines import WORD_GAP, Line

PAIRS = ("()", "[]", "{}", "«»", "‹›")
SURE = 0.8  # share of the votes


def set_shapes(lines: Sequence[Line]) -> None:
    """Give each bracket glyph the sign of its shape, by the votes of its font; where they are split, by its place."""
    for pair in PAIRS:
        seen = [found for line in lines if (found := list(_by_place(line, pair)))]
        votes = Counter((glyph.font, glyph.text, opens) for found in seen for glyph, opens in found)
        for found in seen:
            for glyph, opens in found:
                glyph.text = pair[0] if _opens(glyph, pair, votes, by_place=opens) else pair[1]


def _opens(glyph: Glyph, pair: str, votes: Counter[tuple[str, str, bool | None]], *, by_place: bool | None) -> bool:
    yes, no = (votes[glyph.font, glyph.text, opens] for opens in (True, False))
    if yes + no and max(yes, no) >= SURE * (yes + no):
        return yes > no
    return glyph.text == pair[0] if by_place is None else by_place


def _by_place(line: Line, pair: str) -> Iterator[tuple[Glyph, bool | None]]:
    """Each bracket of a line, and whether it opens to the right; None where its place does not tell."""
    found = [place for place, glyph in enumerate(line.glyphs) if glyph.text in pair]
    for number, place in enumerate(found):
        before, after = _touches(line, place, -1), _touches(line, place, +1)
        by_number = number % 2 == 0 if len(found) % 2 == 0 else None
        yield line.glyphs[place], after if before != after else by_number


def _touches(line: Line, place: int, side: int) -> bool:
    """Whether a letter or digit stands right beside the bracket."""
    if not 0 <= place + side < len(line.glyphs):
        return False
    glyph, other = line.glyphs[place], line.glyphs[place + side]
    gap = max(glyph.x0, other.x0) - min(glyph.x1, other.x1)
    return other.text[0].isalnum() and gap < WORD_GAP * line.size
