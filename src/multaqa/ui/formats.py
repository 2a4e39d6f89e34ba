"""The one place for numbers, money, dates and times, in Arabic, French and English. Plain text out.

Digits are Latin in all three, as Morocco writes them. Thousands are parted by a no-break space (a plain one
swaps the groups in right-to-left text), except in English. Tags of the same names wrap these for HTML.
"""

import re
from collections.abc import Iterable
from datetime import date, datetime, timedelta
from decimal import Decimal
from typing import Any, Protocol
from zoneinfo import ZoneInfo

from babel import Locale
from babel.dates import get_day_names, get_month_names
from babel.units import format_unit
from django.conf import settings
from django.utils.translation import get_language
from django.utils.translation import gettext as _

LOCALES = {"ar": "ar_MA", "fr": "fr_MA", "en": "en_GB"}
NO_BREAK = "\u00a0"
NARROW = "\u202f"
LRI, PDI = "\u2066", "\u2069"
CURRENCIES = {"MAD": {"ar": "درهم", "fr": "DH", "en": "MAD"}}
NUMBER_RUN = re.compile(r"[+\u2212]?\d(?:[\d.,:/%\u00a0\u202f\u2212-]*[\d%])?")
# A code or number by which a thing is cited, as in M-1.1 or BMK-2022-0012: no line breaks inside it.
REFERENCE = re.compile(r"\b[A-Z]{1,8}(?:-[A-Z]{1,8})*-\d+(?:[.-]\d+)*\b")
YEARS = re.compile(r"\b\d{4}-\d{4}\b")
# A sum as people write it in their own sentences: 26 مليون درهم, 3 000 000 DH, 1.4 million dirhams.
SUM = re.compile(
    r"\b\d+(?:[ .,\u00a0\u202f]\d+)*[ \u00a0]"
    r"(?:(?:مليون|ملايين|مليار|ملايير|[Mm]illions?|[Mm]illiards?|[Bb]illions?)[ \u00a0](?:de |of )?)?"
    r"(?:درهم|دراهم|[Dd]irhams?|DH|MDH|MdDH|MAD)\b"
)
RIGHT_TO_LEFT_LETTER = re.compile(r"[\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufefc]")
UNITS = ("الأول", "الثاني", "الثالث", "الرابع", "الخامس", "السادس", "السابع", "الثامن", "التاسع")
FEMININE_UNITS = ("الأولى", "الثانية", "الثالثة", "الرابعة", "الخامسة", "السادسة", "السابعة", "الثامنة", "التاسعة")
ORDINALS = (*UNITS, "العاشر", "الحادي عشر", *(f"{unit} عشر" for unit in UNITS[1:]), "العشرون")
FEMININE_ORDINALS = (
    *FEMININE_UNITS,
    "العاشرة",
    "الحادية عشرة",
    *(f"{unit} عشرة" for unit in FEMININE_UNITS[1:]),
    "العشرون",
)
SIZE_UNITS = {
    "ar": ("بايت", "كيلوبايت", "ميغابايت", "غيغابايت"),
    "fr": ("o", "ko", "Mo", "Go"),
    "en": ("B", "kB", "MB", "GB"),
}


class Amount(Protocol):
    """Anything with an amount and a currency."""

    @property
    def amount(self) -> Decimal: ...
    @property
    def currency(self) -> str: ...


def reader_language(language: str | None = None) -> str:
    tag = (language or get_language() or settings.LANGUAGE_CODE).split("-")[0]
    return tag if tag in LOCALES else "en"


def number(value: int | float | Decimal, digits: int | None = None, language: str | None = None) -> str:
    """26 000 000 and 9,8 in Arabic and French; 26,000,000 and 9.8 in English."""
    decimal = value if isinstance(value, Decimal) else Decimal(str(value))
    text = f"{decimal:,.{digits}f}" if digits is not None else _trimmed(f"{decimal:,f}")
    if reader_language(language) != "en":
        text = text.translate({ord(","): NO_BREAK, ord("."): ","})
    return text.replace("-", "\u2212")


def _trimmed(text: str) -> str:
    return text.rstrip("0").rstrip(".") if "." in text else text


def percent(value: int | float | Decimal, digits: int = 1, language: str | None = None) -> str:
    """A percentage given as 0 to 100."""
    text = number(round(Decimal(str(value)), digits), language=language)
    return f"{text}%" if reader_language(language) == "en" else f"{text}{NARROW}%"


def share(value: int | float | Decimal, digits: int = 1, language: str | None = None) -> str:
    """A percentage given as a share of 0 to 1."""
    return percent(Decimal(str(value)) * 100, digits, language)


def money(
    value: Amount | Decimal | int, currency: str = "MAD", short: bool = False, language: str | None = None
) -> str:
    """26 000 000 درهم, 26 000 000 DH, MAD 26,000,000; short: 26 مليون درهم, 26 MDH, MAD 26 million."""
    amount: Decimal = Decimal(value) if isinstance(value, Decimal | int) else value.amount
    currency = getattr(value, "currency", currency)
    if short and abs(amount) >= 1_000_000:
        return _short_money(amount, currency, reader_language(language))
    centimes = 2 if amount % 1 else 0
    return _with_currency(number(amount, centimes, language), currency, reader_language(language))


def _with_currency(text: str, currency: str, language: str) -> str:
    name = CURRENCIES.get(currency, {}).get(language, currency)
    return f"{name}{NO_BREAK}{text}" if language == "en" else f"{text}{NO_BREAK}{name}"


