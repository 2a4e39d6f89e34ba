"""Days and months that stand in a text as such, "12 et 13 février 2024" or 13/02/2024, before their year is settled."""

import re
from bisect import bisect_left
from collections.abc import Iterator
from dataclasses import dataclass, replace

from multaqa.analysis.text.lexicon import rows
from multaqa.analysis.text.plain import GAP, SOME_GAP, Plain, any_of, plain

MONTHS = rows("months")
DAY_WORDS = {plain(row["word"]).text: int(row["day"]) for row in rows("day_words")}
WEEKDAYS = {plain(row["word"]).text: int(row["weekday"]) for row in rows("weekdays")}
ROLES = {plain(row["word"]).text: row["role"] for row in rows("date_words")}


def spoken(*roles: str) -> str:
    """A pattern for the words that play one of these roles about a date."""
    return any_of([word for word, role in ROLES.items() if role in roles])


def _key(name: str) -> str:
    return re.sub(r"[ \n'-]", "", plain(name).text)


BY_NAME: dict[str, dict[str, str]] = {}
for _row in MONTHS:
    BY_NAME.setdefault(_key(_row["name"]), _row)
NAMES = sorted({plain(row["name"]).text for row in MONTHS}, key=lambda name: (-len(name), name))
MONTH = "(?:" + "|".join(re.sub(r"[ ']", r"[ \\n'-]{1,2}", name) for name in NAMES) + r")(?![^\W\d])"
WEEKDAY = any_of(list(WEEKDAYS))

# A day before its month

FIGURE = r"(?:0?[1-9]|[12]\d|3[01])(?!\d)(?: ?(?:er|ier|eme|e|st|nd|rd|th|°|º)(?![a-z]))?"
STARTS = r"(?<![a-z0-9])(?<![0-9][.,:/-])"
ARTICLE = rf"(?:le |the |les |يوم |يومي )?(?:{WEEKDAY} )?"
JOINED = rf"(?:,?{GAP}(?:et|and|ou|puis){GAP}{ARTICLE}|{GAP}و ?{ARTICLE})"
TO = rf"(?:-| - |/|{GAP}(?:au|to|jusqu'au){GAP}{ARTICLE}|{GAP}و?(?:الي|حتي|لغايه){GAP}(?:غايه{GAP})?{ARTICLE})"
RANGE = rf"(?:{TO}|{GAP}a{GAP}|{GAP}و?(?:الي|حتي)(?: غايه)?(?: شهر)?{GAP})"
AND = rf"(?:{JOINED}|[,،] (?:le )?)"
COMMA = r" ?[,،] ?(?:le )?"
LIST = rf"{FIGURE}(?:(?:{COMMA}{FIGURE}){{0,9}}(?:(?:{JOINED}|{TO}){FIGURE}){{1,9}})?"
OF = (
    rf"(?:{SOME_GAP}(?:(?:من|من شهر|شهر|لشهر|de|of|(?:jour )?du mois de|jour de|de ce mois de){GAP}"
    rf"|(?:(?:jour )?du mois |jour )?d')?|[-/.])"
)
FRENCH_DAY = any_of([word for word in DAY_WORDS if word < "z"], r"[- \n]")
ARABIC_DAY = any_of([word for word in DAY_WORDS if word > "z"])
LEFT = re.compile(
    rf"(?:{STARTS}(?P<figures>{LIST})(?P<of>{OF})"
    rf"|(?<!\w)ل?ل?(?P<arabic>{ARABIC_DAY}){GAP}(?:من{GAP})?(?:شهر{GAP})?"
    rf"|\b(?P<french>{FRENCH_DAY})(?:{GAP}|{GAP}(?:jour{GAP})?(?:du mois )?(?:de{GAP}|d')))(?:[وفبل]{{0,2}})$"
)
ANY_FIGURE = re.compile(FIGURE)
BEFORE_ARABIC = re.compile(rf"(?:^|[^\w\s] ?|\n ?|(?<!\w)(?:{spoken('before_day_words')}|{WEEKDAY}) )$")
BEFORE_FRENCH = re.compile(rf"(?:\b(?:le|du|au|et|les|en date du|{WEEKDAY}),? )$")

# A year behind it

