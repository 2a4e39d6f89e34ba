"""Where themes stand among the features, so that a statement of tomorrow is placed and moves none of today's."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from multaqa.analysis.text.encoders import Encoder, Vectors, to_length_one
from multaqa.analysis.text.themes.features import Frame, features

FARTHEST = 0.2  # share of a theme's own statements that lie farther out than one that may still be placed in it
LEAD = 1.08  # how much nearer the best theme must be than the next for a new statement to be placed
ALSO = 0.88  # share of the best theme's nearness from which a statement stands in a second one too
MOST = 3  # themes of one statement

Membership = tuple[tuple[int, ...], ...]


@dataclass(frozen=True)
class Placed:
    """A new statement's theme, or none: it waits in the queue for a person."""

    theme_id: int | None
    nearness: float  # cosine to the middle of the nearest theme


@dataclass(frozen=True)
class Standing:
    """The middle of each theme (themes, dims), and how near its outer statements are to it (themes,)."""

    middles: Vectors
    reach: Vectors

    def settled(self, rows: Vectors, labels: Sequence[int]) -> Membership:
        """Themes of statements that were grouped: their own, others nearly as near; strays where one reaches them."""
        near = np.round(rows @ self.middles.T, 4)
        return tuple(self._settled(of_row, int(label)) for of_row, label in zip(near, labels, strict=True))

    def _settled(self, near: Vectors, label: int) -> tuple[int, ...]:
        order = [int(theme) for theme in np.argsort(-near, kind="stable")]
        if label < 0:
            return (order[0],) if near[order[0]] >= self.reach[order[0]] else ()
        least = max(ALSO * float(near[label]), 0.0)
        others = [theme for theme in order if theme != label and near[theme] >= max(least, self.reach[theme])]
        return (label, *others)[:MOST]


def standings(rows: Vectors, membership: Membership) -> Standing | None:
    """rows (n, dims) at length one; membership by row, the strongest theme first. None without any theme."""
    count = max((theme for own in membership for theme in own), default=-1) + 1
    if not count:
        return None
    leading = np.array([own[0] if own else -1 for own in membership])
    anywhere = [[at for at, own in enumerate(membership) if theme in own] for theme in range(count)]
    middles, reach = [], []
    for theme in range(count):
        own = rows[leading == theme] if (leading == theme).any() else rows[anywhere[theme]]
        middle = to_length_one(own.mean(axis=0, dtype=np.float64)[None].astype(np.float32))[0]
        middles.append(np.round(middle, 4))
        reach.append(round(float(np.quantile(own @ middle, FARTHEST)), 4))
    return Standing(np.stack(middles), np.array(reach, np.float32))


def place(statements: Sequence[str], frame: Frame, standing: Standing, encoder: Encoder) -> tuple[Placed, ...]:
    """Where new statements stand among published themes, one by one: what is placed today does not move tomorrow.

    A statement is placed where the nearest theme reaches it and leads the next clearly; else it is queued.
    """
    if not statements:
        return ()
    rows = features(encoder.encode(list(statements)), statements, frame)
    return tuple(_placed(near, standing) for near in np.round(rows @ standing.middles.T, 4))


def _placed(near: Vectors, standing: Standing) -> Placed:
    best = int(np.argmax(near))
    others = np.delete(near, best)
    leads = not len(others) or float(near[best]) >= LEAD * float(others.max())
    reached = near[best] >= standing.reach[best]
    return Placed(best if leads and reached else None, round(float(near[best]), 4))
