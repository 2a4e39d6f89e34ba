"""By what a text is found: stems, so that whoever searches need not know which form of a word was said.

Words are folded before they come here, and both sides of a search come through here: what is stored and what is typed.
"""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cache, lru_cache

from multaqa.analysis.text.lexicon import rows
from multaqa.analysis.text.stems import empty_words, folded_words, readings, stem

LONGEST = 40  # letters of a word that is told from others: no database indexes a word of a thousand
MOST_WORDS = 20  # of a question: whoever pastes a page is answered by its beginning
SHORTEST_BEGINNING = 3  # letters: with fewer, a beginning would be that of too many words
# The article is certain before a word of two letters, which a stem as such never leaves: الحق, للحق.
SHORT_WORD = re.compile("^(?:ال|لل)(..)$")


@dataclass(frozen=True)
class AskedWord:
    """A word that is looked for: found as it stands, by what it begins, and by its stem."""

    word: str
    stem: str

    @property
    def is_beginning(self) -> bool:
        """Whether it may be the beginning of a longer word."""
        return len(self.word) >= SHORTEST_BEGINNING


def asked_words(words: Sequence[str]) -> list[AskedWord]:
    """The words that are looked for, each once. Those of grammar alone count only where there are no others."""
    telling = [word for word in words if word not in empty_words()]
    asked = dict.fromkeys(word[:LONGEST] for word in telling or words)
    return [AskedWord(word, search_stem(word)) for word in list(asked)[:MOST_WORDS]]


def search_stems(words: Iterable[str]) -> list[str]:
    """The stems of a text's words, each once, in order; words of grammar have none."""
    telling = (word for word in words if word not in empty_words())
    return list(dict.fromkeys(search_stem(word[:LONGEST]) for word in telling))


@lru_cache(maxsize=200_000)
def search_stem(word: str) -> str:
    """The stem of a folded word; what no ending tells, as most Arabic plurals, has the stem of its plain form."""
    plain = next((_plain_forms()[one] for one in readings(word) if one in _plain_forms()), word)
    return stem(SHORT_WORD.sub(r"\1", plain))


@cache
def _plain_forms() -> dict[str, str]:
    return {folded_words(row["form"])[0]: folded_words(row["word"])[0] for row in rows("irregular_forms")}
