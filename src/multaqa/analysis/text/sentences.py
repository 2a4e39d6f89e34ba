"""Where sentences begin and end: full stops, lists, lines that were only wrapped, headings and datelines."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

from multaqa.analysis.text.records import Span
from multaqa.analysis.text.speech import Words, words_that

LINE = re.compile(r"[^\n\r\f\v\u2028\u2029]+")
# A stop with the closing quotes behind it; or one that lost its blank, between two words.
STOP = re.compile(
    r"[.!?؟…]+(?:[ \u00a0\u202f]?[»”\"’)\]])*(?=[\s,،;؛]|$)"
    r"|(?<=[ء-ي]{2})[.؟!](?=[ء-ي]{2})|(?<=[a-zà-ÿ]{2})\.(?=[A-ZÀ-Ý][a-zà-ÿ])"
)
# Titles and signs whose full stop ends nothing.
SHORT_FORM = re.compile(
    r"(?:^|[\s(«\"'’])(?:M|MM|Mme|Mmes|Mlle|Dr|Pr|Me|St|Ste|art|al|cf|n|no|n°|p|pp|env|tél|av|bd|ex|vol|janv|févr|avr|juil|sept|oct|nov|déc|(?:[A-ZÀ-Ý]\.){0,2}[A-ZÀ-Ý]|[ء-ي]|ذة|دة|هـ)\.$"
)
LONGEST_SHORT_FORM = 7  # characters, with its stop and the sign before it
BULLET = re.compile(
    r"\s*(?:[-–—•*▪◦●‣·✓➢○■□]+|\(?\d{1,2}\s?[.)-](?=\s)|\(?[ء-يa-hA-H]\s?[-.)](?=\s)|[IVX]{1,4}\s?[.)-](?=\s))\s*"
)
DAY = r"(?:\d{1,2}(?:er)?\s+\w+\s+\d{4}|\d{1,2}[/.-]\d{1,2}[/.-]\d{2,4}|\w+\s+\d{4})"
AGENCIES = r"(?:MAP|APS|ومع|و\s?م\s?ع)"
AGENCY = rf"(?:\({AGENCIES}\)|{AGENCIES}(?=\s?[/–—:-]))"
NAME = r"[A-ZÀ-Ýء-ي][\w'’-]*"
DATELINE = re.compile(
    rf"{NAME}(?:[ ,،/]{{1,2}}{NAME}){{0,4}}"
    rf"(?:[ ,،/–—-]{{1,4}}(?:[a-zء-ي]+[ ,،]{{1,2}}){{0,2}}{DAY}[ ,،/]{{0,3}}(?:{AGENCY})?|[ ,،/]{{1,3}}{AGENCY})"
    r"\s?(?:[–—:/.-]+\s+|[–—:/.-]*$)"
)
LONGEST_DATELINE = 90  # characters
WRAPPED_FROM = 0.75  # of the longest line of its block: such a line was cut by the page's width, not by its writer
WIDEST_PAGE = 160  # characters; a longer line is a whole paragraph
LONGEST_HEADING = 20  # words
PROSE_FROM = 80  # characters: a line of that length without a stop is text, not a heading
FEWEST_LETTERS = 2
ENDS = ".!?؟…"
GOES_ON = (",", "،", ";", "؛")

Role = Literal["prose", "item", "heading", "dateline"]


@dataclass(frozen=True)
class Sentence(Span):
    """A sentence, and what it is in its document; `paragraph` counts paragraphs and list items."""

    role: Role
    paragraph: int


@dataclass(frozen=True)
class _Paragraph(Span):
    after_blank: bool
    before_blank: bool
    bullet: bool


def sentences_of(text: str) -> tuple[Sentence, ...]:
    """The sentences of a text, in order, without the blanks and bullets around them."""
    paragraphs = list(_paragraphs(text))
    found: list[Sentence] = []
    for number, paragraph in enumerate(paragraphs):
        role: Role = "item" if paragraph.bullet else "prose"
        if _is_heading(text, paragraphs, number):
            role = "heading"
        for start, end in _cuts(text, paragraph):
            if role == "prose" and start == paragraph.start and (dateline := _dateline(text, start, end)):
                if head := bare_span(text, start, dateline):
                    found.append(Sentence(head.start, head.end, "dateline", number))
                start = dateline
            if span := bare_span(text, start, end):
                found.append(Sentence(span.start, span.end, role, number))
    return tuple(found)


def bare_span(text: str, start: int, end: int) -> Span | None:
    """The span without blanks and bullets around it; None where fewer than two letters or digits are left."""
    while end > start and text[end - 1].isspace():
        end -= 1
    if (bullet := BULLET.match(text, start, end)) and (start == 0 or text[start - 1] in "\n\r\f\v\u2028\u2029"):
        start = bullet.end()
    while start < end and text[start].isspace():
        start += 1
    letters = 0
    for place in range(start, end):
        letters += text[place].isalnum()
        if letters >= FEWEST_LETTERS:
            return Span(start, end)
    return None


def _paragraphs(text: str) -> Iterator[_Paragraph]:
    """Lines put together again where only the page's width had cut them."""
    lines = [found.span() for found in LINE.finditer(text) if not found[0].isspace()]
    blank_before = [place == 0 or _is_blank(text, lines[place - 1][1], start) for place, (start, _) in enumerate(lines)]
    place = 0
    while place < len(lines):
        end = place + 1
        while end < len(lines) and not blank_before[end]:
            end += 1
        yield from _block(text, lines[place:end], end == len(lines))
        place = end


