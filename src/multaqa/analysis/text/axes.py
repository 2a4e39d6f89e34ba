"""Which axes of a taxonomy a statement belongs to, whatever the taxonomy, and whether to none of them.

A taxonomy is data: names, descriptions and examples in Arabic and French. An axis is met in three ways: by vector, by
the concepts that both speak of, and by words of one stem. No example is needed; examples help.
"""

from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from math import log

import numpy as np
from numpy.typing import NDArray
from threadpoolctl import threadpool_limits

from multaqa.analysis.text.centring import Means, centred, script_of
from multaqa.analysis.text.concepts import concepts_in, domains_of
from multaqa.analysis.text.encoders import Encoder, Vectors, to_length_one
from multaqa.analysis.text.statement_files import Table, UnusableTable
from multaqa.analysis.text.stems import empty_words, folded_words, stem

REQUIRED = ("code", "name_ar", "name_fr")
OPTIONAL = ("description_ar", "description_fr", "examples", "examples_ar", "examples_fr", "name_en")
BY_VECTOR, BY_CONCEPT, BY_WORD = 1.0, 1.2, 3.0
WHOLE = 2.0  # squared length of one concept with its domain: a statement of less is not lifted to one
SHARPNESS = 6.0  # of the calibration: how fast a lead becomes certainty
NONE_AT = 0.26  # what an axis must reach, in raw points, to be as likely as none of them
ALSO = 0.7  # share of the best axis' points from which a second one counts
ALSO_FROM = 0.45  # points that it needs besides
MOST = 3  # axes of one statement

Scores = NDArray[np.float64]


@dataclass(frozen=True)
class Axis:
    """One axis of a taxonomy; texts are what describes it, in any language."""

    code: str
    name_ar: str
    name_fr: str
    texts: tuple[str, ...]


@dataclass(frozen=True)
class AxisScore:
    code: str
    score: float  # 0 to 1; with "none of these" the scores of one statement add up to 1


def taxonomy_of(table: Table) -> tuple[Axis, ...]:
    """The axes of a table with the columns code, name_ar, name_fr and, where given, descriptions and examples.

    Several examples stand in one cell, parted by | or a new line. Raises UnusableTable on missing columns, codes
    given twice and axes without a name.
    """
    missing = [name for name in REQUIRED if name not in table.columns]
    if missing:
        raise UnusableTable(f"The taxonomy has no column {', '.join(missing)}. It needs: {', '.join(REQUIRED)}.")
    axes = [_axis(dict(zip(table.columns, row, strict=True))) for row in table.rows if any(row)]
    twice = sorted(code for code, count in Counter(axis.code for axis in axes).items() if count > 1)
    if twice:
        raise UnusableTable(f"The taxonomy gives {', '.join(twice)} twice: each axis needs its own code.")
    unnamed = [axis.code or "?" for axis in axes if not axis.code or not (axis.name_ar or axis.name_fr)]
    if unnamed:
        raise UnusableTable(f"Axes without a code or a name in the taxonomy: {', '.join(unnamed)}.")
    return tuple(axes)


def _axis(row: Mapping[str, str]) -> Axis:
    cells = [row[name] for name in (*REQUIRED[1:], *OPTIONAL) if row.get(name, "").strip()]
    parts = [part.strip() for cell in cells for part in cell.replace("\n", "|").split("|")]
    return Axis(
        row["code"].strip(), row["name_ar"].strip(), row["name_fr"].strip(), tuple(part for part in parts if part)
    )


