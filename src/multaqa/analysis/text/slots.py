"""What must agree for two statements to say the same: numbers, days, places, who is meant, and which way it goes."""

import re
from collections import defaultdict
from collections.abc import Mapping, Sequence, Set
from dataclasses import dataclass
from decimal import Decimal
from functools import cache, lru_cache

from multaqa.analysis.text.amounts import find_amounts
from multaqa.analysis.text.concepts import concepts_in, polarity_book, who_book
from multaqa.analysis.text.dates import find_days
from multaqa.analysis.text.folding import fold
from multaqa.analysis.text.gazetteer import of_morocco
from multaqa.analysis.text.lexicon import rows
from multaqa.analysis.text.numbers import Number, find_numbers
from multaqa.analysis.text.places import find_places
from multaqa.analysis.text.romanising import likeness, names_in, skeletons_of
from multaqa.analysis.text.stems import folded_words
from multaqa.analysis.text.words import words_of

# Arabic says two by an ending: certain behind the feminine ت, else only of words that are no plural with the same one.
DUAL = re.compile(
    r"[وفبل]{0,2}(?:ال)?(?:\w{3,}ت(?:ين|ان)"
    r"|(?:مركز|طبيب|ملعب|مشروع|شهر|عام|يوم|اسبوع|طفل|اقليم|دوار|كيلومتر|قسم|سرير|باب|محور|طابق|جسر|ملف|مقر|مسلك|طريق|لقاء?"
    r"|اجتماع|تقرير|مليون|الف|مائت|مئت|حي|فضاء?|بئر|بير|شخص|حجر|موعد|مصعد|مسبح|مسجد|مخيم|مليار|درهم|ضعف)(?:ين|ان))"
)
PER = re.compile(r"(?:\b(?:pour|per)\s+|(?:في|ف|ب)\s*(?:ال)?)$", re.IGNORECASE)
TWO_THIRDS = re.compile(r"\bdeux tiers\b|\btwo thirds\b", re.IGNORECASE)
NO_DUAL = frozenset(["ستين", "بساتين", "بستان", "ثابتين", "روتين", "موقتين", "صامتين", "كتان", "فلسطين", "ملتان"])
ONLY = frozenset({"que", "qu"})
NEGATED_VERB = re.compile(r"^[وف]?ما(?:\w{2,})ش$|^ma[a-z0-9]{2,}ch$")
TURNED = frozenset({"quantity", "opening", "availability", "approval"})
REACH = 3  # words behind a negation that it turns round


@dataclass(frozen=True)
class Slots:
    """What one statement says in each slot."""

    numbers: frozenset[Decimal]
    days: frozenset[str]
    places: frozenset[str]  # folded official names
    who: frozenset[str]
    concepts: Mapping[str, float]
    leanings: Mapping[str, int]  # axis of polarity: above 0 one way, below 0 the other; `denial` counts bare negations
    names: tuple[str, ...]  # skeletons of capitalised words in Latin script
    skeletons: frozenset[str]  # of all words


def agreement(a: Slots, b: Slots) -> float:
    """How far two statements' slots agree: above 0 they do, below 0 they contradict each other. From -1.5 to 0.7."""
    total = _sets(a.numbers, b.numbers, 0.10, 0.40, 0.10) + _sets(a.days, b.days, 0.06, 0.25, 0.04)
    total += _places(a, b)
    total += _who(a, b)
    total += _polarity(a.leanings, b.leanings)
    return total


def _sets(a: Set[object], b: Set[object], same: float, other: float, missing: float) -> float:
    """same for what both say, less other where each says something that the other does not, missing where one does."""
    if not a and not b:
        return 0.0
    shared = len(a & b) / max(len(a), len(b))
    if a - b and b - a:
        return same * shared - other * (1 - shared)
    return same * shared - (missing * (1 - shared) if a - b or b - a else 0.0)


def _places(a: Slots, b: Slots) -> float:
    if a.places and b.places:
        return _sets(a.places, b.places, 0.10, 0.35, 0.05)
    latin, other = (a, b) if a.names else (b, a)
    if not latin.names:
        return -0.08 if a.places or b.places else 0.0
    best = [max((likeness(name, skeleton) for skeleton in other.skeletons), default=0.0) for name in latin.names]
    found = sum(best) / len(best)
    return 0.2 * (found - 0.6)


def _who(a: Slots, b: Slots) -> float:
    if not a.who or not b.who:
        return -0.04 if a.who or b.who else 0.0
    shared = len(a.who & b.who)
    score = 0.10 * shared / len(a.who | b.who)
    if a.who - b.who and b.who - a.who:
        score -= 0.06 if shared else 0.15
    return score


