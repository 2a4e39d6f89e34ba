"""What the larger parts of a page are given. Each is drawn by the tag of the same name."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True)
class Step:
    """A node of the thread. kind: said, act or answer; state: done, now, todo or late."""

    kind: str
    state: str
    title: str
    on: date | None = None
    precision: str = "day"
    when: str = ""
    """Instead of the date, or before it where there is one: "expected"."""
    text: str = ""
    language: str = ""
    """The language `text` is in, where it is not the reader's."""
    key: str = ""
    """The sentence or figure that matters most, set larger."""
    who: str = ""
    href: str = ""
    badge: tuple[str, str] | None = None
    """A state and its word, as the `state` tag takes them."""
    current: bool = False


@dataclass(frozen=True)
class Figure:
    """A number with its label and how we know it; value None is shown hatched, with the reason."""

    value: str | None
    label: str
    known_by: str = ""
    href: str = ""


@dataclass(frozen=True)
class Bar:
    """One row of a bar chart. `text` is the value as the reader reads it."""

    label: str
    value: float
    text: str
    href: str = ""


@dataclass(frozen=True)
class MoneyColumn:
    """One of the columns of money by state: same scale, same base line, nothing summed."""

    state: str
    word: str
    value: float
    text: str | None
    href: str = ""


@dataclass(frozen=True)
class Dot:
    label: str
    value: float
    text: str
    strong: bool = False


@dataclass(frozen=True)
class Shape:
    """A shape of a map: an SVG path, where its label stands, and what is said when it is reached."""

    path: str
    label: str
    value: str
    href: str
    state: str = ""
    """A state (paid, now, proposed...) or a shade, shade-0 to shade-4."""
    at: tuple[float, float] | None = None


@dataclass(frozen=True)
class Crumb:
    label: str
    href: str = ""


def tiles(cells: Sequence[tuple[int, int]], size: int = 40, gap: int = 3) -> list[tuple[str, tuple[float, float]]]:
    """Paths and label points of squares at (row, column): a map where no shapes are at hand."""
    return [_tile(row, column, size, gap) for row, column in cells]


def _tile(row: int, column: int, size: int, gap: int) -> tuple[str, tuple[float, float]]:
    x, y = column * (size + gap), row * (size + gap)
    return f"M{x} {y}h{size}v{size}h-{size}z", (x + size / 2, y + size / 2 + 5)