def _is_blank(text: str, start: int, end: int) -> bool:
    """Whether more than one line break stands between two lines; a return and a feed are one."""
    between = text[start:end].replace("\r\n", "\n")
    return sum(sign in "\n\r\f\v\u2028\u2029" for sign in between) > 1


def _block(text: str, lines: list[tuple[int, int]], last: bool) -> Iterator[_Paragraph]:
    width = max(end - start for start, end in lines)
    first = 0
    for place, (start, end) in enumerate(lines):
        following = lines[place + 1] if place + 1 < len(lines) else None
        if following and _was_wrapped(text, start, end, following, width):
            continue
        opening = lines[first][0]
        yield _Paragraph(opening, end, first == 0, following is None and not last, bool(_bullet(text, *lines[first])))
        first = place + 1


def _bullet(text: str, start: int, end: int) -> re.Match[str] | None:
    return BULLET.match(text, start, end)


def _was_wrapped(text: str, start: int, end: int, following: tuple[int, int], width: int) -> bool:
    line = text[start:end].rstrip()
    if not line or _bullet(text, *following):
        return False
    opening = text[following[0] : following[1]].lstrip()[:1]
    if line.endswith((",", "،")) and width <= WIDEST_PAGE:
        return True
    if line[-1] in ENDS + ":" or width > WIDEST_PAGE:
        return False
    return opening.islower() or (len(line) >= WRAPPED_FROM * width and len(line) >= PROSE_FROM // 2)


def _cuts(text: str, paragraph: Span) -> Iterator[tuple[int, int]]:
    start = paragraph.start
    for found in STOP.finditer(text, paragraph.start, paragraph.end):
        if found[0] == "." and SHORT_FORM.search(text[max(start, found.end() - LONGEST_SHORT_FORM) : found.end()]):
            continue
        if (bullet := BULLET.match(text, start, paragraph.end)) and bullet.end() > found.start():
            continue
        if _goes_on(text, found, paragraph.end):
            continue
        yield start, found.end()
        start = found.end()
    yield start, paragraph.end


def _goes_on(text: str, stop: re.Match[str], end: int) -> bool:
    """Whether a sentence goes on behind a quoted question or exclamation: « … ? », a demandé Mme X."""
    if stop[0][-1] not in '»”"’)':
        return text[stop.end() : stop.end() + 2].lstrip()[:1] in GOES_ON
    rest = text[stop.end() : min(end, stop.end() + 3)].lstrip()
    return rest[:1] in GOES_ON or rest[:1].islower()


def _dateline(text: str, start: int, end: int) -> int:
    """Where the text behind "Fès, 21 janvier 2022 –" begins; 0 where no dateline opens it."""
    while start < end and text[start].isspace():
        start += 1
    found = DATELINE.match(text[start : min(end, start + LONGEST_DATELINE)])
    if found and (found[0].rstrip()[-1] in "–—:/.-" or start + found.end() >= end):
        return start + found.end()
    return 0


def _is_heading(text: str, paragraphs: list[_Paragraph], number: int) -> bool:
    """A short line without a stop that stands over text: over a sentence that is longer, or over a list."""
    this = paragraphs[number]
    line = text[this.start : this.end].strip()
    if number + 1 == len(paragraphs) or not _is_bare_line(line) or (this.bullet and not line.endswith(":")):
        return False
    below = number + 1
    while below < len(paragraphs) and below - number < 3 and _is_bare_line(_line(text, paragraphs[below])):
        if paragraphs[below].bullet:
            break
        below += 1
    if below == len(paragraphs):
        return False
    if paragraphs[below].bullet and not this.bullet:
        return below == number + 1
    stands_apart = number == 0 or this.before_blank or line.isupper() or line.endswith(":")
    return stands_apart and _is_prose(_line(text, paragraphs[below])) and not _speaks(line)


def _line(text: str, paragraph: Span) -> str:
    return text[paragraph.start : paragraph.end].strip()


def _is_bare_line(line: str) -> bool:
    return bool(line) and line[-1] not in ENDS and len(line) < 2 * PROSE_FROM and line.count(" ") < LONGEST_HEADING


def _is_prose(line: str) -> bool:
    return line[-1:] in tuple(ENDS) or len(line) >= PROSE_FROM


def _speaks(line: str) -> bool:
    """Whether somebody speaks for himself in it: no heading does."""
    words = Words(line, 0, len(line))
    own = words_that("first", "ar", "fr"), words_that("author", "fr")
    return any(words.has(place, phrases) for place in range(len(words)) for phrases in own)
