"""The day that a document gives itself: its dateline, its heading, or where and when it was signed."""

import re
from collections.abc import Sequence
from datetime import date

from multaqa.analysis.text.plain import plain
from multaqa.analysis.text.records import Day

HEADING = 700  # characters in which a heading ends
LONGEST_LINE = 120  # characters of a heading's line
ENDING = 500
LEAD = 900  # characters in which a text that has no dateline tells when what it reports happened
# "du", "depuis", القانون: the day of something else
OTHERS = re.compile(
    r"(?:\b(?:loi|dahir|decret|arrete|circulaire|depuis|du|des|avant|d'ici|jusqu'au|convention)|"
    r"(?<!\w)(?:قانون|القانون|ظهير|مرسوم|قرار|دوريه|منذ|قبل|غايه|الصادر|اتفاقيه))\b[^\n.]{0,40}$"
)
# Right before a day: "Rabat, le", "Date :", التاريخ:, "حرر بالرباط في", "Fait à Rabat, le"
SAYS_DAY = re.compile(
    r"(?:\bdate[^:\n]{0,30} ?:|,\s*le|\ble|\bfait a [^\n,.]{2,40},? ?le"
    r"|(?<!\w)(?:ال)?تاريخ[^:\n]{0,20} ?:|(?<!\w)بتاريخ|(?<!\w)حرر[^\n.]{0,40}|[،,:(–-])"
    r"\s*(?:في|بتاريخ|يوم|ب)?\s*(?:\w+\s)?$"
)
SIGNED = re.compile(r"\bfait a |(?<!\w)حرر|(?<!\w)وحرر")


def day_of_document(text: str, days: Sequence[Day]) -> date | None:
    """The day that the text says is its own; None where it says none. days: those found in it without knowing that."""
    whole = [day for day in days if len(day.iso) == 10 and day.iso[0] != "-"]
    return _in_heading(text, whole) or _where_signed(text, whole) or _in_lead(text, whole)


def _in_heading(text: str, days: Sequence[Day]) -> date | None:
    """A day in a short line at the top; one that a place or the word "date" introduces goes before one in a title."""
    lines = [day for day in days if day.start < HEADING and _is_heading(text, day)]
    introduced = [day for day in lines if SAYS_DAY.search(plain(text[max(0, day.start - 60) : day.start]).text)]
    chosen = next(iter(introduced or lines), None)
    return date.fromisoformat(chosen.iso) if chosen else None


def _is_alone(text: str, day: Day) -> bool:
    """Whether little but a place stands on a day's line."""
    start, end = text.rfind("\n", 0, day.start) + 1, text.find("\n", day.end)
    line = text[start : end if end >= 0 else len(text)]
    return len(line) - (day.end - day.start) < 40 and not line.rstrip().endswith(".")


def _is_heading(text: str, day: Day) -> bool:
    start = text.rfind("\n", 0, day.start) + 1
    end = text.find("\n", day.end)
    line = text[start : end if end >= 0 else len(text)]
    if len(line) <= LONGEST_LINE and not line.rstrip().endswith((".", "؟")):
        return True
    # A dateline opens its paragraph: Rabat, le 12 mars 2024 - La ministre ...
    opening = text[start : day.start]
    after = text[day.end : day.end + 12].strip()
    return len(opening) < 40 and after[:1] in {"-", "–", "—", ":", "/", ")", "("} and "." not in opening.strip(" .")


def _in_lead(text: str, days: Sequence[Day]) -> date | None:
    """The first day that the first sentences name, of which no law and no deadline is said."""
    for day in days:
        if day.start > LEAD:
            return None
        if not OTHERS.search(plain(text[max(0, day.start - 60) : day.start]).text):
            return date.fromisoformat(day.iso)
    return None


def _where_signed(text: str, days: Sequence[Day]) -> date | None:
    """Behind "Fait à", or alone on a line at the end."""
    for day in reversed(days):
        if len(text) - day.end > ENDING:
            return None
        if SIGNED.search(plain(text[max(0, day.start - 60) : day.start]).text) or _is_alone(text, day):
            return date.fromisoformat(day.iso)
    return None