YEAR_FIGURES = r"(?:1[2-9]|2[01])\d\d(?!\d)(?![.,]\d)(?!-\d\d?-\d)"
MONEY = rf"(?!{SOME_GAP}(?:[km]{{0,2}}(?:dhs?|mad)\b|dirhams?|درهم|millions?|مليون|%))"
COUNTED = rf"(?!{GAP}{spoken('counted')}(?!\w))"  # مارس 2000 شخص: two thousand people, in no year
HIJRI_SIGN = rf"(?:{SOME_GAP}(?:ه|هجريه|هجري|h|ah|de l'hegire)(?!\w))?"
RIGHT = re.compile(
    rf"(?:\.?(?:{SOME_GAP}[/(]{SOME_GAP}(?P<other>{MONTH})\)?)?)"
    rf"(?:(?P<link>{SOME_GAP}(?:(?:من )?(?:سنه|عام|السنه|العام|لسنه|لعام)|de l'an(?:nee)?|of|de)?{SOME_GAP}|[-/])"
    rf"(?P<year>{YEAR_FIGURES}|'\d\d(?!\d)|(?<=-)\d\d(?!\d)){MONEY}{COUNTED}{HIJRI_SIGN}(?:{SOME_GAP}م(?![\w.]))?"
    rf"|[,،] ?(?P<set_off>{YEAR_FIGURES})(?! ?\w)"
    rf"|{GAP}(?P<when>{spoken('past', 'current', 'future', 'this_year', 'last_year', 'next_year', 'same_year')})(?!\w))"
)
MONTH_FIRST = re.compile(
    rf"\.?{GAP}(?P<figures>{FIGURE}(?:(?:{AND}|{TO}){FIGURE})?)(?![.,:/-]?\d)(?!{GAP}{MONTH})"
    rf"(?:(?P<comma>[,،]?){GAP}(?P<year>{YEAR_FIGURES}))?"
)
NAMED = re.compile(rf"(?<![a-z])(?:(?<![^\W\d])[وفبلك]{{0,2}}?)(?P<month>{MONTH})")

# Figures alone

NUMERIC = re.compile(
    rf"{STARTS}(?:(?P<y>\d{{4}})(?P<sign>[-/.])(?P<m>\d\d?)(?P=sign)(?P<d>\d\d?)"
    rf"|(?:(?P<days>{FIGURE})(?:{JOINED}|{TO}))?"
    r"(?P<first>\d\d?)(?P<mark>[-.]| ?/ ?)(?P<second>\d\d?)(?P=mark)(?P<year>\d{4}|\d\d))"
    rf"(?!\d)(?![-/.:]\d){HIJRI_SIGN}"
)
SAID_TO_BE_A_DATE = re.compile(rf"(?:\b(?:le|du|au|date|{WEEKDAY})|(?<!\w)(?:يوم|بتاريخ|في|{WEEKDAY})) ?:? ?$")
NO_YEAR = re.compile(
    rf"(?:\b(?:le|du|au|{WEEKDAY})|(?<!\w)(?:يوم|بتاريخ)) (?P<d>\d\d)/(?P<m>\d\d)(?!\d)(?![/.,]\d)(?! ?%)(?! ?{MONTH})"
)
MONTH_IN_FIGURES = re.compile(
    r"(?:\bmois(?: de)?|(?<!\w)(?:شهر|لشهر)) (?P<m>0[1-9]|1[0-2])[/-](?P<y>(?:19|20)\d\d)(?!\d)(?![/-]\d)"
)
NUMBERED = re.compile(rf"(?<!\w)[وبل]?{spoken('numbered')}(?!\w) ?[:.°]? ?$")
PLACE = re.compile(rf"(?<!\w)[وبفل]?(?:ال)?{spoken('place')}\.? (?:du |de |le )?$")
SAME_DAY = re.compile(
    rf"(?: ?\(|[,،]? ?[/(-]? ?(?:ال)?(?:موافق|correspondant|soit)(?: ?(?:au|a|le|ل|ليوم|يوم|لتاريخ))? ?| ?/ ?| - )"
    rf"(?:{WEEKDAY} )?(?:le |ل ?)?"
)


# "du 10 mars au 14 du même mois"; من 12 مارس إلى 14 منه
SAME_MONTH = re.compile(
    rf"(?:\b(?:le|au|du|et)|(?<!\w)(?:يوم|الي|غايه|حتي|بتاريخ|في|{WEEKDAY})|(?<!\w)و) ?(?:{WEEKDAY} )?(?P<day>{FIGURE})"
    rf"{GAP}(?:(?:du|de ce) meme mois|du mois meme|منه(?!\w)|من (?:نفس|ذات) الشهر|من الشهر (?:نفسه|ذاته|عينه))"
)