def _polarity(a: Mapping[str, int], b: Mapping[str, int]) -> float:
    score = 0.0
    for axis in sorted(a.keys() & b.keys() - {"denial"}):
        if a[axis] * b[axis]:
            score += 0.05 if a[axis] * b[axis] > 0 else -0.14
    whole_a, whole_b = (sum(_sign(value) for value in leanings.values()) for leanings in (a, b))
    if whole_a * whole_b < 0:
        return score - 0.10
    if (whole_a < 0) != (whole_b < 0):
        return score - 0.05
    return score


@lru_cache(maxsize=50_000)
def slots_of(text: str) -> Slots:
    """Read one statement. About 2,000 a second."""
    words = folded_words(text)
    return Slots(
        numbers=_numbers(text),
        days=frozenset(day.iso for day in find_days(text)),
        places=_place_names(text),
        who=frozenset(found.key for found in who_book().find(words)),
        concepts=concepts_in(text),
        leanings=_leanings(words),
        names=names_in(text),
        skeletons=skeletons_of(words),
    )


def _numbers(text: str) -> frozenset[Decimal]:
    sums = find_amounts(text)
    numbers = [number for number in find_numbers(text) if not _is_percent(text, number)]
    taken = [(money.start, money.end) for money in sums]
    values = {number.value for number in numbers if not _is_inside(number.start, taken)}
    values |= {money.value_mad for money in sums}
    values = {value * 100 if 0 < value < 1 else value for value in values} - {Decimal(1)}
    taken += [(number.start, number.end) for number in numbers]
    for word in words_of(text):
        if _is_inside(word.start, taken):
            continue
        values |= _other_numbers().get(word.text, frozenset())
        if DUAL.fullmatch(word.text) and word.text not in NO_DUAL:
            values.add(Decimal(2))
    if TWO_THIRDS.search(text):
        values = values - {Decimal(2), Decimal(33)} | {Decimal(67)}
    return frozenset(values)


def _is_percent(text: str, number: Number) -> bool:
    """Whether a hundred is that of "25 pour cent" and no number by itself."""
    return number.value == 100 and PER.search(text[: number.start]) is not None


def _is_inside(place: int, taken: Sequence[tuple[int, int]]) -> bool:
    return any(start <= place < end for start, end in taken)


def _place_names(text: str) -> frozenset[str]:
    units = of_morocco().units
    return frozenset(fold(units[code].name_fr).text for place in find_places(text) for code in place.candidates[:1])


def _leanings(words: list[str]) -> dict[str, int]:
    """Which way a statement leans on each axis; a negation turns the nearest word behind it, or counts by itself."""
    denied = [place for place, word in enumerate(words) if _denies(words, place)]
    found = [(match.key, match.start, match.end) for match in polarity_book().find(words)]
    leanings: defaultdict[str, int] = defaultdict(int)
    used: set[int] = set()
    for key, start, end in found:
        near = [place for place in denied if start - REACH <= place < start or start <= place < end]
        inside = any(start <= place < end for place in near)
        used.update(near)
        # غير كافية is negative as a phrase; "aucune permanence" is none the less about permanence
        turned = bool(near) and not inside and key[:-1] in TURNED
        sign = 1 if key.endswith("+") else -1
        leanings[key[:-1]] += -sign if turned else sign
    if any(place not in used for place in denied):
        leanings["denial"] = -1
    return dict(leanings)


def _denies(words: Sequence[str], place: int) -> bool:
    word = words[place]
    if word in {"ne", "n"}:  # ne ... que is "only", no denial
        return not any(later in ONLY for later in words[place + 2 : place + 5])
    if word == "ما" and words[place + 1 : place + 2] and words[place + 1].endswith(("ش", "شي")):  # ما عندناش
        return True
    return word in _negations() or NEGATED_VERB.match(word) is not None or word.lstrip("و") in {"لا", "لم", "لن", "غير"}


def _sign(value: int) -> int:
    return (value > 0) - (value < 0)


@cache
def _other_numbers() -> Mapping[str, frozenset[Decimal]]:
    """Shares, ordinals and Darija's own words, which `numbers` leaves aside."""
    values: defaultdict[str, set[Decimal]] = defaultdict(set)
    for row in rows("other_numbers"):
        for word in folded_words(row["words"]):
            values[word].add(Decimal(row["value"]))
    return {word: frozenset(found) for word, found in values.items()}


@cache
def _negations() -> frozenset[str]:
    return frozenset(word for row in rows("negations") for word in folded_words(row["words"]))
