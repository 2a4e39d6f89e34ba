"""One spelling for comparing, with the way back to the characters it came from."""

import unicodedata
from dataclasses import dataclass
from functools import lru_cache

LETTERS = {
    "أ": "ا", "إ": "ا", "آ": "ا", "ٱ": "ا", "ى": "ي", "ئ": "ي", "ؤ": "و", "ة": "ه", "ـ": "", "ء": "",
    "ڭ": "ك", "گ": "ك", "ڤ": "ف", "œ": "oe", "æ": "ae", "ß": "ss",
}  # fmt: skip
DIGITS = dict(zip("٠١٢٣٤٥٦٧٨٩۰۱۲۳۴۵۶۷۸۹", "01234567890123456789", strict=True))


@dataclass(frozen=True)
class Folded:
    """A folded text; character n of it came from source[origins[n]]."""

    text: str
    origins: tuple[int, ...]
    source_length: int

    def span(self, start: int, end: int) -> tuple[int, int]:
        """Where characters start to end of the folded text stand in the source."""
        if start >= end:
            at = self.origins[start] if start < len(self.origins) else self.source_length
            return at, at
        return self.origins[start], self.origins[end - 1] + 1


def fold(text: str) -> Folded:
    """Lower case without diacritics, hamza, tatweel, invisible marks or hyphens; runs of all else are one space."""
    letters: list[str] = []
    origins: list[int] = []
    for place, sign in enumerate(text):
        for letter in _bare(sign):
            if letter == " " and (not letters or letters[-1] == " "):
                continue
            letters.append(letter)
            origins.append(place)
    if letters and letters[-1] == " ":
        letters.pop()
        origins.pop()
    return Folded("".join(letters), tuple(origins), len(text))


@lru_cache(maxsize=4096)
def _bare(sign: str) -> str:
    """What is left of one character: letters and digits, a space, or nothing where it is only a mark on another."""
    if unicodedata.category(sign) in {"Mn", "Cf"}:
        return ""
    if sign in LETTERS:
        return LETTERS[sign]
    parts = unicodedata.normalize("NFKD", sign).casefold()
    kept = (LETTERS.get(part, DIGITS.get(part, part)) for part in parts if not unicodedata.combining(part))
    return "".join(part if part.isalnum() else " " for part in kept)
