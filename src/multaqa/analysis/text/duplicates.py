"""Texts that were sent more than once: the same to the letter, nearly the same, and the same in another language.

Five hundred pasted copies are one text with five hundred supports.
"""

import hashlib
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import combinations, pairwise

import numpy as np
from numpy.typing import NDArray

from multaqa.analysis.text.centring import script_of
from multaqa.analysis.text.encoders import Encoder
from multaqa.analysis.text.folding import fold
from multaqa.analysis.text.pairs import find_pairs
from multaqa.analysis.text.slots import slots_of
from multaqa.analysis.text.stems import empty_words, folded_words, stem

PERMUTATIONS = 64
BANDS = 16  # of four each: two texts that share 80 % of their words meet in one with probability .9998
LIKE = 0.8  # share of stems that two near duplicates have in common
FEWEST_WORDS = 5  # below it, one word more is another statement
TRANSLATED = 0.55  # score of a pair from which two languages say the same
PRIME = (1 << 31) - 1


@dataclass(frozen=True)
class Fold:
    """One text and every row that says it; row is the one shown, rows are all of them, in order."""

    row: int
    rows: tuple[int, ...]

    @property
    def supports(self) -> int:
        return len(self.rows)


def content_hash(text: str) -> str:
    """Of the text as it stands: what order is decided by, so that the order of rows decides nothing."""
    return hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()


def folded_duplicates(texts: Sequence[str]) -> tuple[Fold, ...]:
    """Rows of one text each, by the content of the text that is shown; rows without a letter are left out.

    Two texts are one where they are equal when folded, or where at least LIKE of their stems are common and numbers,
    places, groups and polarity agree. The text shown is the commonest of its rows, then the first by content.
    """
    exact: defaultdict[str, list[int]] = defaultdict(list)
    for row, text in enumerate(texts):
        if folded := fold(text).text:
            exact[folded].append(row)
    keys = sorted(exact, key=content_hash)
    parents = _joined(len(keys), _near(keys, [_shown(exact[key], texts) for key in keys], texts))
    groups: defaultdict[int, list[int]] = defaultdict(list)
    for place, key in enumerate(keys):
        groups[parents[place]] += exact[key]
    folds = [Fold(_shown(rows, texts), tuple(sorted(rows))) for rows in groups.values()]
    return tuple(sorted(folds, key=lambda one: content_hash(texts[one.row])))


def translations(texts: Sequence[str], encoder: Encoder) -> tuple[tuple[int, int], ...]:
    """Rows in Arabic and in Latin script that say the same, each the other's best: (Arabic row, Latin row).

    Pairs of a score from TRANSLATED on, in order of the Arabic rows. Take folded duplicates out first.
    """
    rows: dict[str, list[int]] = {"arabic": [], "latin": []}
    for row, text in enumerate(texts):
        rows[script_of(text)].append(row)
    there, back = (
        _best_of_each([texts[row] for row in rows[one]], [texts[row] for row in rows[other]], encoder)
        for one, other in (("arabic", "latin"), ("latin", "arabic"))
    )
    return tuple(
        (rows["arabic"][one], rows["latin"][other]) for one, other in sorted(there.items()) if back.get(other) == one
    )


def _best_of_each(one: Sequence[str], other: Sequence[str], encoder: Encoder) -> dict[int, int]:
    pairs = find_pairs(one, other, encoder, most=1)
    return {pair.a: pair.b for pair in pairs if pair.score >= TRANSLATED}


def _shown(rows: Sequence[int], texts: Sequence[str]) -> int:
    counts: defaultdict[str, int] = defaultdict(int)
    for row in rows:
        counts[texts[row]] += 1
    text = min(counts, key=lambda one: (-counts[one], content_hash(one)))
    return next(row for row in rows if texts[row] == text)


def _near(keys: Sequence[str], shown: Sequence[int], texts: Sequence[str]) -> Iterable[tuple[int, int]]:
    stems = [frozenset(stem(word) for word in folded_words(key) if word not in empty_words()) for key in keys]
    for one, other in _candidates(stems):
        if _is_near(stems[one], stems[other]) and _agree(texts[shown[one]], texts[shown[other]]):
            yield one, other


def _candidates(stems: Sequence[frozenset[str]]) -> list[tuple[int, int]]:
    """Pairs that share a band of their signatures. Source: Broder (1997), On the resemblance of documents."""
    buckets: defaultdict[tuple[int, bytes], list[int]] = defaultdict(list)
    for place, one in enumerate(stems):
        if len(one) >= FEWEST_WORDS:
            for band, part in enumerate(np.split(_signature(one), BANDS)):
                buckets[band, part.tobytes()].append(place)
    # Within a bucket each is compared with the next and the first: joining them is transitive anyway.
    pairs = {pair for members in buckets.values() for pair in _chain(members)}
    return sorted(pairs)


def _chain(members: Sequence[int]) -> Iterable[tuple[int, int]]:
    if len(members) <= 8:
        return combinations(members, 2)
    return [*((members[0], later) for later in members[1:]), *pairwise(members)]


def _signature(stems: frozenset[str]) -> NDArray[np.uint64]:
    values = np.array([int.from_bytes(hashlib.blake2b(one.encode(), digest_size=4).digest()) for one in sorted(stems)])
    mixed = (values[None, :].astype(np.uint64) % PRIME * _FACTORS[:, None] + _OFFSETS[:, None]) % PRIME
    least: NDArray[np.uint64] = mixed.min(axis=1)
    return least


_drawn = np.random.default_rng(1997)
_FACTORS = _drawn.integers(1, PRIME, PERMUTATIONS, dtype=np.uint64)
_OFFSETS = _drawn.integers(0, PRIME, PERMUTATIONS, dtype=np.uint64)


def _is_near(one: frozenset[str], other: frozenset[str]) -> bool:
    return len(one & other) >= LIKE * len(one | other)


def _agree(one: str, other: str) -> bool:
    a, b = slots_of(one), slots_of(other)
    return (a.numbers, a.days, a.places, a.who, a.leanings, a.names) == (
        b.numbers, b.days, b.places, b.who, b.leanings, b.names,
    )  # fmt: skip


def _joined(count: int, pairs: Iterable[tuple[int, int]]) -> list[int]:
    """For each of count the least of those that it is joined with, by way of others too."""
    parents = list(range(count))

    def top(place: int) -> int:
        while parents[place] != place:
            parents[place] = parents[parents[place]]
            place = parents[place]
        return place

    for one, other in pairs:
        a, b = top(one), top(other)
        parents[max(a, b)] = min(a, b)
    return [top(place) for place in range(count)]
