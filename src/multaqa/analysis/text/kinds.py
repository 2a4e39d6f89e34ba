"""What somebody does by saying it: expects, complains, proposes, offers, asks, announces, decides, or states.

A multinomial logistic regression over cues, hashed words and a sentence's vector. Its weights are made by
`bench/reading/train_kinds.py` from the sentences in `bench/reading/training`; reading needs NumPy alone.
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

KINDS: tuple[Kind, ...] = get_args(Kind)
PARTS = re.compile(r"(?<=[^\W\d]{2})\s?[,،;؛:]\s")  # what stands behind it explains what stands before
LONGEST = 1500  # characters read of one statement, as the encoder does
BUCKETS = 8192  # of hashed words
CUE_SCALE, VECTOR_SCALE, WORD_SCALE = 0.5, 2.0, 2.0  # what one of each weighs before training
# What a reporting verb adds to the log-odds of a kind: "a demandé" says more than the words that follow.
HINTS: dict[str, tuple[Kind, float]] = {
    "ask": ("expectation", 4.0),
    "propose": ("proposal", 4.5),
    "announce": ("announcement", 3.0),
    "complain": ("constraint", 4.0),
    "wonder": ("question", 6.0),
    "decide": ("decision", 4.0),
    "praise": ("asset", 4.0),
}


class Weights(NamedTuple):
    """coefficients (features, kinds) in the order of features(); intercepts (kinds,); temperature > 0."""

    coefficients: Floats
    intercepts: Floats
    temperature: float


def kind_of(text: str, language: Language, hint: str = "") -> tuple[Kind, float]:
    """The kind of one statement, and the probability that it is right, from 0 to 1.

    `hint` is what the verb that reports the statement means (ask, propose, announce, complain, wonder, decide,
    praise), empty or "say" where it says nothing. Many statements go faster through kinds_of().
    """
    return kinds_of([(text, language, hint)])[0]


def kinds_of(statements: list[tuple[str, Language, str]]) -> list[tuple[Kind, float]]:
    """The kind of each statement (text, language, hint) and its probability, rounded to two decimals.

    A statement's kind does not depend on the others. Raises nothing on empty texts: they are facts as likely as not.
    """
    if not statements:
        return []
    weights = _weights()
    scores = features([(text, language) for text, language, _ in statements]) @ weights.coefficients
    scores = (scores + weights.intercepts) / weights.temperature
    for row, (_, _, hint) in enumerate(statements):
        if hint in HINTS:
            kind, weight = HINTS[hint]
            scores[row, KINDS.index(kind)] += weight
    chances = np.exp(scores - scores.max(axis=1, keepdims=True))
    chances /= chances.sum(axis=1, keepdims=True)
    return [(KINDS[row.argmax()], round(float(row.max()), 2)) for row in chances]


def features(statements: list[tuple[str, Language]]) -> Floats:
    """(n, cues + vector + buckets) float32: what the weights are multiplied with."""
    names = {name: place for place, name in enumerate(cue_names())}
    found = np.zeros((len(statements), len(names) + UniversalSentenceEncoder.dim + BUCKETS), np.float32)
    vectors_from, words_from = len(names), len(names) + UniversalSentenceEncoder.dim
    for row, (text, language) in enumerate(statements):
        parts = [fold(part).text.split() for part in PARTS.split(text[:LONGEST], maxsplit=1)]
        words = [word for part in parts for word in part]
        found[row, [names[cue] for cue in cues_of(words, text, language, len(parts[0]))]] = CUE_SCALE
        found[row, words_from:] = WORD_SCALE * _hashed(words)
    found[:, vectors_from:words_from] = VECTOR_SCALE * _encoder().encode([text for text, _ in statements])
    return found


def _hashed(words: list[str]) -> Floats:
    """Words, pairs of words, beginnings and endings, each in a bucket with a sign; of length one."""
    marks = {f"w{word}" for word in words}
    marks |= {f"b{first} {second}" for first, second in zip(["^", *words], [*words, "$"], strict=True)}
    for word in words:
        marks |= {f"p{word[:size]}" for size in (2, 3, 4) if len(word) > size}
        marks |= {f"s{word[-size:]}" for size in (2, 3, 4) if len(word) > size}
    buckets = np.zeros(BUCKETS, np.float32)
    for mark in marks | {f"f{word}" for word in words[:1]}:
        code = crc32(mark.encode())
        buckets[code % BUCKETS] += 1 if code >> 20 & 1 else -1
    length = float(np.sqrt((buckets * buckets).sum()))
    return buckets / length if length else buckets


@cache
def _encoder() -> Encoder:
    return UniversalSentenceEncoder()


@cache
def _weights() -> Weights:
    file = resources.files("multaqa.analysis.text") / "weights" / "kinds.npz"
    with file.open("rb") as stream, np.load(stream, allow_pickle=False) as stored:
        return Weights(stored["coefficients"], stored["intercepts"], float(stored["temperature"]))
