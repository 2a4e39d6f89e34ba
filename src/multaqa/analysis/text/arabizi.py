"""Darija in Latin letters, written in Arabic ones: so that lexicons and vectors, which know little of it, meet it."""

import re
from functools import lru_cache

from multaqa.analysis.text.language import language_of

# Digits stand for the letters that Latin lacks; groups of letters come before single ones.
SPELLINGS = (
    ("tch", "تش"), ("sch", "ش"), ("ch", "ش"), ("sh", "ش"), ("kh", "خ"), ("gh", "غ"), ("th", "ت"), ("dh", "د"),
    ("ou", "و"), ("oo", "و"), ("ee", "ي"), ("ai", "ي"), ("ei", "ي"), ("aa", "ا"),
    ("2", "ا"), ("3", "ع"), ("5", "خ"), ("6", "ط"), ("7", "ح"), ("8", "غ"), ("9", "ق"),
    ("a", "ا"), ("b", "ب"), ("c", "ك"), ("d", "د"), ("e", ""), ("f", "ف"), ("g", "ك"), ("h", "ه"), ("i", "ي"),
    ("j", "ج"), ("k", "ك"), ("l", "ل"), ("m", "م"), ("n", "ن"), ("o", "و"), ("p", "ب"), ("q", "ق"), ("r", "ر"),
    ("s", "س"), ("t", "ت"), ("u", "و"), ("v", "ف"), ("w", "و"), ("x", "كس"), ("y", "ي"), ("z", "ز"),
)  # fmt: skip
LETTERS = dict(SPELLINGS)
SPELT = re.compile("|".join(re.escape(written) for written, _ in SPELLINGS))
WORD = re.compile(r"[A-Za-zÀ-ÿ0-9]+")
ARTICLE = re.compile(r"^(?:([wfbk])?l)(?=[bcdfghjkmnpqrstvwxz3579][a-z0-9])")  # lmdrasa is l-mdrasa, the school
DOUBLED = re.compile(r"([^\W\d])\1+")


@lru_cache(maxsize=50_000)
def in_arabic_letters(text: str) -> str:
    """Arabizi as a Moroccan would write it in Arabic letters; any other text as it is.

    Numbers stay. Short vowels are written or not as chance has it: the result is for comparing, never for showing.
    """
    if language_of(text) != "ary-Latn":
        return text
    return WORD.sub(lambda match: _word(match[0].lower()), text)


def _word(word: str) -> str:
    if word.isdigit():
        return word
    article = ARTICLE.match(word)
    start, rest = (article[1] or "", word[article.end() :]) if article else ("", word)
    letters = SPELT.sub(lambda match: LETTERS[match[0]], DOUBLED.sub(r"\1", rest))
    return SPELT.sub(lambda match: LETTERS[match[0]], start) + ("ال" if article else "") + letters
