"""Groups of near rows: a graph of mutual nearest neighbours, cut where it is thin, kept where chance has no say."""

import random
from collections.abc import Callable, Sequence
from dataclasses import dataclass

import igraph
import numpy as np
from numpy.typing import NDArray
from threadpoolctl import threadpool_limits

from multaqa.analysis.text.encoders import Vectors

NEIGHBOURS = 16
BLOCK = 1024  # rows of one product, of fewer where there are very many rows:
MOST_PRODUCTS = 25_000_000  # cosines held at once
RESOLUTIONS = (0.6, 1.0, 1.6)
RESAMPLES = 20
ITERATIONS = 4
SHARE = 0.8  # of the rows in a resample
KEPT_AT = 0.5  # overlap with its best group of a resample, on average, from which a group is one
SMALLEST = 3
NEARLY_AS_STABLE = 0.9  # of the most stable resolution: the finest of those is taken
FINEST = 2.6  # resolution at which the groups of the finest one above are parted once more
INSIDE = 0.8  # share of a finer group that must lie in a group to be a part of it
WHOLE = 0.8  # share of a group from which a finer one is that group again, and no part

Rows = NDArray[np.int64]
Check = Callable[[str, int, int], None]  # what is done, how far, of how much; raises whatever stops the work


@dataclass(frozen=True)
class Part:
    """Rows of one group that belong together more closely, one level below it."""

    rows: tuple[int, ...]
    stability: float


@dataclass(frozen=True)
class Groups:
    """labels (n,) from 0, -1 for rows in no group; stability and parts of each group."""

    labels: Rows
    stability: tuple[float, ...]
    parts: tuple[tuple[Part, ...], ...]


