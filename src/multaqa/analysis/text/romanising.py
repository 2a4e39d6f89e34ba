"""Names as both scripts write them: their consonants alone."""

import re
from functools import lru_cache

from rapidfuzz import fuzz

from multaqa.analysis.text.stems import folded_words, is_arabic, readings

# What a French ear makes of an Arabic consonant; ح and ع have no letter, long vowels are written or not.
SOUNDS = {
    "ب": "b", "ت": "t", "ث": "t", "ج": "j", "خ": "k", "د": "d", "ذ": "d", "ر": "r", "ز": "z", "س": "s", "ش": "s",
    "ص": "s", "ض": "d", "ط": "t", "ظ": "d", "غ": "k", "ف": "f", "ق": "k", "ك": "k", "ل": "l", "م": "m", "ن": "n",
}  # fmt: skip
# Latin spellings of one sound, those of several letters before those of one.
SPELLINGS = (
    ("sch", "s"), ("ch", "s"), ("sh", "s"), ("kh", "k"), ("gh", "k"), ("dh", "d"), ("th", "t"), ("ph", "f"),
    ("gu", "k"), ("ge", "j"), ("gi", "j"), ("dj", "j"), ("ce", "s"), ("ci", "s"), ("q", "k"), ("c", "k"), ("g", "k"),
    ("x", "ks"), ("v", "b"), ("p", "b"),
)  # fmt: skip
CONSONANTS = frozenset("bdfjklmnrstz")
CAPITALISED = re.compile(r"(?<=[\w,;] )(?:[dl]['’])?([A-ZÀ-Ý][\w-]{3,})")
FEWEST = 2  # consonants of a name


def skeleton(word: str) -> str:
    """The consonants of a folded word: تيلوكيت and Tilougguite give tlkt."""
    if is_arabic(word):
        return _undoubled("".join(SOUNDS.get(letter, "") for letter in word))
    for written, sound in SPELLINGS:
        word = word.replace(written, sound)
    return _undoubled("".join(letter for letter in word if letter in CONSONANTS))


def names_in(text: str) -> tuple[str, ...]:
    """Skeletons of capitalised words behind the first."""
    names = (skeleton(word) for name in CAPITALISED.findall(text) for word in folded_words(name))
    return tuple(name for name in names if len(name) >= FEWEST)


def skeletons_of(words: list[str]) -> frozenset[str]:
    """Those that any of the words may have, with or without what is glued to it."""
    forms = (form for word in words for form in (readings(word)[:6] if is_arabic(word) else (word,)))
    return frozenset(one for form in forms if len(one := skeleton(form)) >= FEWEST)


@lru_cache(maxsize=50_000)
def likeness(one: str, other: str) -> float:
    """How alike two skeletons are, from 0 to 1."""
    return float(fuzz.ratio(one, other)) / 100


def _undoubled(word: str) -> str:
    return re.sub(r"(.)\1+", r"\1", word)
