"""Sentences, and within them statements: one thing said by one actor, with the words that name the actor."""

import csv
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cache
from importlib import resources

from multaqa.analysis.text.records import Span

# Titles and signs whose full stop ends nothing.
SHORT_FORMS = re.compile(
    r"(?:^|[\s(«\"'’])(?:M|MM|Mme|Mmes|Mlle|Dr|Pr|Me|St|Ste|art|al|cf|no|n°|p|pp|etc|env|tél|av|bd|ex|[A-ZÀ-Ý]"
    r"|د|ذ|ص|م|ج|ق|هـ|أ)\.$"
)
END = re.compile(r"[.!?؟…]+[\"»”’)\]]*(?=\s|$)|\n\s*\n|\n(?=\s*(?:[-–—•*▪◦●]|\(?\d{1,2}[.)-]|[أ-ي][-.)])\s)")
LINE = re.compile(r"\n")
BULLET = re.compile(r"\s*(?:[-–—•*▪◦●]|\(?\d{1,2}[.)-](?=\s)|[أ-ي][-.)](?=\s))\s*")
FEWEST_LETTERS = 2
LONGEST_SPEAKER = 160  # characters

CONNECTORS_FR = (
    r"(?:(?:de|à) (?:son|leur) (?:côté|tour)|pour (?:sa|leur) part|quant à (?:lui|elle|eux)|par ailleurs|en outre"
    r"|dans (?:ce|le même) (?:cadre|contexte|sens)|à cet(?:te)? (?:effet|égard|occasion)|de même|ainsi|enfin|aussi)"
)
CONNECTORS_AR = (
    r"(?:[وف]?(?:من (?:جهته|جهتها|جانبه|جانبها|جهتهم|ناحيته|ناحيتها)|بدوره|بدورها|في (?:هذا|نفس|ذات) "
    r"(?:السياق|الصدد|الإطار|الاتجاه)|وفي كلمة (?:له|لها)|في المقابل|إلى ذلك|بالمناسبة))"
)
PRONOUNS = re.compile(
    r"^(?:il|elle|ils|elles|on|l['’]intervenante?|les intervenants|la même source|ce(?:lui|lle)[- ]ci"
    r"|المتحدث(?:ة)?(?: نفسه| نفسها| ذاته| ذاتها)?|المتدخل(?:ة)?(?: نفسه| نفسها)?|نفس المصدر|المصدر (?:ذاته|نفسه))$",
    re.I,
)


@dataclass(frozen=True)
class Utterance(Span):
    """The characters of what was said, without the words that report it; said_by as the text names them."""

    said_by: str = ""
    reported_by: str = ""  # the verb that reports it, folded to its first form: a hint at the kind


@dataclass(frozen=True)
class _Report:
    """A reporting clause: who, by which verb, and where what they said begins."""

    speaker: str
    verb: str
    said_from: int


def sentences(text: str) -> tuple[Span, ...]:
    """The sentences of a text, in order, without the blanks and bullets around them.

    A full stop after a title, an initial or inside a number ends nothing. A line of a list is a sentence of its own,
    with or without a full stop. Every letter of the text stands in exactly one sentence.
    """
    return tuple(span for start, end in _cuts(text) if (span := _bare(text, start, end)) is not None)


def _cuts(text: str) -> Iterator[tuple[int, int]]:
    start = 0
    for found in END.finditer(text):
        if found[0].startswith(".") and SHORT_FORMS.search(text, start, found.start() + 1):
            continue
        yield start, found.end()
        start = found.end()
    yield start, len(text)


def _bare(text: str, start: int, end: int) -> Span | None:
    while end > start and text[end - 1].isspace():
        end -= 1
    if bullet := BULLET.match(text, start, end):
        start = bullet.end()
    while start < end and text[start].isspace():
        start += 1
    letters = sum(sign.isalnum() for sign in text[start:end])
    return Span(start, end) if letters >= FEWEST_LETTERS else None


def utterances(text: str) -> tuple[Utterance, ...]:
    """What was said, one thing by one actor each, in the order of the text.

    A sentence is cut where another reporting verb or a semicolon begins a new thing. A pronoun, or a verb that names
    nobody, goes on with the actor before, within the paragraph.
    """
    found: list[Utterance] = []
    speaker, paragraph_end = "", 0
    for sentence in sentences(text):
        if "\n\n" in text[paragraph_end : sentence.start]:
            speaker = ""
        for clause in _clauses(text, sentence):
            report = _report(text, clause)
            if report:
                speaker = report.speaker or speaker
            begin = report.said_from if report else clause.start
            if said := _bare(text, begin, clause.end):
                found.append(Utterance(said.start, said.end, speaker if report else "", report.verb if report else ""))
        paragraph_end = sentence.end
    return tuple(found)


