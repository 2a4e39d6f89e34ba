"""Sums in dirhams, and what each is for, as the text states them: nothing is computed, no other currency is read."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from decimal import Decimal

from multaqa.analysis.text.lexicon import rows
from multaqa.analysis.text.numbers import DIGITS, Number, numbers_of, tidy, value_of_digits
from multaqa.analysis.text.plain import GAP, SOME_GAP, Plain, any_of, plain
from multaqa.analysis.text.purposes import purpose_of
from multaqa.analysis.text.records import Amount

CURRENCY = rows("currency")
FACTORS = {plain(row["word"]).text: Decimal(row["factor"]) for row in CURRENCY if row["factor"]}


def _words(language: str, *roles: str) -> str:
    return any_of([row["word"] for row in CURRENCY if row["language"] == language and row["role"] in roles])


FOREIGN = rf"(?!{GAP}(?:{_words('fr', 'foreign')}|{_words('ar', 'foreign')})(?!\w))(?! ?d'euro)"
UNIT = re.compile(
    rf"(?P<closing>\))?(?:{SOME_GAP}|-|/(?!\d))"
    rf"(?:(?:(?P<times>{_words('fr', 'multiplier')})\.?{SOME_GAP})?(?:de{GAP}|d')?"
    rf"(?P<fr>{_words('fr', 'dirham', 'centime')})(?![a-z0-9])"
    rf"|(?:(?:من|ديال|د){GAP})?(?:ال)?(?P<ar>{_words('ar', 'dirham', 'centime', 'rial', 'abbreviation')})(?!\w)"
    rf"){FOREIGN}"
)
SMALL_UNITS = {plain(row["word"]).text for row in CURRENCY if row["role"] in {"centime", "rial"}}
TWO_DIRHAMS = re.compile(rf"(?<!\w)[وفبل]?({_words('ar', 'two_dirhams')})(?!\w){FOREIGN}")
# "MAD 5 million"; "Montant en DH : 500 000"; المبلغ بالدرهم: 3.000.000
UNIT_FIRST = re.compile(
    rf"(?P<headed>\b(?:en|in) |\(|(?<!\w)بال)?(?<![a-z])(?:(?P<times>{_words('fr', 'multiplier')})?(?P<short>mad|dhs?)"
    rf"|(?P<long>dirhams?|درهم|دراهم))(?P<colon> ?\)? ?[:=])? ?(?={DIGITS})"
)
RANGE = re.compile(rf"{SOME_GAP}-{SOME_GAP}|{GAP}(?:a|au|to|jusqu'a){GAP}|{GAP}(?:الي|حتي)(?:{GAP}غايه)?{GAP}")
LIST = re.compile(rf"{GAP}(?:et|ou|and|or){GAP}(?:de )?|{GAP}(?:و ?|او{GAP})|[,،] ")
LINK = re.compile(f"{RANGE.pattern}|{LIST.pattern}")
BETWEEN = re.compile(r"(?:\bentre|\bbetween|(?<!\w)(?:ما )?بين) $")
COUNTS_NO_MONEY = re.compile(  # what a number before "et 4 millions de dirhams" may number instead
    r"(?:\b(?:articles?|art\.|lois?|n°|numeros?|pages?|objectifs?|axes?|annees?|ans?|en|depuis|phases?|etapes?|du|le)"
    r"|(?<!\w)[وبل]?(?:ال)?(?:سنه|عام|سنتي|ماده|مادتين|رقم|قانون|فصل|محور|عدد|مرحله|صفحه|يوم)) ?[:.]? ?$"
)
HALF_BEHIND = re.compile(rf"{GAP}(?:et demie?\b|ونصف(?!\w|{GAP}ال))")  # مليون درهم ونصف
ONE = Number(0, 1, Decimal(1), 1, True)
SHARE_OF = re.compile(r"\b(?:dont|including|of which)\b|(?<!\w)(?:منها|من بينها)(?!\w)")
# "dont 4 millions pour ...": a share of a sum says its currency no more, but what it is for follows at once
SHARE_FOLLOWED = re.compile(
    rf"{GAP}(?:pour|destine|consacre|alloue|affecte|reserve|au profit|a la charge|financee?s?|supportee?s?|par)"
    rf"|{GAP}(?:مخصص|موجه|لفايده|ممول|من طرف|من قبل|برسم|ستخصص|سيخصص|خصصت)"
)
SENTENCE_END = re.compile(r"[.!?؟؛;\n](?:\s|$)")


@dataclass(frozen=True)
class _Sum:
    """A sum in plain text, before its purpose is looked for."""

    start: int
    end: int
    value: Decimal
    confidence: float


def find_amounts(text: str) -> tuple[Amount, ...]:
    """Sums in dirhams in the order of the text; value_mad is exact, 100 centimes are a dirham, 20 rials too.

    A figure that is near ("près de", حوالي) stays as stated; both ends of a range are given, and both numbers of
    "26 et 4 millions de dirhams". Numbers without the currency are none, nor are euros, dollars or the Emirates'
    dirham. Spans are exact: text[start:end] is the mention. The time is linear in len(text).
    """
    flat = plain(text)
    if not CURRENCY_SOMEWHERE.search(flat.text):
        return ()
    sums = sorted(_sums(flat.text), key=lambda found: found.start)
    return tuple(reversed(list(_amounts(text, flat, sums))))


CURRENCY_SOMEWHERE = re.compile(r"dh|mad|dirham|centime|د\. ?م|م\.د|درهم|دراهم|سنتيم|ريال")


def _amounts(text: str, flat: Plain, sums: list[_Sum]) -> Iterator[Amount]:
    """The sums with what they are for, from the last to the first: "26 et 4 millions pour ..." shares one purpose."""
    later: Amount | None = None
    after = len(flat.text)
    for place in range(len(sums) - 1, -1, -1):
        found = sums[place]
        purpose = purpose_of(flat.text, found.start, found.end, sums[place - 1].end if place else 0, after)
        first, last = flat.span(*purpose) if purpose else (0, 0)
        words = text[first:last]
        if later and not words and LINK.fullmatch(flat.text[found.end : after]):
            words = later.purpose
        start, end = flat.span(found.start, found.end)
        later, after = Amount(start, end, found.confidence, found.value, words), found.start
        yield later


def _sums(text: str) -> Iterator[_Sum]:
    numbers = list(numbers_of(text))
    taken = _counted(text, numbers)
    _join_centimes(text, numbers, taken)
    _take_shares(text, numbers, taken)
    yield from taken.values()
    ends = {found.end for found in taken.values()}
    yield from _behind_their_unit(
        text, {one.start: one for place, one in enumerate(numbers) if place not in taken}, ends
    )
    for two in TWO_DIRHAMS.finditer(text):
        yield _Sum(two.start(1), two.end(1), Decimal(2), 0.8)


def _counted(text: str, numbers: list[Number]) -> dict[int, _Sum]:
    """The numbers before a unit and those that share it, by their place among the numbers."""
    taken: dict[int, _Sum] = {}
    for place, number in enumerate(numbers):
        unit = UNIT.match(text, number.end)
        if unit and not _is_no_sum(text, number, unit):
            value, end = _value(text, number, unit), unit.end()
            half = HALF_BEHIND.match(text, end) if number.scale > 1 else None
            if half:
                value, end = value + number.scale * _value("1", ONE, unit) / 2, half.end()
            first = numbers[place - 1] if place and _says_again(text, numbers[place - 1], number, end) else number
            taken[place] = _Sum(first.start, end, tidy(value), 0.95 if number.in_digits else 0.9)
            _share_unit(text, numbers, place, unit, taken)
    return taken


def _behind_their_unit(text: str, free: dict[int, Number], ends: set[int]) -> Iterator[_Sum]:
    """Numbers whose unit stands before them; ends are those of sums told already, whose unit is not theirs."""
    for unit in UNIT_FIRST.finditer(text):
        number = free.get(unit.end())
        if number and not {unit.end("short"), unit.end("long")} & ends and _may_follow_unit(text, number, unit):
            factor = FACTORS[unit["times"]] if unit["times"] else Decimal(1)
            start = unit.start("long") if unit["long"] else unit.start("times" if unit["times"] else "short")
            yield _Sum(start, number.end, tidy(number.value * factor), 0.85)


def _is_no_sum(text: str, number: Number, unit: re.Match[str]) -> bool:
    """Nothing and "pas un dirham"; a bracket that closes before the unit must have opened before the number."""
    if unit["closing"] and text[number.start - 1 : number.start] != "(":
        return True
    return number.value == 0 or (number.value == 1 and not number.in_digits)


def _says_again(text: str, words: Number, figures: Number, end: int) -> bool:
    """In "cent mille (100.000) dirhams" and "vingt-six (26) millions de dirhams" the figures say the words again."""
    is_close = re.fullmatch(r" ?\(", text[words.end : figures.start]) is not None
    again = words.value in {figures.value, figures.value / figures.scale}
    return is_close and again and ")" in text[figures.start : end]


def _value(text: str, number: Number, unit: re.Match[str]) -> Decimal:
    factor = FACTORS[" ".join((unit["fr"] or unit["ar"]).split())]
    value = number.value
    if unit["times"]:
        factor *= FACTORS[unit["times"]]
    if factor >= 10**6 and number.in_digits:
        value = value_of_digits(text[number.start : number.end], counted=True) or value
    return tidy(value * factor)


def _share_unit(text: str, numbers: list[Number], place: int, unit: re.Match[str], taken: dict[int, _Sum]) -> None:
    """Give the unit of a sum to the numbers that stand before it in one range or list."""
    factor = _value("1", ONE, unit)
    later = numbers[place]
    for earlier_place in range(place - 1, -1, -1):
        earlier = numbers[earlier_place]
        if earlier_place in taken or later.start - earlier.end > 20:
            return
        link = text[earlier.end : later.start]
        before = text[max(0, earlier.start - 16) : earlier.start]
        is_range = RANGE.fullmatch(link) is not None or (BETWEEN.search(before) and LIST.fullmatch(link) is not None)
        if not is_range and (not LIST.fullmatch(link) or earlier.may_be_year or COUNTS_NO_MONEY.search(before)):
            return
        if earlier.may_be_year and numbers[place].scale * factor > 1:  # "en 2024 à 29 MMDH"
            return
        if link[0] in ",،" and later is numbers[place]:  # a list ends in "et", or the comma parts two sentences
            return
        taken[earlier_place] = _Sum(
            earlier.start, earlier.end, _shared(earlier, numbers[place], factor, bool(is_range)), 0.8
        )
        later = earlier


def _shared(earlier: Number, counted: Number, factor: Decimal, is_range: bool) -> Decimal:
    """26 in "26 et 4 millions de dirhams"; a range rises, so that "500.000 à 2 millions" begins at half a million."""
    scale = counted.scale if earlier.scale == 1 else 1
    falls = is_range and earlier.value * scale > counted.value
    if earlier.value >= 1000 or falls:
        factor, scale = min(factor, Decimal(1)), 1
    return tidy(earlier.value * scale * factor)


def _join_centimes(text: str, numbers: list[Number], taken: dict[int, _Sum]) -> None:
    """Make one sum of "12 dirhams et 50 centimes"; centimes behind another currency are not ours."""
    for place in sorted(taken):
        found = taken[place]
        if not any(text[found.start : found.end].endswith(unit) for unit in SMALL_UNITS) or found.value >= 1:
            continue
        before = taken.get(place - 1)
        link = text[before.end : found.start] if before else ""
        if before and before.value >= 1 and re.fullmatch(rf"{GAP}(?:et{GAP}|و ?)?", link):
            taken[place] = replace(found, start=before.start, value=tidy(before.value + found.value))
            del taken[place - 1]
        elif re.search(
            r"(?:euros?|dollars?|francs?|يورو|اورو|دولارا?) (?:et |و ?)?$", text[max(0, found.start - 14) : found.start]
        ):
            del taken[place]


def _take_shares(text: str, numbers: list[Number], taken: dict[int, _Sum]) -> None:
    """Read "dont 4 millions pour ..." in a sentence that has told a sum in dirhams."""
    for place, number in enumerate(numbers):
        if place in taken or number.scale < 10**6 or not SHARE_FOLLOWED.match(text, number.end):
            continue
        sums_before = [taken[other] for other in range(max(0, place - 3), place) if other in taken]
        if not sums_before or number.start - sums_before[-1].end > 200:
            continue
        between = text[sums_before[-1].end : number.start]
        if SHARE_OF.search(between) and not SENTENCE_END.search(between):
            taken[place] = _Sum(number.start, number.end, number.value, 0.7)


def _may_follow_unit(text: str, number: Number, unit: re.Match[str]) -> bool:
    """Whether the number behind a unit is counted in it: "MAD 500 million", not "en MAD 12 communes"."""
    if unit["colon"]:
        return unit["headed"] is not None and not number.may_be_year
    if unit["long"] or number.may_be_year or re.search(r"\d ?$", text[max(0, unit.start() - 2) : unit.start()]):
        return False
    return number.scale > 1 or number.value >= 1000 or not re.match(r" ?[\w%]", text[number.end : number.end + 2])