def _short_money(amount: Decimal, currency: str, language: str) -> str:
    billions = abs(amount) >= 1_000_000_000
    scaled = round(amount / (1_000_000_000 if billions else 1_000_000), 2)
    text = number(scaled, language=language)
    name = CURRENCIES.get(currency, {}).get(language, currency)
    if language == "en":
        return f"{name}{NO_BREAK}{text}{NO_BREAK}{'billion' if billions else 'million'}"
    if language == "fr":
        unit = "Md" if billions else "M"
        return f"{text}{NO_BREAK}{unit}{name}" if currency == "MAD" else f"{text}{NO_BREAK}{unit}{NO_BREAK}{name}"
    return f"{text}{NO_BREAK}{_arabic_scale(scaled, billions)}{NO_BREAK}{name}"


def _arabic_scale(scaled: Decimal, billions: bool) -> str:
    few = scaled == int(scaled) and 3 <= scaled <= 10
    if billions:
        return "ملايير" if few else "مليار"
    return "ملايين" if few else "مليون"


def month_name(month: int, language: str | None = None) -> str:
    return get_month_names("wide", locale=LOCALES[reader_language(language)])[month]


def day(
    value: date | None, precision: str = "day", year: bool = True, weekday: bool = False, language: str | None = None
) -> str:
    """A local day, no more precise than what is known: day, month, year or unknown."""
    if value is None or precision == "unknown":
        return _("date unknown")
    if precision == "year":
        return str(value.year)
    language = reader_language(language)
    words = [month_name(value.month, language)]
    if precision == "day":
        words.insert(0, "1er" if language == "fr" and value.day == 1 else str(value.day))
    if year or precision == "month":
        words.append(str(value.year))
    text = NO_BREAK.join(words[:2]) + "".join(f" {word}" for word in words[2:])
    return f"{_day_name(value, language)} {text}" if weekday and precision == "day" else text


def _day_name(value: date, language: str) -> str:
    return get_day_names("wide", locale=LOCALES[language])[value.weekday()]


def between(start: date, end: date, language: str | None = None) -> str:
    """Two days of one stretch of time, said once where they share month or year."""
    if start == end:
        return day(start, language=language)
    language = reader_language(language)
    same_month = (start.year, start.month) == (end.year, end.month)
    first = str(start.day) if same_month else day(start, year=start.year != end.year, language=language)
    last = day(end, language=language)
    if language == "ar":
        return f"من{NO_BREAK}{first} إلى{NO_BREAK}{last}"
    return f"{first}\u2013{last}" if same_month else f"{first} \u2013 {last}"


def local_time(value: datetime) -> datetime:
    """The instant in the territory's own time, from the time zone database (Ramadan included)."""
    if value.tzinfo is None:
        raise ValueError(f"{value!r} has no time zone: give an aware instant")
    return value.astimezone(ZoneInfo(settings.TIME_ZONE))


def clock(value: datetime, language: str | None = None) -> str:
    """The time of day of an instant: 09:40, in French 9 h 40."""
    local = local_time(value)
    if reader_language(language) == "fr":
        return f"{local.hour}{NO_BREAK}h{NO_BREAK}{local.minute:02}"
    return f"{local:%H:%M}"


def instant(value: datetime, language: str | None = None) -> str:
    comma = "،" if reader_language(language) == "ar" else ","
    return f"{day(local_time(value).date(), language=language)}{comma} {clock(value, language)}"


def ordinal(value: int, feminine: bool = False, language: str | None = None) -> str:
    """8 -> الثامن, 8e, 8th."""
    language = reader_language(language)
    if language == "ar":
        names = FEMININE_ORDINALS if feminine else ORDINALS
        return names[value - 1] if 1 <= value <= len(names) else f"رقم{NO_BREAK}{value}"
    if language == "fr":
        return f"{value}{('re' if feminine else 'er') if value == 1 else 'e'}"
    last = value % 10 if value % 100 not in (11, 12, 13) else 0
    return f"{value}{ {1: 'st', 2: 'nd', 3: 'rd'}.get(last, 'th') }"


def listed(words: Iterable[object], language: str | None = None) -> str:
    """Words one after the other, in one line."""
    comma = "،" if reader_language(language) == "ar" else ","
    return f"{comma} ".join(map(str, words))


def file_size(value: int, language: str | None = None) -> str:
    units = SIZE_UNITS[reader_language(language)]
    step = min(len(units) - 1, max(0, (len(str(max(value, 1))) - 1) // 3))
    return f"{number(round(Decimal(value) / 1000**step, 1), language=language)}{NO_BREAK}{units[step]}"


def duration(value: timedelta | int | float, language: str | None = None) -> str:
    """A stretch of time in hours and minutes, or in seconds under a minute."""
    seconds = round(value.total_seconds() if isinstance(value, timedelta) else value)
    hours, minutes = divmod(seconds // 60, 60)
    units = {"duration-hour": hours, "duration-minute": minutes} if seconds >= 60 else {"duration-second": seconds}
    language = reader_language(language)
    parts = [_unit(count, unit, language) for unit, count in units.items() if count or unit == "duration-second"]
    return (" و" if language == "ar" else " ").join(parts)


def _unit(count: int, unit: str, language: str) -> str:
    length = "long" if language == "ar" else "short"
    locale = Locale.parse(LOCALES[language])
    return format_unit(count, unit, length=length, locale=locale).replace(" ", NO_BREAK).replace(NARROW, NO_BREAK)  # type: ignore[arg-type]


def isolated(text: str) -> str:
    """The same text for media without markup (mail, DOCX): its numbers keep their order in any direction."""
    if RIGHT_TO_LEFT_LETTER.search(text):
        return NUMBER_RUN.sub(lambda run: f"{LRI}{run[0]}{PDI}", text)
    return f"{LRI}{text}{PDI}"


def plain(value: Any) -> str:
    """A value as a machine reads it, for datetime attributes."""
    return value.isoformat(timespec="minutes") if isinstance(value, datetime) else value.isoformat()
