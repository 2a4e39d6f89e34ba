"""What a sum of money is for: the words beside it that say so, bounded by their clause."""

import re

from multaqa.analysis.text.lexicon import rows
from multaqa.analysis.text.plain import GAP, any_of

PURPOSES = rows("purposes")
REACH = 70  # characters between a sum and the word that opens its purpose
LONGEST = 160


def _words(language: str, role: str) -> str:
    return any_of([row["word"] for row in PURPOSES if row["language"] == language and row["role"] == role])


NOT_FOR = rf"(?!(?:{_words('fr', 'not_for')}|{_words('ar', 'not_for')})(?!\w))"
FOR = re.compile(
    rf"(?<!\w)(?:{_words('fr', 'for')}(?:(?<=')|{GAP})|و?{_words('ar', 'for')}(?:(?<=ل)|{GAP})){NOT_FOR}(?=\w)"
)
AT_ONCE = re.compile(rf"{GAP}(?:{_words('fr', 'given_to')}{GAP})(?=\w)")
GIVEN = re.compile(rf"\b{_words('fr', 'given')}")
ARABIC_FOR = re.compile(rf"{GAP}{NOT_FOR}(?!{_words('ar', 'for')}(?!\w))(?=ل\w{{3}})")
ARABIC_GIVEN = re.compile(
    rf"(?<!\w)\w{{0,3}}(?:خصص|رصد|وجه|عبي|صرف|منح)\w{{0,3}}{GAP}(?:\w+{GAP})?{NOT_FOR}(?=ل\w{{3}})"
)
CLAUSE_END = re.compile(
    rf"[.:،,](?!\d)|[!?؟؛;()\[\]\n«»\"]|(?<!\w)(?:{_words('fr', 'stop')}|{_words('ar', 'stop')})(?!\w)"
)
HARD_END = re.compile(r"[.:](?!\d)|[!?؟؛;()\[\]\n]")
CLAUSE = re.compile(r"[,،](?!\d)")
COST = re.compile(rf"(?:\b{_words('fr', 'cost')}|(?<!\w)[وبفل]?(?:ال)?{_words('ar', 'cost')})\b[^.,،;\n]{{0,40}}$")
REACHED = re.compile(rf"(?<!\w)(?:{_words('fr', 'reached')}|{_words('ar', 'reached')})(?!\w)|[:,،(]")
FOR_WORK = re.compile(rf"(?<!\w)(?=لل?{_words('ar', 'work')}(?!\w))")
WORK = re.compile(rf"(?<!\w)(?:{_words('fr', 'work')}|[وبل]?(?:ال)?{_words('ar', 'work')})(?!\w)")
CONJUNCTION = re.compile(r"[\s,،]+(?:et|ainsi que|and|و)?[\s(]*(?:de|d'|pour|a)?\s*$")
COST_LINK = re.compile(
    r"[\s,،]+(?:pour|d'|avec|moyennant|a|de|au|dont|ب|for|at|with)?[\s']*(?:un|une|le|la|l'|a|the)?[\s']*$"
)


def purpose_of(text: str, start: int, end: int, earliest: int, latest: int) -> tuple[int, int] | None:
    """Where a plain text says what the sum at start to end is for; None where nothing does.

    earliest and latest bound the search: the end of the sum before and the start of the next one.
    """
    return _after(text, start, end, latest) or _before(text, start, max(earliest, start - 300))


def _after(text: str, start: int, end: int, latest: int) -> tuple[int, int] | None:
    hard = HARD_END.search(text, end, min(latest, end + REACH))
    until = hard.start() if hard else min(latest, end + REACH)
    opened = ARABIC_FOR.match(text, end) or _given_to(text, start, end) or _first(FOR, FOR_WORK, text, end, until)
    given = ARABIC_GIVEN.search(text, end, until)
    if given and (not opened or given.start() < opened.start()):
        opened = given
    if not opened or text[end : opened.start()].count(",") + text[end : opened.start()].count("،") > 1:
        return None
    return _clause(text, opened.end(), latest)


def _first(one: re.Pattern[str], other: re.Pattern[str], text: str, start: int, end: int) -> re.Match[str] | None:
    found = [match for match in (one.search(text, start, end), other.search(text, start, end)) if match]
    return min(found, key=lambda match: match.start(), default=None)


def _given_to(text: str, start: int, end: int) -> re.Match[str] | None:
    """In "consacrer 26 MDH à ..." the verb before the sum makes of à a purpose."""
    before = text[max(0, start - 80) : start]
    ends = list(HARD_END.finditer(before))
    return AT_ONCE.match(text, end) if GIVEN.search(before, ends[-1].end() if ends else 0) else None


def _clause(text: str, begin: int, latest: int) -> tuple[int, int] | None:
    stop = CLAUSE_END.search(text, begin, min(latest, begin + LONGEST))
    until = stop.start() if stop else min(latest, begin + LONGEST)
    if not stop and until < len(text):  # cut at a whole word, before the "et" that brings the next sum
        words = text[begin:until]
        joint = CONJUNCTION.search(words)
        until = begin + (joint.start() if joint else max(words.rfind(" "), 0))
    until = begin + len(text[begin:until].rstrip(" ,،-"))
    return (begin, until) if until > begin else None


def _before(text: str, start: int, earliest: int) -> tuple[int, int] | None:
    """In "la construction d'un centre pour un coût de 5 MDH" the purpose stands before, from its first noun of work."""
    ends = [match.end() for match in HARD_END.finditer(text, earliest, start)]
    begin = ends[-1] if ends else earliest
    cost = COST.search(text[begin:start])
    if not cost:
        return None
    until = begin + cost.start()
    of = WORK.search(text, until, start)  # "le coût de la réhabilitation du centre s'élève à 5 MDH"
    reached = REACHED.search(text, of.start(), start) if of else None
    if of and reached:
        return of.start(), of.start() + len(text[of.start() : reached.start()].rstrip())
    link = COST_LINK.search(text, begin, until)
    work = _last_clause_of_work(text, begin, link.start() if link else until)
    if not work:
        return None
    last = len(text[: link.start() if link else until].rstrip(" ,،"))
    return (work.start(), last) if last > work.start() else None


def _last_clause_of_work(text: str, begin: int, end: int) -> re.Match[str] | None:
    """The first noun of work in the last clause that has one: what stands before tells who, when and where."""
    commas = [match.end() for match in CLAUSE.finditer(text, begin, end)]
    found = (WORK.search(text, start, end) for start in (*reversed(commas), begin))
    return next((work for work in found if work), None)
