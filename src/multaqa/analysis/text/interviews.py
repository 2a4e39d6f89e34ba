"""Interviews: whose answers they are, and which lines ask and which answer."""

import re

from multaqa.analysis.text.records import Span

TOP = 400  # characters: where a title says who is interviewed
WITH = re.compile(
    r"(?:حوار|مقابلة|دردشة|حديث)(?: \w+)? مع[ :]+(?P<ar>[^\n،,:؛.«\"]{4,60})"
    r"|(?i:entretien|interview|conversation) (?:avec|de|d['’])\s?(?P<fr>[^\n,:;.«\"]{4,60})"
)
LABEL = re.compile(
    r"(?:(?P<asks>س|سؤال|السؤال|Q|Question)|(?P<answers>ج|جواب|الجواب|R|Réponse))\s?\d{0,2}[ \u00a0\u202f]?:\s*"
)


def interviewee(text: str) -> str:
    """Whom a title says the interview is with, as the text names them; empty where it is none."""
    found = WITH.search(text[:TOP])
    return (found["ar"] or found["fr"]).strip() if found else ""


def turn_of(text: str, sentence: Span) -> tuple[bool, int] | None:
    """Whether a line answers, and the character behind its label "ج:", "Réponse :"; None for other sentences."""
    opens = sentence.start == 0 or text[sentence.start - 1] in "\n\r\f\v\u2028\u2029"
    found = LABEL.match(text, sentence.start, sentence.end) if opens else None
    return (found["answers"] is not None, found.end()) if found else None
