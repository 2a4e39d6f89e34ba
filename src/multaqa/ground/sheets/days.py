"""Days as people write them: ISO, day/month/year, months by name in three languages, and the Hijri calendar."""

import re
from datetime import date, timedelta
from typing import Literal, NamedTuple

from django.utils.translation import gettext as _
from hijridate import Hijri

from multaqa.ground.sheets.numerals import western
from multaqa.ground.sheets.refusals import Fault
from multaqa.ground.vocabulary.folding import fold

Calendar = Literal["gregorian", "hijri"]

GREGORIAN_MONTHS = (
    "يناير janvier january janv jan",
    "فبراير février february févr fév feb",
    "مارس mars march mar",
    "أبريل إبريل avril april avr apr",
    "ماي مايو mai may",
    "يونيو juin june jun",
    "يوليوز يوليو juillet july juil jul",
    "غشت أغسطس août august aug",
    "شتنبر سبتمبر septembre september sept sep",
    "أكتوبر octobre october oct",
    "نونبر نوفمبر novembre november nov",
    "دجنبر ديسمبر décembre december déc dec",
)
HIJRI_MONTHS = (
    "محرم،المحرم",
    "صفر",
    "ربيع الأول",
    "ربيع الثاني،ربيع الآخر",
    "جمادى الأولى",
    "جمادى الثانية،جمادى الآخرة",
    "رجب",
    "شعبان",
    "رمضان",
    "شوال",
    "ذو القعدة،ذي القعدة",
    "ذو الحجة،ذي الحجة",
)
WEEKDAYS = (
    "الاثنين الإثنين lundi monday",
    "الثلاثاء mardi tuesday",
    "الأربعاء mercredi wednesday",
    "الخميس jeudi thursday",
    "الجمعة vendredi friday",
    "السبت samedi saturday",
    "الأحد dimanche sunday",
)
WEEKDAY_OF = {fold(name): n for n, names in enumerate(WEEKDAYS) for name in names.split()}
MONTHS: dict[str, tuple[Calendar, int]] = {
    **{fold(name): ("gregorian", n) for n, names in enumerate(GREGORIAN_MONTHS, 1) for name in names.split()},
    **{fold(name): ("hijri", n) for n, names in enumerate(HIJRI_MONTHS, 1) for name in names.split("،")},
}
ERAS: tuple[tuple[re.Pattern[str], Calendar], ...] = (
    (re.compile(r"\s*(هـ|ه|هجرية?|AH)\.?$", re.IGNORECASE), "hijri"),
    (re.compile(r"\s*(م|ميلادية?|AD)\.?$", re.IGNORECASE), "gregorian"),
)
YEAR_FIRST = re.compile(r"(?P<year>\d{4})([-/.])(?P<month>\d{1,2})\2(?P<day>\d{1,2})")
DAY_FIRST = re.compile(r"(?P<day>\d{1,2})([-/.])(?P<month>\d{1,2})\2(?P<year>\d{4})")
NAMED = re.compile(r"(?P<day>\d{1,2})(?:er)?[\s-]+(?P<month>[^\d]+?)[\s-]+(?P<year>\d{4})")
SHORT_YEAR = re.compile(r"\d{1,2}([-/.])\d{1,2}\1\d{2}|\d{1,2}[\s-]+[^\d]+[\s-]+\d{2}")
WEEKDAY = re.compile(r"([^\W\d_]+)[,،]?\s+(?=\d)")
HOUR = re.compile(r"(?<=\d)[T\s]+\d{1,2}:\d{2}(:\d{2}(\.\d+)?)?$")  # of a form's time stamp; the day is all we keep
SPREADSHEET_DAY = re.compile(r"([2-6]\d{4})(\.\d+)?")
SPREADSHEET_EPOCH = date(1899, 12, 30)
GREGORIAN_YEARS = range(1900, 2101)
HIJRI_YEARS = range(1343, 1501)  # those the Umm al-Qura tables know