class Classifier:
    """Scores statements against the axes of one taxonomy.

    means: what vectors are centred by, the same for the axes and for the statements.
    """

    def __init__(self, axes: Sequence[Axis], encoder: Encoder, means: Means) -> None:
        if not axes:
            raise ValueError("a taxonomy without axes classifies nothing: give one at least")
        self.axes = tuple(axes)
        self._vectors = self._prototypes(encoder, means)
        self._concepts = _weighted([_meanings(axis.texts) for axis in self.axes])
        self._words = _weighted([_stems(axis.texts) for axis in self.axes])

    def _prototypes(self, encoder: Encoder, means: Means) -> Vectors:
        """For each axis the mean of its texts, less what all axes share. (axes, dim)"""
        rows = []
        for axis in self.axes:
            scripts = [script_of(text) for text in axis.texts]
            rows.append(centred(encoder.encode(list(axis.texts)), scripts, means).mean(axis=0))
        prototypes = to_length_one(np.stack(rows).astype(np.float32))
        if len(prototypes) > 2:
            prototypes = to_length_one(prototypes - 0.7 * prototypes.mean(axis=0))
        return np.round(prototypes, 4)

    def points(self, texts: Sequence[str], vectors: Vectors) -> Scores:
        """Raw points of each statement for each axis (statements, axes); vectors are centred, one for each text."""
        with threadpool_limits(1, user_api="blas"):
            points: Scores = BY_VECTOR * np.round(vectors @ self._vectors.T, 4).astype(np.float64)
        for row, text in enumerate(texts):
            meant, said = _meanings([text]), _stems([text])
            for place in range(len(self.axes)):
                points[row, place] += BY_CONCEPT * _cosine(meant, self._concepts[place], WHOLE)
                points[row, place] += BY_WORD * _cosine(said, self._words[place])
        return np.round(points, 4)

    def classify(self, texts: Sequence[str], vectors: Vectors) -> list[tuple[AxisScore, ...]]:
        """The axes of each statement, the strongest first; none where "none of these" is likelier than all."""
        points = self.points(texts, vectors)
        return [self._chosen(*row) for row in zip(points, shares(points), strict=True)]

    def _chosen(self, points: Scores, of_one: Scores) -> tuple[AxisScore, ...]:
        best = float(points.max())
        if best < NONE_AT:
            return ()
        least = max(ALSO * best, ALSO_FROM)
        order = np.argsort(-points, kind="stable")
        places = [int(place) for rank, place in enumerate(order) if not rank or points[place] >= least]
        return tuple(AxisScore(self.axes[place].code, float(of_one[place])) for place in places[:MOST])


def shares(points: Scores) -> Scores:
    """Points as shares of 1 (statements, axes + 1); the last is that of none of them."""
    with_none = np.column_stack([points, np.full(len(points), NONE_AT)])
    grown = np.exp(SHARPNESS * (with_none - with_none.max(axis=1, keepdims=True)))
    of_one: Scores = np.round(grown / grown.sum(axis=1, keepdims=True), 4)
    return of_one


def _meanings(texts: Sequence[str]) -> dict[str, float]:
    """Concepts and their domains, which are told apart by a mark."""
    found: defaultdict[str, float] = defaultdict(float)
    for text in texts:
        concepts = concepts_in(text)
        for name, weight in concepts.items():
            found[name] += weight
        for domain, weight in domains_of(concepts).items():
            found[f"/{domain}"] += weight
    return dict(found)


def _stems(texts: Sequence[str]) -> dict[str, float]:
    words = (word for text in texts for word in folded_words(text))
    return {stem(word): 1.0 for word in words if len(word) > 2 and word not in empty_words()}


def _weighted(profiles: Sequence[Mapping[str, float]]) -> list[dict[str, float]]:
    """Profiles in which what many axes speak of weighs less."""
    spread = Counter(name for profile in profiles for name in profile)
    return [
        {name: (weight**0.5) * log(1 + len(profiles) / spread[name]) for name, weight in sorted(profile.items())}
        for profile in profiles
    ]


def _cosine(one: Mapping[str, float], other: Mapping[str, float], least: float = 0.0) -> float:
    shared = sum(weight * other[name] for name, weight in sorted(one.items()) if name in other)
    if not shared:
        return 0.0
    lengths = max(least, sum(weight**2 for weight in one.values())) * sum(weight**2 for weight in other.values())
    return float(shared / lengths**0.5)
