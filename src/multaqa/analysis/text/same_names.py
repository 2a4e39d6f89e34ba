"""Whether two ways of writing a name name one person: spaces, articles, first names left out, either script."""

import re
from collections.abc import Sequence
from functools import lru_cache

from multaqa.analysis.text.folding import fold

# What remains of a name when vowels and what either script leaves out are gone.
ARABIC_CONSONANTS = dict(
    zip("بتثجحخدذرزسشصضطظغفقكلمنه", ["b", "t", "t", "j", "h", "x", "d", "d", "r", "z", "s", "c", "s", "d", "t", "d",
                                     "g", "f", "k", "k", "l", "m", "n", "h"], strict=True)
)  # fmt: skip
LATIN_PAIRS = (("ch", "c"), ("sh", "c"), ("kh", "x"), ("gh", "g"), ("dh", "d"), ("th", "t"), ("dj", "j"), ("ph", "f"))
LATIN_LETTERS = {"q": "k", "c": "k", "g": "g", "v": "b", "p": "b"}
ARTICLES = frozenset({"el", "al", "l", "es", "ed", "ech", "ez"})
FEWEST_CONSONANTS = 2


def same_name(one: str, other: str) -> bool:
    """Whether two full names are one: equal but for articles and spaces, or the same first name and surname."""
    first, second = _parts(one), _parts(other)
    if "".join(first) == "".join(second):
        return True
    if _is_arabic(one) != _is_arabic(other):
        return _consonants(first) == _consonants(second) and all(
            len(part) >= FEWEST_CONSONANTS for part in _consonants(first)
        )
    if len(first) == 2 and first == second[::-1] and _surname_first(one) != _surname_first(other):
        return True
    if len(first) < 2 or len(second) < 2 or not _same_first(first[0], second[0]):
        return False
    return first[-1] == second[-1] or _joined_end(first) == _joined_end(second)


def ends_with(full: str, surname: str) -> bool:
    """Whether a name ends in this surname, in either script, or begins with it as a first name."""
    whole, part = _parts(full), _parts(surname)
    if not part or len(part) > len(whole):
        return False
    if _is_arabic(full) == _is_arabic(surname):
        joined = "".join(part)
        return len(joined) > 2 and (joined in _tails(whole) or part == whole[: len(part)])
    skeleton = "".join(_consonants(part))
    return len(skeleton) > FEWEST_CONSONANTS and skeleton in {
        "".join(_consonants(whole[at:])) for at in range(1, len(whole))
    }


def keys_of(name: str) -> set[tuple[str, str]]:
    """Names that may be one share one of these: an end of them, its sound in either script, or their first name."""
    parts = _parts(name)
    ends = {("ends", tail) for tail in _tails(parts)}
    sounds = {("sounds", "".join(_consonants(parts[at:]))) for at in range(len(parts))}
    turned = {("turned", " ".join(sorted(parts)))} if len(parts) == 2 else set()
    return ends | sounds | turned | {("begins", part) for part in parts[:1]}


def _surname_first(name: str) -> bool:
    """MOUTAWAKIL Rkia: the first word alone in capitals."""
    words = name.split()
    return len(words) > 1 and words[0].isupper() and len(words[0]) > 2 and not words[-1].isupper()


def _tails(parts: Sequence[str]) -> set[str]:
    return {"".join(parts[at:]) for at in range(len(parts))}


def _same_first(one: str, other: str) -> bool:
    short, long = sorted((one, other), key=len)
    if len(short) == 1:
        return long.startswith(short)
    return one == other or (_consonants([one]) == _consonants([other]) and one[0] == other[0])


def _joined_end(parts: Sequence[str]) -> str:
    return "".join(parts[1:])


@lru_cache(maxsize=4096)
def _parts(name: str) -> tuple[str, ...]:
    parts: list[str] = []
    for word in fold(name).text.split():
        bare = word[2:] if word.startswith("ال") and len(word) > 4 else word
        if bare in ARTICLES:
            continue
        if parts and parts[-1] == "عبد":
            parts[-1] += bare
        else:
            parts.append(bare)
    return tuple(parts)


def _is_arabic(name: str) -> bool:
    return any("\u0600" <= sign <= "\u06ff" for sign in name)


def _consonants(parts: Sequence[str]) -> list[str]:
    return [_skeleton(part) for part in parts]


def _skeleton(part: str) -> str:
    if _is_arabic(part):
        return "".join(ARABIC_CONSONANTS.get(sign, "") for sign in part.removesuffix("ه"))
    part = re.sub(r"([a-z])\1", r"\1", part)
    for pair, sign in LATIN_PAIRS:
        part = part.replace(pair, sign.upper())
    part = part.removesuffix("h")
    letters = "".join(LATIN_LETTERS.get(sign, sign) for sign in part if sign not in "aeiouwy")
    return letters.lower()
