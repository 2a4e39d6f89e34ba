"""Years that minutes spell out: L'an deux mille vingt-cinq et le douze mars; 12 مارس سنة ألفين وخمسة وعشرين."""

import re
from collections.abc import Iterator
from dataclasses import replace

from multaqa.analysis.text.numbers import Number, numbers_of
from multaqa.analysis.text.plain import GAP
from multaqa.analysis.text.stated_days import WEEKDAY, Stated

LONGEST = 70  # characters of a year in words
SPELT = re.compile(r"\b(?:deux|mill?e?|two)\b|(?<!\w)[وب]?(?:الفين|الف)(?!\w)")
OPENS = re.compile(r"(?:\bl'an(?:nee)? |(?<!\w)[وفبل]?(?:سنه|عام) )")
BEHIND = re.compile(rf"{GAP}(?:de l'an(?:nee)? |(?:من )?(?:سنه|عام|لسنه) )?")
# Between a year that opens the minutes and the day: , et le mardi; ، وفي يوم الأربعاء
THEN_THE_DAY = re.compile(rf"[ ,،]*(?:et )?(?:و ?)?(?:في |وفي )?(?:le |du |اليوم |يوم )?(?:{WEEKDAY} ?,? ?)?(?:le )?")
FIRST, LAST = 1900, 2100


def with_year_in_words(text: str, day: Stated) -> Stated:
    """The day with the year that is spelt out behind it, or that opens its sentence; as it is where none does."""
    if day.year is not None or day.is_hijri or day.when:
        return day
    behind = BEHIND.match(text, day.end)
    if behind and SPELT.match(text, behind.end()):
        for number in _years(text, behind.end(), behind.end() + LONGEST):
            if number.start == behind.end():
                return replace(day, year=int(number.value), end=number.end)
    return _opened(text, day) if day.day else day


def _opened(text: str, day: Stated) -> Stated:
    earliest = max(0, day.start - LONGEST - 30)
    for opening in OPENS.finditer(text, earliest, day.start):
        for number in _years(text, opening.end(), day.start):
            if number.start == opening.end() and THEN_THE_DAY.fullmatch(text, number.end, day.start):
                return replace(day, year=int(number.value))
    return day


def _years(text: str, start: int, end: int) -> Iterator[Number]:
    """The numbers of a stretch that may be years; "deux mil" is written in minutes for "deux mille"."""
    stretch = text[start:end]
    whole = re.sub(r"\b(deux|mil neuf)?( ?)mil\b(?!l)", lambda found: found[0] + "le", stretch)
    added = len(whole) - len(stretch)
    for number in numbers_of(whole):
        if number.value == number.value.to_integral_value() and FIRST <= number.value <= LAST:
            yield replace(number, start=number.start + start, end=number.end + start - added)
