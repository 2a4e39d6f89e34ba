"""Days that are counted from the document's own: "hier", أمس الخميس, "vendredi dernier", "le 12 du mois courant"."""

import re
from collections.abc import Iterator, Set
from datetime import date, timedelta

from multaqa.analysis.text.lexicon import rows
from multaqa.analysis.text.plain import GAP, any_of, plain
from multaqa.analysis.text.stated_days import ANY_FIGURE, LIST, ROLES, STARTS, WEEKDAY, WEEKDAYS, spoken

LAST, THIS, NEXT = {"past"}, {"current"}, {"future"}
COUNTED = {plain(row["word"]).text: row for row in rows("relative_days")}
WHEN = spoken("past", "current", "future")

FROM_TODAY = re.compile(
    rf"(?<!\w)[وب]?(?P<word>{any_of(list(COUNTED))})(?!\w)(?!{GAP}(?:الحاجه|القريب))(?:[,،]?{GAP}(?:يوم{GAP})?(?P<weekday>{WEEKDAY})(?!\w))?"
)
NOT_A_DAY = re.compile(r"(?:\bd['e] ?|(?<!\w)[ولف]?قد )$")  # le Maroc de demain, فقد غدا
WEEKDAY_NEAR = re.compile(
    rf"(?:(?:\b(?:ce|cet|cette)|(?<!\w)هذا(?: يوم)?){GAP}(?P<this>{WEEKDAY})(?!\w)"
    rf"|\b(?P<english>last|next|this){GAP}(?P<after>{WEEKDAY})\b"
    rf"|(?<!\w)[وبل]?(?:يوم{GAP})?(?P<before>{WEEKDAY}){GAP}(?P<when>{WHEN})(?!\w))"
)
OF_MONTH = re.compile(
    rf"{STARTS}(?P<days>{LIST})(?:{GAP}(?:du{GAP}mois|من{GAP}الشهر|من{GAP}شهر){GAP}(?P<when>{WHEN})"
    rf"|{GAP}(?P<here>de{GAP}ce{GAP}mois|من{GAP}هذا{GAP}الشهر|courant|الجاري))(?!\w)"
)
MONTH_NEAR = re.compile(
    rf"(?:\b(?:le|du|au|ce){GAP}|(?<!\w)[بول]?)?(?P<month>(?:mois|الشهر){GAP}(?P<when>{WHEN})"
    rf"|(?P<this>ce{GAP}mois(?:[ -]ci)?(?! de\b)|هذا{GAP}الشهر)|(?P<english>last|next|this){GAP}month)(?!\w)"
)
THEN_A_DATE = re.compile(rf"(?:[ ,،(]|\n){{1,3}}(?:{WEEKDAY} )?(?:le |الموافق ل?)?")

Found = tuple[int, int, str]


def relative_days(text: str, dated: date, named: Set[int]) -> Iterator[Found]:
    """Start, end and iso of what a plain text counts from its own day.

    named: where dates stand that say the day themselves; what only introduces one (أمس الخميس 12 فبراير) is left out.
    """
    for found in _counted(text, dated):
        if not _introduces(text, found[1], named):
            yield found
    for weeks in WEEKDAY_NEAR.finditer(text):
        day = _weekday(weeks, dated)
        if not _introduces(text, weeks.end(), named) and not re.match(r",? \d", text[weeks.end() : weeks.end() + 3]):
            yield weeks.start(), weeks.end(), day.isoformat()
    of_month = list(_of_month(text, dated))
    yield from of_month
    ends = {end for _, end, _ in of_month}
    for month in MONTH_NEAR.finditer(text):
        if month.end() in ends:  # the month of "le 12 du mois courant" is told by its day
            continue
        when = ROLES[month["when"] or month["english"]] if month["when"] or month["english"] else "current"
        yield month.start("month"), month.end(), f"{_month(dated, when):%Y-%m}"


def _introduces(text: str, end: int, named: Set[int]) -> bool:
    link = THEN_A_DATE.match(text, end)
    return link is not None and (link.end() in named or any(place in named for place in range(end, link.end() + 1)))


def _counted(text: str, dated: date) -> Iterator[Found]:
    for match in FROM_TODAY.finditer(text):
        row = COUNTED[re.sub(r"[ \n]+", " ", match["word"])]
        if row["alone"] == "no" and not match["weekday"]:
            continue
        if NOT_A_DAY.search(text, max(0, match.start() - 6), match.start()):
            continue
        day = dated + timedelta(days=int(row["days"]))
        if match["weekday"]:
            day = _nearest(day, match["weekday"])
        yield match.start("word"), match.end(), day.isoformat()


def _nearest(day: date, weekday: str) -> date:
    """The weekday that the text names, at most three days away: a release is often read the day after."""
    ahead = (WEEKDAYS[weekday] - day.weekday() + 3) % 7 - 3
    return day + timedelta(days=ahead)


def _weekday(match: re.Match[str], dated: date) -> date:
    word = match["this"] or match["after"] or match["before"]
    when = ROLES[match["english"] or match["when"]] if not match["this"] else "current"
    if when in LAST:
        return dated - timedelta(days=(dated.weekday() - WEEKDAYS[word] - 1) % 7 + 1)
    if when in NEXT:
        return dated + timedelta(days=(WEEKDAYS[word] - dated.weekday() - 1) % 7 + 1)
    return _nearest(dated, word)


def _of_month(text: str, dated: date) -> Iterator[Found]:
    for match in OF_MONTH.finditer(text):
        month = _month(dated, ROLES[match["when"]] if match["when"] else "current")
        figures = list(ANY_FIGURE.finditer(text, *match.span("days")))
        for place, figure in enumerate(figures):
            try:
                day = month.replace(day=int(re.sub(r"\D", "", figure[0])))
            except ValueError:  # the month has no such day
                continue
            yield figure.start(), match.end() if place == len(figures) - 1 else figure.end(), day.isoformat()


def _month(dated: date, when: str) -> date:
    """The first day of the month before, of or after the document's."""
    first = dated.replace(day=1)
    if when in LAST:
        return (first - timedelta(days=1)).replace(day=1)
    return (first + timedelta(days=32)).replace(day=1) if when in NEXT else first
