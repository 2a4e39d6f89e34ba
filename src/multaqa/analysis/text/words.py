"""Words of a text in one spelling, where each stands, and the clitics that Arabic glues to them."""

import re
import unicodedata
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache

from multaqa.analysis.text.folding import fold
from multaqa.analysis.text.records import Span

WORDS = re.compile(r"[^ ]+")
QUOTES = {"«": "»", "“": "”", '"': '"', "”": "“"}
LONGEST_QUOTE = 60  # characters of a name between quotes


@dataclass(frozen=True)
class Word:
    text: str  # folded
    start: int  # in the source
    end: int


@lru_cache(maxsize=2)  # each finder asks for the words of the same document
def words_of(text: str) -> tuple[Word, ...]:
    """The words of a text, folded, each with its characters in the source; linear in the text's length."""
    folded = fold(text)
    found = []
    for match in WORDS.finditer(folded.text):
        start, end = folded.span(*match.span())
        while end < len(text) and (text[end] in "ءـ" or unicodedata.category(text[end]) == "Mn"):
            end += 1  # what folding leaves out still belongs to its word
        found.append(Word(match.group(), start, end))
    return tuple(found)


@lru_cache(maxsize=65536)
def prefixes_of(word: str) -> tuple[str, ...]:
    """Clitics that a word may begin with, fewest first: none, و, ف, ب, ل, ك and their chains."""
    if word[0] not in "وفبلك":
        return ("",)
    found = [""]
    if len(word) > 3:
        if word[0] in "وف":
            found.append(word[0])
            if word[1] in "بلك" and len(word) > 4:
                found.append(word[:2])
        else:
            found.append(word[0])
    return tuple(found)


def without(prefix: str, word: str) -> str:
    """The word behind its clitics; للجديدة is ل + الجديدة."""
    rest = word[len(prefix) :]
    return "ا" + rest if prefix.endswith("ل") and rest.startswith("ل") else rest


def after_letters(text: str, start: int, end: int, letters: int) -> int:
    """Where a name begins behind so many letters of clitics, each with its signs."""
    while letters and start < end:
        if unicodedata.category(text[start]) not in {"Mn", "Cf"} and text[start] != "ـ":
            letters -= 1
        start += 1
    while start < end and (unicodedata.category(text[start]) in {"Mn", "Cf"} or text[start] == "ـ"):
        start += 1
    return start


def end_of_quote(text: str, words: Sequence[Word], at: int) -> int:
    """The word after a quoted name that begins with this word: association « Amal », جمعية "الأمل"; 0 for none."""
    before = words[at - 1].end if at else 0
    opening = text[before : words[at].start].strip() if at < len(words) else ""
    closed = text.find(QUOTES[opening], words[at].start, before + LONGEST_QUOTE) if opening in QUOTES else -1
    if closed < 0:
        return 0
    return next((place for place in range(at, len(words)) if words[place].start > closed), len(words))


def with_closing_quote(text: str, start: int, end: int) -> int:
    """Where a name that holds a quotation ends: behind the sign that closes it."""
    if not any(sign in text[start:end] for sign in QUOTES):
        return end
    at = end
    while at < len(text) and text[at] == " ":
        at += 1
    return at + 1 if at < len(text) and text[at] in QUOTES.values() else end


def is_inside_a_name(gap: str) -> bool:
    """Spaces, one break of line, hyphens and apostrophes join the words of a name; other signs part them."""
    if "\n" in gap and gap.strip(" \n\r"):
        return False  # the next point of a list
    return (
        len(gap) < 8
        and gap.count("\n") < 2
        and all(
            sign in " \n\r\u00a0\u202f_'’ʼ`/" or unicodedata.category(sign) in {"Pd", "Mn", "Cf", "Zs"} for sign in gap
        )
    )


def is_unbroken(gap: str, stops: frozenset[str] | set[str]) -> bool:
    return "\n\n" not in gap and not any(sign in stops for sign in gap)


def is_a_proper_name(sign: str) -> bool:
    return sign.isupper() or unicodedata.category(sign) == "Lo"


def words_within(words: Sequence[Word], spans: Sequence[Span]) -> frozenset[int]:
    """Which words lie in spans that stand in order, none inside another."""
    return frozenset(_within(words, spans))


def _within(words: Sequence[Word], spans: Sequence[Span]) -> Iterator[int]:
    place = 0
    for at, word in enumerate(words):
        while place < len(spans) and spans[place].end <= word.start:
            place += 1
        if place < len(spans) and word.end > spans[place].start:
            yield at