def nearest(features: Vectors, check: Check, count: int = NEIGHBOURS) -> tuple[Rows, Vectors]:
    """The nearest other rows of each row and their cosines (n, count), exactly; ties go to the earlier row."""
    n = len(features)
    count = min(count, n - 1)
    places = np.empty((n, count), np.int64)
    cosines = np.empty((n, count), np.float32)
    size = min(BLOCK, max(1, MOST_PRODUCTS // n))
    with threadpool_limits(1, user_api="blas"):
        for start in range(0, n, size):
            check("neighbours", start, n)
            # One shape of product for all blocks: the last one is filled up.
            rows = np.arange(start, start + size) % n
            block = features[rows] @ features.T
            np.negative(np.round(block, 4, out=block), out=block)  # the nearest are the least
            block = block[: n - start]
            block[np.arange(len(block)), np.arange(start, start + len(block))] = 2
            among = np.argpartition(block, min(count * 2, n - 1), axis=1)[:, : count * 2]
            among = np.sort(among, axis=1)
            near = np.take_along_axis(block, among, axis=1)
            best = np.argsort(near, axis=1, kind="stable")[:, :count]
            places[start : start + len(block)] = np.take_along_axis(among, best, axis=1)
            cosines[start : start + len(block)] = -np.take_along_axis(near, best, axis=1)
    return places, cosines


def graph_of(places: Rows, cosines: Vectors) -> igraph.Graph:
    """A vertex for each row, edges between neighbours: a mutual one weighs its cosine, one-sided ones a third."""
    n = len(places)
    near: dict[tuple[int, int], tuple[float, int]] = {}
    for row in range(n):
        for other, cosine in zip(places[row].tolist(), cosines[row].tolist(), strict=True):
            if cosine > 0:
                key = (row, other) if row < other else (other, row)
                near[key] = (cosine, near.get(key, (0.0, 0))[1] + 1)
    edges = sorted(near)
    weights = [near[edge][0] * (1.0 if near[edge][1] == 2 else 0.33) for edge in edges]
    return igraph.Graph(n=n, edges=edges, edge_attrs={"weight": [round(weight, 4) for weight in weights]})


def stable_groups(graph: igraph.Graph, seed: int, check: Check) -> Groups:
    """The groups of the resolution that resampling brings back best, without those that it does not.

    Source: Traag, Waltman & van Eck (2019), From Louvain to Leiden, Scientific Reports 9, 5233.
    """
    samples = _samples(graph.vcount(), seed)
    tried = []
    for place, resolution in enumerate(RESOLUTIONS):
        check("groups", place * (RESAMPLES + 1), (len(RESOLUTIONS) + 1) * (RESAMPLES + 1))
        tried.append(_tried(graph, resolution, samples, seed))
    overall = [_overall(labels, stability) for labels, stability in tried]
    chosen = max(place for place, value in enumerate(overall) if value >= NEARLY_AS_STABLE * max(overall))
    finer = tried[chosen + 1] if chosen + 1 < len(tried) else _tried(graph, FINEST, samples, seed)
    return _kept(*tried[chosen], *finer)


def _tried(graph: igraph.Graph, resolution: float, samples: Sequence[Rows], seed: int) -> tuple[Rows, list[float]]:
    labels = leiden(graph, resolution, seed)
    again = [leiden(graph.induced_subgraph(sample.tolist()), resolution, seed) for sample in samples]
    return labels, _stability(labels, samples, again)


def leiden(graph: igraph.Graph, resolution: float, seed: int) -> Rows:
    """Labels from 0 by the first row of each group.

    igraph's own Leiden, not leidenalg's: on 8,000 rows it takes 0.1 seconds instead of 2 and cuts as well.
    """
    igraph.set_random_number_generator(random.Random(seed))  # noqa: S311  repeatable, not secret
    try:
        found = graph.community_leiden("modularity", weights="weight", resolution=resolution, n_iterations=ITERATIONS)
    finally:
        igraph.set_random_number_generator(random)
    return _by_first_row(np.array(found.membership, np.int64))


def _samples(n: int, seed: int) -> list[Rows]:
    draw = np.random.default_rng(seed)
    return [np.sort(draw.choice(n, max(2, round(SHARE * n)), replace=False)) for _ in range(RESAMPLES)]


def _stability(labels: Rows, samples: Sequence[Rows], again: Sequence[Rows]) -> list[float]:
    """For each group its overlap (Jaccard) with the group of a resample that meets it best, on average."""
    count = int(labels.max()) + 1
    sums = np.zeros(count)
    for rows, found in zip(samples, again, strict=True):
        table = np.zeros((count, int(found.max()) + 1))
        np.add.at(table, (labels[rows], found), 1)
        union = table.sum(axis=1, keepdims=True) + table.sum(axis=0, keepdims=True) - table
        sums += (table / union).max(axis=1)
    return [round(float(value), 4) for value in sums / len(samples)]


def _overall(labels: Rows, stability: Sequence[float]) -> float:
    sizes = np.bincount(labels)
    return float((sizes * np.array(stability)).sum() / sizes.sum())


def _kept(labels: Rows, stability: Sequence[float], finer: Rows, finer_stability: Sequence[float]) -> Groups:
    good = _good(labels, stability)
    order = {group: place for place, group in enumerate(good)}
    parts = [
        Part(tuple(np.flatnonzero(finer == part).tolist()), finer_stability[part])
        for part in _good(finer, finer_stability)
    ]
    return Groups(
        np.array([order.get(int(label), -1) for label in labels], np.int64),
        tuple(stability[group] for group in good),
        tuple(_parts_of(np.flatnonzero(labels == group), parts) for group in good),
    )


def _good(labels: Rows, stability: Sequence[float]) -> list[int]:
    sizes = np.bincount(labels)
    return [group for group in range(len(sizes)) if sizes[group] >= SMALLEST and stability[group] >= KEPT_AT]


def _parts_of(rows: Rows, finer: Sequence[Part]) -> tuple[Part, ...]:
    """The finer groups inside these rows, cut to them; none where there is but one."""
    members = set(rows.tolist())
    found = []
    for part in finer:
        own = tuple(row for row in part.rows if row in members)
        if SMALLEST <= len(own) <= WHOLE * len(members) and len(own) >= INSIDE * len(part.rows):
            found.append(Part(own, part.stability))
    return tuple(found) if len(found) > 1 else ()


def _by_first_row(labels: Rows) -> Rows:
    order: dict[int, int] = {}
    return np.array([order.setdefault(int(label), len(order)) for label in labels], np.int64)
