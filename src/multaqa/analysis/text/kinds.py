"""What somebody does by saying it: expects, complains, proposes, offers, asks, announces, decides, or states.

A linear model (ridge regression on each kind) over cues, a sentence's vector and marks of its words. Its weights are
made by `bench/reading/train_kinds.py` from the sentences in `bench/reading/training`; reading needs NumPy alone.
"""

import re
from functools import cache
from importlib import resources
from typing import NamedTuple, get_args
from zlib import crc32

import numpy as np
from numpy.typing import NDArray

from multaqa.analysis.text.cues import cue_names, cues_of
from multaqa.analysis.text.encoders import Encoder, UniversalSentenceEncoder
from multaqa.analysis.text.folding import fold
from multaqa.analysis.text.records import Kind, Language

Floats = NDArray[np.float32]
Marks = NDArray[np.uint32]

KINDS: tuple[Kind, ...] = get_args(Kind)
PARTS = re.compile(r"(?<=[^\W\d]{2})\s?[,،;؛:]\s")  # what stands behind it explains what stands before
LONGEST = 1500  # characters read of one statement, as the encoder does
CUE_SCALE, VECTOR_SCALE, WORD_SCALE = 0.39, 2.0, 2.0  # what one of each weighs before training
# What a reporting verb adds to the log-odds of a kind: "a demandé" says more than the words that follow.
HINTS: dict[str, tuple[Kind, float]] = {
    "ask": ("expectation", 4.0),
    "propose": ("proposal", 4.5),
    "announce": ("announcement", 3.0),
    "complain": ("constraint", 4.0),
    "wonder": ("question", 6.0),
    "decide": ("decision", 6.0),
    "praise": ("asset", 4.0),
    "offer": ("offer", 5.0),
}


class Weights(NamedTuple):
    """What scores are made of. Rows of coefficients are in the order of features(); each has a column for each kind.

    marks (m,) in rising order; of_marks (m, kinds) whole numbers, one of which weighs mark_scale; temperature > 0.
    """

    coefficients: Floats
    intercepts: Floats
    marks: Marks
    of_marks: NDArray[np.int8]
    mark_scale: float
    temperature: float


def kind_of(text: str, language: Language, hint: str = "") -> tuple[Kind, float]:
    """The kind of one statement, and the probability that it is right, from 0 to 1.

    `hint` is what the verb that reports the statement means (ask, propose, announce, complain, wonder, decide,
    praise, offer), empty or "say" where it says nothing. Many statements go faster through kinds_of().
    """
    return kinds_of([(text, language, hint)])[0]


def kinds_of(statements: list[tuple[str, Language, str]]) -> list[tuple[Kind, float]]:
    """The kind of each statement (text, language, hint) and its probability, rounded to two decimals.

    A statement's kind does not depend on the others. Raises nothing on empty texts: they are facts as likely as not.
    """
    if not statements:
        return []
    scores = scores_of([(text, language) for text, language, _ in statements], _weights())
    for row, (_, _, hint) in enumerate(statements):
        if hint in HINTS:
            kind, weight = HINTS[hint]
            scores[row, KINDS.index(kind)] += weight
    chances = np.exp(scores - scores.max(axis=1, keepdims=True))
    chances /= chances.sum(axis=1, keepdims=True)
    return [(KINDS[row.argmax()], round(float(row.max()), 2)) for row in chances]


def scores_of(statements: list[tuple[str, Language]], weights: Weights) -> Floats:
    """(n, kinds) float32: the log-odds of each kind, but for a constant of each row."""
    scores = features(statements) @ weights.coefficients + weights.intercepts
    for row, (text, _) in enumerate(statements):
        marks = marks_of(text)
        places = np.searchsorted(weights.marks, marks)
        places = places[weights.marks[np.minimum(places, len(weights.marks) - 1)] == marks]
        scores[row] += weights.of_marks[places].sum(axis=0) * (weights.mark_scale * mark_weight(marks))
    odds: Floats = (scores / weights.temperature).astype(np.float32)
    return odds


def features(statements: list[tuple[str, Language]]) -> Floats:
    """(n, cues + vector) float32: what the coefficients are multiplied with."""
    names = {name: place for place, name in enumerate(cue_names())}
    found = np.zeros((len(statements), len(names) + UniversalSentenceEncoder.dim), np.float32)
    for row, (text, language) in enumerate(statements):
        parts = [fold(part).text.split() for part in PARTS.split(text[:LONGEST], maxsplit=1)]
        words = [word for part in parts for word in part]
        found[row, [names[cue] for cue in cues_of(words, text, language, len(parts[0]))]] = CUE_SCALE
    found[:, len(names) :] = VECTOR_SCALE * _encoder().encode([text for text, _ in statements])
    return found


def marks_of(text: str) -> Marks:
    """The marks of a text's words, each once and as a number, in rising order: words, pairs, beginnings and endings."""
    words = fold(text[:LONGEST]).text.split()
    marks = {f"w{word}" for word in words} | {f"f{word}" for word in words[:1]}
    marks |= {f"b{first} {second}" for first, second in zip(["^", *words], [*words, "$"], strict=True)}
    for word in words:
        marks |= {f"p{word[:size]}" for size in (2, 3, 4) if len(word) > size}
        marks |= {f"s{word[-size:]}" for size in (2, 3, 4) if len(word) > size}
    return np.array(sorted({crc32(mark.encode()) for mark in marks}), np.uint32)


def mark_weight(marks: Marks) -> float:
    """What one mark of a statement weighs: all of them together weigh the same however long it is."""
    return WORD_SCALE / float(np.sqrt(max(1, len(marks))))


@cache
def _encoder() -> Encoder:
    return UniversalSentenceEncoder()


@cache
def _weights() -> Weights:
    file = resources.files("multaqa.analysis.text") / "weights" / "kinds.npz"
    with file.open("rb") as stream, np.load(stream, allow_pickle=False) as stored:
        return Weights(
            stored["coefficients"].astype(np.float32),
            stored["intercepts"],
            stored["marks"],
            stored["of_marks"],
            float(stored["mark_scale"]),
            float(stored["temperature"]),
        )
