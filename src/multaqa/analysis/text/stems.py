"""What stays of a word when its endings and particles go, for Arabic, Darija and French alike.

A stem is for comparing words, never for showing: themes show a stem by its most frequent word.
"""

from functools import cache, lru_cache

import snowballstemmer

from multaqa.analysis.text.folding import fold
from multaqa.analysis.text.lexicon import rows

# Particles glued to the front of Arabic words, longest first; what is left must be a word still.
GLUED = (
    "وبال", "وكال", "ولل", "فلل", "وال", "فال", "بال", "كال", "هاد", "لل", "ال", "وب", "ول", "وف",
    "و", "ف", "ب", "ل", "ك", "س",
)  # fmt: skip
# Endings of nouns and adjectives: possessives, plurals, the feminine, the adjective of relation.
ENDINGS = (
    "ياتهم", "ياتها", "ياتنا", "اتهم", "اتها", "اتنا", "اتكم", "ياته", "تهما", "اته", "يات", "تهم", "تها", "تنا", "تكم",
    "يين", "يون", "ون", "ين", "ات", "ان", "هم", "ها", "نا", "كم", "يه", "ته", "تو", "وا", "ت", "ه", "ي", "و",
)  # fmt: skip
SHORTEST = 3  # letters of an Arabic stem
FRENCH = snowballstemmer.stemmer("french")


def folded_words(text: str) -> list[str]:
    """The folded words of a text, in order."""
    return fold(text).text.split()


def is_arabic(word: str) -> bool:
    return any("\u0600" <= sign <= "\u06ff" for sign in word)


@lru_cache(maxsize=200_000)
def stem(word: str) -> str:
    """One stem of a folded word: لجمعياتهم and الجمعية give one, formations and formation give one."""
    if not is_arabic(word):
        return _latin(word)
    for start in GLUED:
        if word.startswith(start) and len(word) - len(start) >= (SHORTEST if len(start) > 1 else SHORTEST + 1):
            word = word[len(start) :]
            break
    for end in ENDINGS:
        if word.endswith(end) and len(word) - len(end) >= SHORTEST:
            return word[: -len(end)]
    return word


@lru_cache(maxsize=200_000)
def readings(word: str) -> tuple[str, ...]:
    """Every stem that a folded word may have, the word itself first: a lexicon decides between them.

    What begins with و or ends in ي may do so of itself (ولوجيات, وادي) or by what is glued to it.
    """
    if not is_arabic(word):
        return tuple(dict.fromkeys((word, _latin(word))))
    found = [word]
    for start in ("", *GLUED):
        shortest = SHORTEST - 1 if start.endswith("ل") and len(start) > 1 else SHORTEST  # الفن: the article is certain
        if not word.startswith(start) or len(word) - len(start) < shortest:
            continue
        bare = word[len(start) :]
        found.append(bare)
        if start.endswith("ال"):
            found.append(f"ال{bare}")  # as a lexicon has it where the bare word is too short: بالماء
        found += [bare[: -len(end)] for end in ENDINGS if bare.endswith(end) and len(bare) - len(end) >= SHORTEST]
    return tuple(dict.fromkeys(found))


@cache
def empty_words() -> frozenset[str]:
    """Folded words of grammar and of asking, which say nothing of the subject, in every language that is read."""
    return frozenset(word for row in rows("empty_words") for word in folded_words(row["words"]))


def _latin(word: str) -> str:
    stemmed: str = FRENCH.stemWord(word)
    return stemmed
