"""What kind of event a document tells of, weighed from its cues: the title first, then how it begins, then the rest."""

import re
from collections import defaultdict
from functools import cache
from typing import cast

from multaqa.analysis.text.folding import fold
from multaqa.analysis.text.lexicon import rows
from multaqa.analysis.text.records import EventType

TITLE_LINES = 6
LONGEST_TITLE_LINE = 180  # characters: what is longer is a paragraph
LEAD = 600  # characters after the title, the first sentence among them
BODY = 6000  # characters: what stands later is detail
WEIGHTS = (3.0, 2.0, 0.8, 0.3)  # title, first sentence, lead, body
FURTHER = 0.5  # what each further cue of one kind adds in one zone, of what the one before it added
ENOUGH = 4.0  # a strong cue in the lead, or weaker ones that agree
NEAR = 7  # words between two parts of a cue: remise ~ fauteuils
ENDS = (".", "!", "؟", "…")  # of a sentence, which is no title
SENTENCE_END = re.compile(r"(?<=\w{3})[.!؟](?=\s|$)|\n\s*\n(?=\s*\S)")
LETTERS = 2  # a line of fewer is no title


def event_type_of(text: str) -> EventType:
    """The kind of event; `other` where no cue is strong enough. Linear in the text's length."""
    scores: dict[EventType, float] = defaultdict(float)
    for zone, factor in zip(_zones(text), WEIGHTS, strict=True):
        for event_type, weights in _weights_in(zone).items():
            scores[event_type] += factor * sum(
                weight * FURTHER**place for place, weight in enumerate(sorted(weights, reverse=True))
            )
    ranked = sorted(scores, key=lambda event_type: (-scores[event_type], event_type))
    return ranked[0] if ranked and scores[ranked[0]] >= ENOUGH else "other"


def _weights_in(zone: str) -> dict[EventType, list[float]]:
    """The weights of the cues that stand in one zone: many of them are one event told at length, not many events."""
    folded = f" {fold(zone).text} "
    found: dict[EventType, list[float]] = defaultdict(list)
    for event_type, weight, cue in _cues():
        if cue.search(folded):
            found[event_type].append(weight)
    return found


def _zones(text: str) -> tuple[str, str, str, str]:
    """The title with the lines above it, the first sentence, the rest of the lead, and the body."""
    at = lines = 0
    for line in text.splitlines(keepends=True):
        if lines == TITLE_LINES or len(line) > LONGEST_TITLE_LINE or (lines and line.rstrip().endswith(ENDS)):
            break
        at += len(line)
        lines += sum(sign.isalpha() for sign in line) >= LETTERS
    lead = at + LEAD
    stop = SENTENCE_END.search(text, at, lead)
    first = stop.end() if stop else lead
    return text[:at], text[at:first], text[first:lead], text[lead : lead + BODY]


@cache
def _cues() -> tuple[tuple[EventType, float, re.Pattern[str]], ...]:
    return tuple(
        (cast(EventType, row["event_type"]), float(row["weight"]), _pattern(row["cue"])) for row in rows("events")
    )


def _pattern(cue: str) -> re.Pattern[str]:
    """`a|b c ~ d`: a or b, then c, then d within seven words; Arabic words with or without clitics and article."""
    near = rf" (?:\S+ ){{0,{NEAR}}}"
    parts = [" ".join(_word(word) for word in part.split()) for part in cue.split("~")]
    return re.compile(" " + near.join(parts) + " ")


def _word(alternatives: str) -> str:
    bare = "|".join(re.escape(fold(word).text.removeprefix("ال")) for word in alternatives.split("|"))
    if re.search("[\u0600-\u06ff]", alternatives):
        return f"(?:[وف]?[بلك]?(?:ال)?|[وف]?لل)(?:{bare})ا?"  # لقاء تشاوريا
    return f"(?:{bare})"
