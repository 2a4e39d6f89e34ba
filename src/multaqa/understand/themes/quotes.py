"""Finding the exact words of a quote in a text, or the nearest ones when they do not stand there."""

import re
from dataclasses import dataclass
from difflib import SequenceMatcher


@dataclass(frozen=True)
class Passage:
    """Characters of a text, by their place in it."""

    start: int
    end: int


def passages(text: str, quote: str) -> list[Passage]:
    """Every place where the quote stands, character by character."""
    return [Passage(found.start(), found.end()) for found in re.finditer(re.escape(quote), text)]


def nearest_words(text: str, quote: str) -> str:
    """As many characters of the text as the quote has, around the longest run they share, in whole words."""
    shared = SequenceMatcher(None, text, quote, autojunk=False).find_longest_match()
    if not shared.size:
        return text
    start = max(0, shared.a - shared.b)
    return text[_word_start(text, start) : _word_end(text, start + len(quote))]


def _word_start(text: str, place: int) -> int:
    return text.rfind(" ", 0, place + 1) + 1


def _word_end(text: str, place: int) -> int:
    after = text.find(" ", place)
    return len(text) if after < 0 else after
