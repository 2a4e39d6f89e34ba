"""The words of a stretch of text, compared by their folded forms, and the lexicons that say what a word does."""

import re
from functools import cache, lru_cache

from multaqa.analysis.text.folding import fold
from multaqa.analysis.text.lexicon import rows

WORD = re.compile(r"\w(?:[\w\u064b-\u065f\u0670]*\w)?")  # a letter's marks belong to its word


@lru_cache(maxsize=65536)
def bare(word: str) -> str:
    """One word's folded form: what two spellings of it have in common."""
    return fold(word).text.replace(" ", "")


class Words:
    """The words of text[start:end] in order; word n stands at text[starts[n]:ends[n]] and is compared as forms[n]."""

    def __init__(self, text: str, start: int, end: int) -> None:
        self.text, self.start, self.end = text, start, end
        spans = [found.span() for found in WORD.finditer(text, start, end)]
        self.starts = [span[0] for span in spans]
        self.ends = [span[1] for span in spans]
        self.forms = [bare(text[a:b]) for a, b in spans]

    def __len__(self) -> int:
        return len(self.forms)

    def gap(self, place: int) -> str:
        """The signs before word `place`; after the last word for `place` = number of words."""
        after = self.ends[place - 1] if place else self.start
        return self.text[after : self.starts[place] if place < len(self) else self.end]

    def said(self, first: int, last: int) -> str:
        """The characters of words `first` to `last`, `last` not included."""
        return self.text[self.starts[first] : self.ends[last - 1]] if first < last else ""

    def has(self, place: int, phrases: "Phrases") -> int:
        """How many words from `place` on make the longest of the phrases; 0 where none does."""
        for phrase in phrases.get(self.forms[place], ()) if place < len(self) else ():
            if self.forms[place : place + len(phrase)] == list(phrase):
                return len(phrase)
        return 0


Phrases = dict[str, tuple[tuple[str, ...], ...]]


def phrases_of(forms: list[str]) -> Phrases:
    """Phrases by their first word, the longest first; an underscore or apostrophe parts the words of a phrase."""
    by_first: dict[str, list[tuple[str, ...]]] = {}
    for form in forms:
        phrase = tuple(bare(word) for word in WORD.findall(form.replace("_", " ")))
        by_first.setdefault(phrase[0], []).append(phrase)
    return {first: tuple(sorted(set(found), key=lambda p: (-len(p), p))) for first, found in by_first.items()}


@cache
def words_that(role: str, *languages: str) -> Phrases:
    """The phrases of `speech_words.csv` with that role, in the languages named."""
    of_role = [row for row in rows("speech_words") if row["role"] == role and row["language"] in languages]
    return phrases_of([form for row in of_role for form in row["forms"].split()])


@cache
def reporting_verbs() -> tuple[Phrases, dict[tuple[str, ...], tuple[str, str]]]:
    """All forms of the verbs that report speech, and for each its language and what the verb means."""
    forms: list[str] = []
    meanings: dict[tuple[str, ...], tuple[str, str]] = {}
    for row in rows("reporting_verbs"):
        for form in row["forms"].split():
            forms.append(form)
            phrase = tuple(bare(word) for word in WORD.findall(form.replace("_", " ")))
            meanings.setdefault(phrase, (row["language"], row["means"]))
    return phrases_of(forms), meanings
