"""Reading what people write: amounts and days as they are written in Morocco. Refusals say what to do."""

import re
from datetime import date
from decimal import Decimal, InvalidOperation

from django.utils.translation import gettext as _
from hijridate import Hijri

from multaqa.ui.formats import LOCALES, isolated, month_name, number

ARABIC_DIGITS = {ord(digit): str(value % 10) for value, digit in enumerate("٠١٢٣٤٥٦٧٨٩۰۱۲۳۴۵۶۷۸۹")}
SIGNS = {ord("٬"): "\u00a0", ord("٫"): ",", ord("\u2212"): "-", ord("\u066a"): "%"}
INVISIBLE = dict.fromkeys(map(ord, "\u200e\u200f\u061c\u2066\u2067\u2068\u2069\u202a\u202b\u202c"))
HIJRI_YEARS = range(1343, 1501)
LINE_END = re.compile(r"\r\n?|[\x0b\x0c\x85\u2028\u2029]")
# Control characters, what makes a line read as another one than it is, and halves of letters.
UNSEEN = re.compile(r"[\x00-\x08\x0e-\x1f\x7f-\x84\x86-\x9f\u202d\u202e\ud800-\udfff\ufffe\uffff]")


def plain_text(text: str) -> str:
    """Words as they were typed: pasted line ends are line ends, and what cannot be seen is not there.

    Word parts lines by a character that no XML may hold: kept, it would break every export of these words.
    """
    return UNSEEN.sub("", LINE_END.sub("\n", text))


class UnreadableError(ValueError):
    """The text is not what was asked for; the message says why and how to write it."""


def latin_digits(text: str) -> str:
    """The text with Latin digits and signs, and without invisible direction marks."""
    return text.translate(ARABIC_DIGITS | SIGNS | INVISIBLE).strip()


def read_amount(text: str) -> Decimal:
    """1 400 000, 1.400.000,50, 1,400,000.50 and ١٬٤٠٠٬٠٠٠ are all one way of writing an amount."""
    digits = re.sub(r"\s", "", latin_digits(text))
    match = re.fullmatch(r"(-?)(\d+(?:([.,])\d{3})*|\d+)(?:([.,])(\d{1,2}))?", digits)
    if match is None or (match[3] and match[3] == match[4]) or not _grouped(match[2]):
        examples = {"whole": number(1_400_000), "exact": number(Decimal("1400000.5"), 2)}
        raise UnreadableError(
            _("“%(text)s” is not an amount. Write it like %(whole)s or %(exact)s.")
            % {"text": isolated(text), **examples}
        )
    try:
        return Decimal(f"{match[1]}{re.sub('[.,]', '', match[2])}.{match[5] or 0}")
    except InvalidOperation as error:  # pragma: no cover (the pattern lets only digits through)
        raise UnreadableError(text) from error


def _grouped(whole: str) -> bool:
    """Thousands are parted by one sign alone, and the first group has at most three digits."""
    groups = re.split("[.,]", whole)
    return len(set(re.findall("[.,]", whole))) <= 1 and (len(groups) == 1 or len(groups[0]) <= 3)


def read_day(text: str) -> date:
    """2024-02-12, 12/02/2024, ١٢/٠٢/٢٠٢٤, 12 فبراير 2024, and the Hijri 02/08/1445 are one and the same day."""
    year, month, day = _year_month_day(text)
    try:
        if year in HIJRI_YEARS:
            return Hijri(year, month, day).to_gregorian()
        return date(year, month, day)
    except (ValueError, OverflowError) as error:
        raise UnreadableError(
            _("“%(text)s” is no day of the calendar. Check the day and the month.") % {"text": isolated(text)}
        ) from error


def _year_month_day(text: str) -> tuple[int, int, int]:
    plain = latin_digits(text)
    if match := re.fullmatch(r"(\d{4})[-/.](\d{1,2})[-/.](\d{1,2})", plain):
        return int(match[1]), int(match[2]), int(match[3])
    if match := re.fullmatch(r"(\d{1,2})[-/. ](\d{1,2})[-/. ](\d{4})\s*(?:هـ?)?", plain):
        return int(match[3]), int(match[2]), int(match[1])
    if match := re.fullmatch(r"(\d{1,2})(?:er)?\s+([^\W\d]+)\s+(\d{4})", plain):
        month = _month_numbers().get(match[2].lower())
        if month:
            return int(match[3]), month, int(match[1])
    raise UnreadableError(
        _("“%(text)s” is not a date. Write day, month and year, like 12/02/2024.") % {"text": isolated(text)}
    )


def _month_numbers() -> dict[str, int]:
    return {month_name(month, language).lower(): month for language in LOCALES for month in range(1, 13)}