@dataclass(frozen=True)
class Stated:
    """A day as far as its own words tell it, with its place in plain text."""

    start: int
    end: int
    year: int | None  # None where another day or the document must say it
    month: int
    day: int | None  # None for a month
    is_hijri: bool = False
    when: str = ""  # last, next, this, the same year: the role of the word beside it
    needs_year: bool = False  # its month is also another word

    @property
    def in_year(self) -> tuple[int, int]:
        return self.month, self.day or 0


def stated_days(text: str, flat: Plain) -> list[Stated]:
    """Days and months named in a text (flat is its plain spelling) or written in figures, from left to right."""
    found = [*_named(text, flat), *_numeric(flat.text)]
    days = sorted((day for day in found if 1 <= day.month <= 12), key=lambda day: day.start)
    return sorted([*days, *_of_same_month(flat.text, days)], key=lambda day: day.start)


def _of_same_month(text: str, days: list[Stated]) -> Iterator[Stated]:
    """Days whose month the text has said before: 14 منه."""
    starts = [day.start for day in days]
    for found in SAME_MONTH.finditer(text):
        before = bisect_left(starts, found.start("day"))
        if before:
            yield replace(
                days[before - 1], start=found.start("day"), end=found.end(), day=_number(found["day"]), when=""
            )


def linked(text: str, first: Stated, second: Stated, *links: str) -> bool:
    """Whether nothing but one of these links stands between two days: "28 janvier - 2 février"."""
    between = text[first.end : second.start]
    return len(between) < 40 and re.fullmatch(rf"(?:{'|'.join(links)})(?:du |de |شهر )?", between) is not None


def names_a_place(text: str, day: Stated) -> bool:
    """Rue du 16 novembre, ساحة 20 غشت: a day that is a name has no year."""
    return day.year is None and PLACE.search(text, max(0, day.start - 24), day.start) is not None


# Months by their names


def _named(text: str, flat: Plain) -> Iterator[Stated]:
    done = 0
    for named in NAMED.finditer(flat.text):
        start, end = named.span("month")
        if start < done:
            continue
        month = BY_NAME[_key(named["month"])]
        is_capital = text[flat.span(start, end)[0]].isupper()
        for day in _around(flat.text, start, end, month, done):
            done = max(done, day.end)
            if day.year or is_capital or "capital" not in month["reading"]:
                yield day


def _around(text: str, start: int, end: int, month: dict[str, str], done: int) -> Iterator[Stated]:
    """The days before or behind the name of a month, or the month alone."""
    left = LEFT.search(text, max(done, start - 90), start)
    if left and left["figures"] is None and not _is_day_in_words(text, left):
        left = None
    behind = None if left else _behind(text, end, month)
    if behind:
        yield from _behind_days(behind, start, month)
        return
    right = RIGHT.match(text, end)
    if right and right[0].startswith(".") and "short" not in month["reading"]:  # the sentence ends there
        right = None
    other = right and right["other"]
    if (
        right
        and other
        and (BY_NAME[_key(other)]["month"], BY_NAME[_key(other)]["calendar"]) != (month["month"], month["calendar"])
    ):
        right = None
    year, when = _year(right, month, left), ROLES.get(_words(right["when"]), "") if right and right["when"] else ""
    last = right.end() if right and (year or when) else end
    before = _days_before(left) or [(start, None)]
    for place, (first, day) in enumerate(before):
        until = last if place == len(before) - 1 else before[place][0] + len(_figure(text, first))
        yield Stated(
            first, until, year, int(month["month"]), day, month["calendar"] == "hijri", when, _needs_year(month, day)
        )


def _words(phrase: str) -> str:
    return re.sub(r"[ \n]+", " ", phrase)


def _needs_year(month: dict[str, str], day: int | None) -> bool:
    return day is None or month["reading"] == "with_year"


def _figure(text: str, start: int) -> str:
    figure = ANY_FIGURE.match(text, start)
    return figure[0] if figure else ""


def _days_before(left: re.Match[str] | None) -> list[tuple[int, int | None]]:
    """Where each day before a month begins, and which it is."""
    if left is None:
        return []
    if left["figures"]:
        begin, end = left.span("figures")
        figures = [(figure.start(), _number(figure[0])) for figure in ANY_FIGURE.finditer(left.string, begin, end)]
        falls = [place for place in range(1, len(figures)) if figures[place - 1][1] >= figures[place][1]]
        return list(figures[falls[-1] :] if falls else figures)  # "n° 25 - 12 mars" is no range
    group = "arabic" if left["arabic"] else "french"
    words = re.sub(r"[- \n]+", " ", left[group])
    return [(left.start(group), DAY_WORDS[words])]


