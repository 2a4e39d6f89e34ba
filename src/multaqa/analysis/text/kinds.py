"""What somebody does by saying it: expects, complains, proposes, offers, asks, announces, decides, or states."""

import csv
import re
from collections import defaultdict
from functools import cache
from importlib import resources

from multaqa.analysis.text.folding import fold
from multaqa.analysis.text.records import Kind, Language

DEFAULT: Kind = "fact"
CERTAIN_BY = 4.0  # weight ahead of the next kind at which confidence reaches one half of what is left
# Where two kinds weigh the same, the deed that binds more is the one meant: a demand that names its cause is a demand.
PRECEDENCE: tuple[Kind, ...] = (
    "question", "decision", "offer", "proposal", "announcement", "expectation", "asset", "constraint", "fact",
)  # fmt: skip
READ_AS: dict[Language, tuple[str, ...]] = {
    "ar": ("ar", "any"),
    "ary": ("ary", "ar", "any"),
    "ary-Latn": ("ary-Latn", "any"),
    "fr": ("fr", "any"),
    "en": ("en", "any"),
    "mixed": ("ar", "ary", "fr", "any"),
    "zgh": ("any",),
    "und": ("any",),
}


def kind_of(text: str, language: Language, hint: str = "") -> tuple[Kind, float]:
    """The kind of one statement, and a confidence from 0 to 1.

    Cues of the lexicon are weighed against each other; each cue counts once. `hint` is what the verb that reports the
    statement means (ask, propose, announce, complain, wonder), empty where nothing reports it. Without any cue it is
    a fact, at confidence 0.
    """
    weights = _weights(text, language)
    if hinted := _HINTS.get(hint):
        weights[hinted] += 2.5
    if not weights:
        return DEFAULT, 0.0
    first, *others = sorted(weights, key=lambda kind: (-weights[kind], PRECEDENCE.index(kind)))
    lead = weights[first] - (weights[others[0]] if others else 0.0)
    return first, round(0.5 + 0.5 * lead / (lead + CERTAIN_BY), 2)


_HINTS: dict[str, Kind] = {
    "ask": "expectation",
    "propose": "proposal",
    "announce": "announcement",
    "complain": "constraint",
    "wonder": "question",
}


def _weights(text: str, language: Language) -> defaultdict[Kind, float]:
    weights: defaultdict[Kind, float] = defaultdict(float)
    signs = "".join(sign for sign in text if sign in "?؟")
    folded = fold(text).text + (" " + signs if signs else "")
    for kind, weight, cue in _cues(language):
        if cue.search(folded):
            weights[kind] += weight
    return weights


@cache
def _cues(language: Language) -> tuple[tuple[Kind, float, re.Pattern[str]], ...]:
    file = resources.files("multaqa.analysis.text") / "lexicon" / "kinds.csv"
    wanted = READ_AS[language]
    with file.open(encoding="utf-8") as lines:
        rows = [row for row in csv.DictReader(lines) if row["language"] in wanted]
    return tuple((row["kind"], float(row["weight"]), re.compile(row["cues"])) for row in rows)  # type: ignore[misc]
