"""Phrases of a lexicon found in the words of a text, the longest first, behind the clitics that Arabic glues on."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import product
from typing import Generic, TypeVar

from multaqa.analysis.text.folding import fold
from multaqa.analysis.text.words import Word, after_letters, is_inside_a_name, prefixes_of, without

Meaning = TypeVar("Meaning")


@dataclass(frozen=True)
class Found(Generic[Meaning]):
    """Words at to at + count of a text, without the clitic before them, and what the lexicon says they mean."""

    at: int
    count: int
    prefix: str
    meaning: Meaning

    @property
    def end(self) -> int:
        return self.at + self.count

    def span(self, text: str, words: Sequence[Word]) -> tuple[int, int]:
        start, end = words[self.at].start, words[self.end - 1].end
        return after_letters(text, start, end, len(self.prefix)), end


class Phrases(Generic[Meaning]):
    """A lexicon: phrases, and what each means; the first meaning given to a phrase stands.

    In a phrase `|` parts alternatives of one word: `femme|femmes rurale|rurales` is four phrases.
    """

    def __init__(self, entries: Iterable[tuple[str, Meaning]]) -> None:
        self._after: dict[str, list[tuple[tuple[str, ...], Meaning]]] = defaultdict(list)
        known: set[tuple[str, ...]] = set()
        for phrase, meaning in entries:
            for alternative in product(*(word.split("|") for word in phrase.split())):
                words = tuple(fold(" ".join(alternative)).text.split())
                if words and words not in known:
                    known.add(words)
                    self._after[words[0]].append((words, meaning))
        for rows in self._after.values():
            rows.sort(key=lambda row: -len(row[0]))

    def find(self, text: str, words: Sequence[Word]) -> Iterator[Found[Meaning]]:
        """Every phrase in order, none inside another. Linear in the number of words."""
        at = 0
        while at < len(words):
            found = self.begins_at(text, words, at)
            if found is None:
                at += 1
            else:
                yield found
                at = found.end

    def begins_at(self, text: str, words: Sequence[Word], at: int) -> Found[Meaning] | None:
        """The longest phrase that begins at a word; with fewer clitics taken off where two are as long."""
        best: Found[Meaning] | None = None
        for prefix in prefixes_of(words[at].text):
            for phrase, meaning in self._after.get(without(prefix, words[at].text), ()):
                if best is not None and len(phrase) <= best.count:
                    break
                if _continues(text, words, at, phrase):
                    best = Found(at, len(phrase), prefix, meaning)
                    break
        return best


def _continues(text: str, words: Sequence[Word], at: int, phrase: tuple[str, ...]) -> bool:
    if at + len(phrase) > len(words):
        return False
    return all(
        words[at + place].text == phrase[place]
        and is_inside_a_name(text[words[at + place - 1].end : words[at + place].start])
        for place in range(1, len(phrase))
    )