def _clauses(text: str, sentence: Span) -> Iterator[Span]:
    start = sentence.start
    for cut in _boundaries().finditer(text, sentence.start, sentence.end):
        at = cut.start("next") if cut["next"] else cut.end()
        if at - start < 12:  # characters: too little to have said anything yet
            continue
        yield Span(start, at)
        start = at
    yield Span(start, sentence.end)


@cache
def _verbs(language: str) -> dict[str, str]:
    """Each form of the reporting verbs of a language, and the verb it is a form of."""
    file = resources.files("multaqa.analysis.text") / "lexicon" / "reporting_verbs.csv"
    forms: dict[str, str] = {}
    with file.open(encoding="utf-8") as lines:
        for row in csv.DictReader(lines):
            if row["language"] == language:
                forms |= {form.replace("_", " "): row["means"] for form in row["forms"].split()}
    return forms


def _any_of(forms: Iterable[str]) -> str:
    return "|".join(re.escape(form).replace("'", "['’]").replace(r"\ ", r"\s+") for form in sorted(forms, key=len)[::-1])


@cache
def _boundaries() -> re.Pattern[str]:
    """Where a new thing begins inside a sentence: a semicolon, or a further reporting verb after a comma."""
    arabic, french = _any_of(_verbs("ar")), _any_of(_verbs("fr"))
    return re.compile(
        rf"[;؛]\s+|[،,]\s*(?P<next>(?:و|كما\s+|فيما\s+|في\s+حين\s+)?(?:{arabic})(?=\s)"
        rf"|(?:et\s+|tout\s+en\s+|puis\s+)(?:a\s+|ont\s+)?(?:{french})(?=\s))"
    )


@cache
def _reports() -> tuple[re.Pattern[str], ...]:
    arabic, french = _any_of(_verbs("ar")), _any_of(_verbs("fr"))
    that_ar = r"(?:أن|إن|بأن|أنه|أنها|إنه|إنها|أنهم|إلى\s+أن|على\s+أن|عن|إلى|على|بـ?|ب)"
    return (
        re.compile(
            rf"(?:{CONNECTORS_AR}[،,]?\s*)?[وف]?(?:كما\s+)?(?P<verb>{arabic})\s+"
            rf"(?P<who>[^.!?؟«\"\n]{{0,{LONGEST_SPEAKER}}}?)[،,]?\s*(?:[،,][^،,]{{0,120}}[،,]\s*)?"
            rf"\b(?P<that>(?:أن|إن|بأن|إلى\s+أن|على\s+أن)(?:ه|ها|هم|نا|ني)?|[:«\"])\s*"
        ),
        re.compile(rf"[وف]?(?:حسب|وفق|وبحسب|بحسب)\s+(?P<who>[^،,.\n]{{3,{LONGEST_SPEAKER}}})[،,]\s*(?P<that>)(?P<verb>)"),
        re.compile(
            rf"(?:{CONNECTORS_FR},?\s*)?(?P<who>[^.!?\n]{{2,{LONGEST_SPEAKER}}}?),?\s+"
            rf"(?:(?:a|ont|avait|avaient|aurait)\s+(?:également\s+|aussi\s+|notamment\s+)?)?(?P<verb>{french})\s*"
            rf"(?:[^.!?\n]{{0,60}}?\b(?P<that>que\s|qu['’])|(?P<colon>[:«])\s*)",
            re.I,
        ),
        re.compile(
            rf"(?:selon|d['’]après|aux yeux d[eu'’]|pour)\s*(?P<who>(?:l[ea]s?\s|l['’]|M\.|Mme|des?\s)[^,.\n]{{3,{LONGEST_SPEAKER}}}),\s*"
            r"(?P<that>)(?P<verb>)",
            re.I,
        ),
    )


def _report(text: str, clause: Span) -> _Report | None:
    for pattern in _reports():
        if found := pattern.match(text, clause.start, clause.end):
            verb = " ".join(found["verb"].split()).replace("’", "'").lower() if found["verb"] else ""
            meaning = _verbs("ar").get(verb) or _verbs("fr").get(verb, "")
            return _Report(_speaker(found["who"]), meaning, found.end())
    return None


def _speaker(words: str) -> str:
    who = re.sub(rf"^(?:{CONNECTORS_FR}|{CONNECTORS_AR}|et|puis|tout en|كما|ثم)[،,]?\s*", "", words.strip(" ،,"), flags=re.I)
    who = who.strip(" ،,:")
    return "" if PRONOUNS.match(who) else who
