"""Days and months that a text names in Arabic, French and English: Gregorian, Hijri, relative, ends of ranges."""

from collections.abc import Iterable
from dataclasses import replace
from datetime import date, timedelta

from hijridate import Hijri

from multaqa.analysis.text.plain import plain
from multaqa.analysis.text.records import Day
from multaqa.analysis.text.relative_days import LAST, NEXT, relative_days
from multaqa.analysis.text.spelt_years import with_year_in_words
from multaqa.analysis.text.stated_days import AND, RANGE, SAME_DAY, Stated, linked, names_a_place, stated_days

FURTHEST_PAIR = timedelta(days=3)  # Morocco sights its own moon: the table of Umm al-Qura may differ by a day or two


def find_days(text: str, *, dated: date | None = None) -> tuple[Day, ...]:
    """Days, months and the ends of ranges, in the order of the text; the days inside a range are not listed.

    dated: the document's day, from which "hier" or أمس الخميس are counted; without it they give nothing. An iso without
    a year (`--02-13`) is a day whose year is nowhere stated. A Hijri day is turned by the Umm al-Qura calendar (1343 to
    1500), unless the text says beside it which day it was. Weekdays, years, times, telephone and law numbers are none.
    Spans are exact: text[start:end] is the mention. The time is linear in len(text).
    Source: hijridate, for the Umm al-Qura calendar.
    """
    flat = plain(text)
    stated = [with_year_in_words(flat.text, day) for day in stated_days(text, flat)]
    stated = _with_years(flat.text, stated, dated)
    named = [(day, iso) for day in stated if (iso := _iso(day)) and not names_a_place(flat.text, day)]
    named = list(_with_pairs(flat.text, named))
    found = [(day.start, day.end, iso, 0.9 if day.year else 0.7) for day, iso in named]
    if dated:
        starts = {day.start for day, _ in named}
        found += [(*mention, 0.7) for mention in relative_days(flat.text, dated, starts)]
    return tuple(Day(*flat.span(start, end), confidence, iso) for start, end, iso, confidence in sorted(found))


# The year


def _with_years(text: str, days: list[Stated], dated: date | None) -> list[Stated]:
    """Say the year of days that leave it to their document ("فبراير الجاري") or to the other end of their range."""
    days = [_by_document(day, dated) for day in days]
    for place in range(len(days) - 2, -1, -1):
        day, later = days[place], days[place + 1]
        if day.year is None and later.year and day.is_hijri == later.is_hijri and linked(text, day, later, AND, RANGE):
            falls = linked(text, day, later, RANGE) and day.in_year > later.in_year
            days[place] = replace(day, year=later.year - falls)
    for place in range(1, len(days)):
        earlier, day = days[place - 1], days[place]
        if day.when == "same_year" and day.year is None and day.is_hijri == earlier.is_hijri:
            days[place] = replace(day, year=earlier.year)
        elif (
            day.year is None and earlier.year and day.is_hijri == earlier.is_hijri and linked(text, earlier, day, RANGE)
        ):
            days[place] = replace(day, year=earlier.year + (day.in_year < earlier.in_year))
    return days


def _by_document(day: Stated, dated: date | None) -> Stated:
    """The year that "last", "next" or "this" says, seen from the document's day."""
    if not (dated and day.when) or day.is_hijri or day.when == "same_year":
        return day
    today = (dated.month, dated.day if day.day else 0)
    year = dated.year + {"last_year": -1, "next_year": 1}.get(day.when, 0)
    if day.when in LAST and day.in_year >= today:
        year -= 1
    if day.when in NEXT and day.in_year <= today:
        year += 1
    return replace(day, year=year)


# What day it is


def _iso(day: Stated) -> str | None:
    """None for what no calendar has (31 February), and for months and Hijri days without a year."""
    if day.is_hijri:
        return _from_hijri(day) if day.day and day.year else None
    if day.year is None:
        fits = day.day and not day.needs_year and _is_day(2000, day.month, day.day)
        return f"--{day.month:02}-{day.day:02}" if fits else None
    if day.day is None:
        return f"{day.year:04}-{day.month:02}"
    return f"{day.year:04}-{day.month:02}-{day.day:02}" if _is_day(day.year, day.month, day.day) else None


def _is_day(year: int, month: int, day: int) -> bool:
    try:
        date(year, month, day)
    except ValueError:
        return False
    return True


def _from_hijri(day: Stated) -> str | None:
    try:
        gregorian = Hijri(day.year or 0, day.month, day.day or 0).to_gregorian()
    except (ValueError, OverflowError):  # years outside the table, a thirtieth that the month had not
        return None
    return date(gregorian.year, gregorian.month, gregorian.day).isoformat()


def _with_pairs(text: str, named: list[tuple[Stated, str]]) -> Iterable[tuple[Stated, str]]:
    """Trust the Gregorian day of "15 رمضان 1445 الموافق ل 26 مارس 2024" for both mentions."""
    for place, (day, iso) in enumerate(named):
        if day.is_hijri:
            near = [named[other] for other in (place - 1, place + 1) if 0 <= other < len(named)]
            iso = next((other_iso for other, other_iso in near if _is_same_day(text, day, iso, other, other_iso)), iso)
        yield day, iso


def _is_same_day(text: str, hijri: Stated, hijri_iso: str, other: Stated, other_iso: str) -> bool:
    if other.is_hijri or other.day is None or other.year is None:
        return False
    first, second = sorted([hijri, other], key=lambda day: day.start)
    if not SAME_DAY.fullmatch(text[first.end : second.start]):
        return False
    return abs(date.fromisoformat(hijri_iso) - date.fromisoformat(other_iso)) <= FURTHEST_PAIR
