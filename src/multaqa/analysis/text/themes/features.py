"""Statements as rows of figures: their vector, and the concepts and domains that they speak of."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from multaqa.analysis.text.centring import Means, centred, means_of, script_of
from multaqa.analysis.text.concepts import concepts, concepts_in, domains, domains_of
from multaqa.analysis.text.encoders import Encoder, Vectors, to_length_one

CONCEPTS_WEIGH = 1.2  # against the vector
DECIMALS = 4


@dataclass(frozen=True)
class Frame:
    """What turns statements into features, frozen: tomorrow's fall in the same place."""

    means: Means
    rarity: Vectors  # (meanings,): what a concept or domain weighs, more where few statements speak of it


def framed(raw: Vectors, texts: Sequence[str], encoder: Encoder) -> tuple[Frame, Vectors]:
    """The frame of these statements, and their features in it."""
    scripts, meanings = [script_of(text) for text in texts], _meanings(texts)
    spread = (meanings > 0).sum(axis=0)
    rarity = np.log((1 + len(texts)) / (1 + spread)).clip(0.1).astype(np.float32)
    frame = Frame(means_of(raw, scripts, encoder), np.round(rarity, DECIMALS))
    return frame, _beside(raw, scripts, meanings, frame)


def features(raw: Vectors, texts: Sequence[str], frame: Frame) -> Vectors:
    """Centred vectors with meanings beside them (n, dim + meanings), at length one."""
    return _beside(raw, [script_of(text) for text in texts], _meanings(texts), frame)


def _beside(raw: Vectors, scripts: Sequence[str], meanings: Vectors, frame: Frame) -> Vectors:
    vectors = centred(raw, scripts, frame.means)
    meant = to_length_one(meanings * frame.rarity)
    return np.round(to_length_one(np.hstack([vectors, CONCEPTS_WEIGH * meant])), DECIMALS)


def _meanings(texts: Sequence[str]) -> Vectors:
    """The weight of each concept, then of each domain, in each text. (n, concepts + domains)"""
    names = {name: place for place, name in enumerate(sorted(concepts()))}
    fields = {name: len(names) + place for place, name in enumerate(domains())}
    rows = np.zeros((len(texts), len(names) + len(fields)), np.float32)
    for row, text in enumerate(texts):
        found = concepts_in(text)
        for name, weight in found.items():
            rows[row, names[name]] = weight
        for domain, weight in domains_of(found).items():
            rows[row, fields[domain]] = weight
    return rows