def _is_day_in_words(text: str, left: re.Match[str]) -> bool:
    """In "الأسبوع الأول من مارس" the first is a week: only some words have a day behind them."""
    before = BEFORE_ARABIC if left["arabic"] else BEFORE_FRENCH
    start = left.start("arabic" if left["arabic"] else "french")
    return before.search(text, max(0, start - 16), start) is not None


def _number(figure: str) -> int:
    return int(re.sub(r"\D", "", figure))


def _year(right: re.Match[str] | None, month: dict[str, str], left: re.Match[str] | None) -> int | None:
    if not right or not (right["year"] or right["set_off"]):
        return None
    figures = (right["year"] or right["set_off"]).strip("'")
    if right["set_off"] and not left:
        return None
    if len(figures) == 2 and right["link"] == "-" and not (left and left["of"] == "-"):
        return None
    year = _whole_year(figures)
    return year if (year <= 1500) == (month["calendar"] == "hijri") else None


def _whole_year(figures: str) -> int:
    """24 is 2024, 98 is 1998."""
    year = int(figures)
    return year if len(figures) == 4 else year + (2000 if year < 70 else 1900)


def _behind(text: str, end: int, month: dict[str, str]) -> re.Match[str] | None:
    """English and American order: February 13, 2024; Arabic sites write فبراير 13, 2024 too."""
    behind = MONTH_FIRST.match(text, end)
    if not behind or month["calendar"] == "hijri":
        return None
    if month["language"] == "en" or (month["language"] == "fr" and month["reading"] and behind["year"]):
        return behind
    return behind if month["language"] == "ar" and behind["year"] and behind["comma"] else None


def _behind_days(behind: re.Match[str], start: int, month: dict[str, str]) -> Iterator[Stated]:
    year = int(behind["year"]) if behind["year"] else None
    figures = list(ANY_FIGURE.finditer(behind.string, *behind.span("figures")))
    for place, figure in enumerate(figures):
        first = start if place == 0 else figure.start()
        until = behind.end() if place == len(figures) - 1 else figure.end()
        yield Stated(first, until, year, int(month["month"]), _number(figure[0]))


# Figures


def _numeric(text: str) -> Iterator[Stated]:
    for numeric in NUMERIC.finditer(text):
        if not NUMBERED.search(text, max(0, numeric.start() - 24), numeric.start()):
            yield from _from_figures(numeric)
    for short in NO_YEAR.finditer(text):
        yield Stated(short.start("d"), short.end(), None, int(short["m"]), int(short["d"]))
    for month in MONTH_IN_FIGURES.finditer(text):
        yield Stated(month.start("m"), month.end(), int(month["y"]), int(month["m"]), None)


def _from_figures(numeric: re.Match[str]) -> Iterator[Stated]:
    if numeric["y"]:
        year, month, day = int(numeric["y"]), int(numeric["m"]), int(numeric["d"])
        start = numeric.start()
    else:
        if len(numeric["year"]) == 2 and not _is_short_date(numeric):
            return
        year, month, day = _whole_year(numeric["year"]), int(numeric["second"]), int(numeric["first"])
        start = numeric.start("first")
        if month > 12 >= day and "/" in numeric["mark"] and len(numeric["year"]) == 4:  # nothing but month first
            month, day = day, month
    if not (1343 <= year <= 1500 or 1700 <= year <= 2199):
        return
    is_hijri = year <= 1500
    if numeric["days"]:
        first = numeric.start("days")
        yield Stated(first, numeric.end("days"), year, month, _number(numeric["days"]), is_hijri)
    yield Stated(start, numeric.end(), year, month, day, is_hijri)


def _is_short_date(numeric: re.Match[str]) -> bool:
    """13/02/24 and "le 3/2/24", but not 5/10/15 (years), nor 1-09-15 or 2.9.16, which number laws."""
    before = numeric.string[max(0, numeric.start() - 12) : numeric.start()]
    if re.search(r"\d $", before):
        return False
    padded = len(numeric["first"]) == len(numeric["second"]) == 2
    return padded or ("/" in numeric["mark"] and SAID_TO_BE_A_DATE.search(before) is not None)