class WrittenDay(NamedTuple):
    """A day as written, its calendar known, not yet looked up in it."""

    calendar: Calendar
    year: int
    month: int
    day: int
    weekday: int | None = None


def read_day(text: str) -> date:
    """The day in the Gregorian calendar; a fault for what is no full date, or could be two."""
    written = _written(text)
    day = _in_its_calendar(written)
    if written.weekday not in (None, day.weekday()):
        raise Fault(
            _("The day of the week is not that of the date."),
            _("Correct one of the two, or leave out the day of the week."),
        )
    return day


def _in_its_calendar(written: WrittenDay) -> date:
    try:
        if written.calendar == "hijri":
            return date(*Hijri(*written[1:4]).to_gregorian().datetuple())
        return date(*written[1:4])
    except (ValueError, OverflowError):
        raise _no_such_day(written) from None


def is_hijri(text: str) -> bool:
    """Whether the text is a day of the Hijri calendar."""
    try:
        return _written(text).calendar == "hijri"
    except Fault:
        return False


def _written(text: str) -> WrittenDay:
    weekday, plain = _without_weekday(HOUR.sub("", western(text)))
    plain, marked = _without_era(plain)
    if found := YEAR_FIRST.fullmatch(plain) or DAY_FIRST.fullmatch(plain):
        year, month, day = int(found["year"]), int(found["month"]), int(found["day"])
        return WrittenDay(_calendar(year, marked), year, month, day, weekday)
    if (found := NAMED.fullmatch(plain)) and (named := MONTHS.get(fold(found["month"]))):
        calendar, month = named
        year = int(found["year"])
        if _calendar(year, marked or calendar) != calendar:
            raise _two_calendars()
        return WrittenDay(calendar, year, month, int(found["day"]), weekday)
    raise _not_a_day(plain)


def _without_weekday(text: str) -> tuple[int | None, str]:
    found = WEEKDAY.match(text)
    weekday = WEEKDAY_OF.get(fold(found[1])) if found else None
    return (None, text) if found is None or weekday is None else (weekday, text[found.end() :])


def _without_era(text: str) -> tuple[str, Calendar | None]:
    for pattern, calendar in ERAS:
        if pattern.search(text):
            return pattern.sub("", text), calendar
    return text, None


def _calendar(year: int, said: Calendar | None) -> Calendar:
    """The calendar of this year: no year of our time is plausible in both."""
    possible: Calendar | None = None
    if year in GREGORIAN_YEARS:
        possible = "gregorian"
    elif year in HIJRI_YEARS:
        possible = "hijri"
    if possible is None:
        raise Fault(
            _("The year %(year)s is neither a Gregorian nor a Hijri year of our time.") % {"year": year},
            _("Correct the year."),
        )
    if said and said != possible:
        raise _two_calendars()
    return possible


def _two_calendars() -> Fault:
    return Fault(
        _("The year belongs to one calendar and the rest of the date to the other."),
        _("Write the whole date in one calendar, such as 2022-02-13 or \u206712 رجب 1443\u2069."),
    )


def _no_such_day(written: WrittenDay) -> Fault:
    if written.month > 12 >= written.day:
        return Fault(
            _("There is no month %(month)s.") % {"month": written.month},
            _("Write year-month-day, or the day first: day/month/year."),
        )
    return Fault(_("There is no such day in the calendar."), _("Correct the day or the month."))


def _not_a_day(text: str) -> Fault:
    if found := SPREADSHEET_DAY.fullmatch(text):
        return Fault(
            _("This is a number; spreadsheets count days so, and it may be %(day)s.")
            % {"day": (SPREADSHEET_EPOCH + timedelta(days=int(found[1]))).isoformat()},
            _("Format the column as dates, or write year-month-day, such as 2022-02-13."),
        )
    if SHORT_YEAR.fullmatch(text):
        return Fault(
            _("The year has two digits only, so the date is uncertain."),
            _("Write the year with four digits, such as 2022-02-13."),
        )
    return Fault(
        _("This is not a full date."),
        _("Write year-month-day, such as 2022-02-13, or leave the cell empty if unknown."),
    )
