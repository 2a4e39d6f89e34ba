"""Statements of two files that say the same, in one language or across Arabic and French.

Vectors find what is on one subject; they hardly see that a place, a number, a group or "not" is another one. So the
nearest by vector are weighed again by what must agree (see `slots`).
"""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import csr_array, lil_array
from threadpoolctl import threadpool_limits

from multaqa.analysis.text.centring import centred, means_of, script_of
from multaqa.analysis.text.concepts import concepts
from multaqa.analysis.text.encoders import Encoder, Vectors
from multaqa.analysis.text.slots import agreement, slots_of

NEAREST = 30  # by vector, that are weighed again
LEAST = 0.12  # nearness below which two statements are not on one subject
SHARED = 0.22  # what the same concepts add to a cosine
HUB_WEIGHT = 0.5
HUB_NEIGHBOURS = 5
FEWEST_FOR_HUBS = 20
BLOCK = 1024


@dataclass(frozen=True)
class Pair:
    a: int
    b: int
    score: float


def find_pairs(a: Sequence[str], b: Sequence[str], encoder: Encoder, *, most: int = 5) -> tuple[Pair, ...]:
    """For each text of a, what says the same in b: the best first, at most `most`, none that shares no subject.

    Scores order candidates and lie about 0 to 1.3; from 0.6 on two statements usually say the same. Ties go to the
    text that sorts first, then to the earlier row. Empty texts meet nothing.
    Source for the correction of hubs: Conneau et al. (2018), Word Translation without Parallel Data, ICLR.
    """
    if not a or not b:
        return ()
    vectors_a, vectors_b = _vectors(a, b, encoder)
    concepts_a, concepts_b = _concepts(a), _concepts(b)
    with threadpool_limits(1, user_api="blas"):
        hubs = _hubs(vectors_b, vectors_a)
        found: list[Pair] = []
        for start in range(0, len(a), BLOCK):
            rows = slice(start, start + BLOCK)
            cosines = vectors_a[rows] @ vectors_b.T
            near = cosines + SHARED * (concepts_a[rows] @ concepts_b.T).toarray() - hubs
            for row, of_row in enumerate(np.round(near, 4)):
                found += _best(start + row, a, b, of_row, most)
    return tuple(found)


def _vectors(a: Sequence[str], b: Sequence[str], encoder: Encoder) -> tuple[Vectors, Vectors]:
    texts = [*a, *b]
    scripts = [script_of(text) for text in texts]
    raw = encoder.encode(texts)
    vectors = centred(raw, scripts, means_of(raw, scripts, encoder))
    return vectors[: len(a)], vectors[len(a) :]


def _concepts(texts: Sequence[str]) -> csr_array:
    """Concepts of each text as rows of length one, over all concepts."""
    places = {name: place for place, name in enumerate(sorted(concepts()))}
    matrix = lil_array((len(texts), len(places)), dtype=np.float32)
    for row, text in enumerate(texts):
        found = slots_of(text).concepts
        length = sum(weight**2 for weight in found.values()) ** 0.5
        for name, weight in found.items():
            matrix[row, places[name]] = weight / length
    return matrix.tocsr()


def _hubs(vectors: Vectors, others: Vectors) -> Vectors:
    """How near each vector lies to whatever is nearest to it: less for what is near to everything. (n,)"""
    if len(others) < FEWEST_FOR_HUBS:
        return np.zeros(len(vectors), np.float32)
    means = []
    for start in range(0, len(vectors), BLOCK):
        cosines = vectors[start : start + BLOCK] @ others.T
        means.append(np.sort(cosines, axis=1)[:, -HUB_NEIGHBOURS:].mean(axis=1))
    hubs: Vectors = (HUB_WEIGHT * np.concatenate(means)).astype(np.float32)
    return hubs


def _best(row: int, a: Sequence[str], b: Sequence[str], nearness: NDArray[np.floating], most: int) -> list[Pair]:
    if not a[row].strip():
        return []
    here = slots_of(a[row])
    pairs = [
        Pair(row, int(other), round(float(nearness[other]) + agreement(here, slots_of(b[other])), 4))
        for other in np.argsort(-nearness, kind="stable")[:NEAREST]
        if nearness[other] >= LEAST and b[other].strip()
    ]
    return sorted(pairs, key=lambda pair: (-pair.score, b[pair.b], pair.b))[:most]
