"""The text of a document as a page draws it: paragraphs, and in them what was proposed."""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from multaqa.listen.reading.models import Proposal, ReadingRun
from multaqa.ui.directions import direction

PARAGRAPH = re.compile(r"\S.*?(?=\n\s*\n|\Z)", re.DOTALL)
ARABIC, LATIN = re.compile(r"[\u0600-\u06ff]"), re.compile(r"[A-Za-zÀ-ÿ]")
MOST_CHARACTERS = 60_000
"""Of a longer document only the stretch is drawn in which the listed proposals stand."""


@dataclass(frozen=True)
class Piece:
    """Some characters that stand together; `proposal` where something is proposed of them."""

    text: str
    proposal: Proposal | None = None
    begins: bool = False


@dataclass(frozen=True)
class Paragraph:
    pieces: list[Piece]
    language: str
    page: int = 0  # the number of the page that begins here


def paragraphs(run: ReadingRun, proposals: Sequence[Proposal], listed: Iterable[Proposal]) -> list[Paragraph]:
    """The document, or the stretch of it in which the listed proposals stand."""
    start, end = _stretch(run, list(listed))
    drawn, page = [], 0
    for found in PARAGRAPH.finditer(run.text, start, end):
        now = run.page_of(found.start())
        pieces = list(_pieces(run.text, found.start(), found.end(), proposals))
        drawn.append(Paragraph(pieces, written_in(found[0], run.language), now if now != page else 0))
        page = now
    return drawn


def _stretch(run: ReadingRun, listed: Sequence[Proposal]) -> tuple[int, int]:
    if len(run.text) <= MOST_CHARACTERS or not listed:
        return 0, min(len(run.text), MOST_CHARACTERS)
    first, last = min(one.start for one in listed), max(one.end for one in listed)
    start = run.text.rfind("\n\n", 0, first) + 1
    return start, min(max(last, start + 1), start + MOST_CHARACTERS)


def _pieces(text: str, start: int, end: int, proposals: Sequence[Proposal]) -> Iterator[Piece]:
    """The paragraph cut wherever a proposal begins or ends; where two overlap, the shorter one is drawn."""
    inside = [one for one in proposals if one.start < end and start < one.end]
    edges = sorted({start, end, *(edge for one in inside for edge in (one.start, one.end) if start < edge < end)})
    for begin, stop in pairwise(edges):
        covering = [one for one in inside if one.start <= begin and stop <= one.end]
        shortest = min(covering, key=lambda one: one.end - one.start, default=None)
        yield Piece(text[begin:stop], shortest, shortest is not None and shortest.start == begin)


def written_in(words: str, language: str) -> str:
    """The language by its letters: a French paragraph of an Arabic document runs its own way."""
    arabic, latin = len(ARABIC.findall(words)), len(LATIN.findall(words))
    if arabic == latin:
        return language
    expected, fallback = ("rtl", "ar") if arabic > latin else ("ltr", "fr")
    return language if direction(language) == expected else fallback
