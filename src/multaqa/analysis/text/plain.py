"""A text in one spelling that keeps its punctuation: what reading numbers, dates and sums starts from.

`folding.fold` is for comparing: it drops the full stops and commas that decide what 3.097.722 is.
"""

import re
import unicodedata
from dataclasses import dataclass

from multaqa.analysis.text.folding import LETTERS

GAP = r"(?: {1,2}| ?\n ?)"  # between words of one phrase; a line may break there once
SOME_GAP = r"(?: {0,2}| ?\n ?)"


class _Signs(dict[int, str]):
    """What stands for a character in plain text: at most one character, so that places can be told."""

    OTHERS = {"ی": "ي", "ک": "ك", "’": "'", "‘": "'", "ʼ": "'", "´": "'", "`": "'", "−": "-", "\r": " "}

    def __missing__(self, code: int) -> str:
        self[code] = sign = self._of(chr(code))
        return sign

    def _of(self, sign: str) -> str:
        category = unicodedata.category(sign)
        if category in {"Mn", "Cf"} or sign == "ـ":
            return ""
        if category == "Nd":
            return str(unicodedata.decimal(sign))
        if category in {"Zs", "Pd"}:
            return " " if category == "Zs" else "-"
        if category == "No":  # ² is no 2
            return sign
        letter = unicodedata.normalize("NFKC", sign)
        letter = self.OTHERS.get(letter) or (LETTERS.get(letter) if len(LETTERS.get(letter, "")) == 1 else "") or letter
        bare = "".join(
            part for part in unicodedata.normalize("NFKD", letter) if not unicodedata.combining(part)
        ).lower()
        return bare if len(bare) == 1 else sign


SIGNS = _Signs()


@dataclass(frozen=True)
class Plain:
    """A text in plain spelling; origins are where its characters stand in the source, None where all are kept."""

    text: str
    source: str
    origins: list[int] | None

    def span(self, start: int, end: int) -> tuple[int, int]:
        """Where characters start to end stand in the source, with the marks on the last of them."""
        if self.origins is None or start >= end:
            return start, end
        last = self.origins[end - 1] + 1
        while last < len(self.source) and (self.source[last] == "ـ" or unicodedata.category(self.source[last]) == "Mn"):
            last += 1
        return self.origins[start], last


def plain(text: str) -> Plain:
    """Lower case without diacritics, hamza carriers, tatweel or invisible marks; every digit is an ASCII one."""
    flat = text.translate(SIGNS)
    if len(flat) == len(text):
        return Plain(flat, text, None)
    return Plain(flat, text, [place for place, sign in enumerate(text) if SIGNS[ord(sign)]])


def any_of(words: list[str], gap: str = GAP) -> str:
    """A pattern for one of these words in plain spelling, the longest first; a space in a word is a gap in the text."""
    flat = sorted({plain(word).text for word in words}, key=lambda word: (-len(word), word))
    return "(?:" + "|".join(gap.join(map(re.escape, word.split(" "))) for word in flat) + ")"
