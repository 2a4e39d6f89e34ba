"""The sums behind the drawings: everything an SVG template needs, computed once."""

from collections.abc import Sequence
from typing import Any

from multaqa.ui.parts import Bar, Dot, MoneyColumn

COLUMN_HEIGHT = 128
DOT_ROW = 50
DOT_START, DOT_END = 8, 308


def bar_rows(bars: Sequence[Bar], maximum: float | None = None) -> list[dict[str, Any]]:
    """Each bar with its width out of 100; the longest fills the row unless a maximum is given."""
    top = maximum or max((bar.value for bar in bars), default=0) or 1
    return [{"bar": bar, "width": f"{min(100, 100 * bar.value / top):.1f}"} for bar in bars]


def money_columns(columns: Sequence[MoneyColumn]) -> list[dict[str, Any]]:
    """Columns on one scale and one base line."""
    top = max((column.value for column in columns), default=0) or 1
    heights = [max(2, round((COLUMN_HEIGHT - 4) * column.value / top)) if column.value else 0 for column in columns]
    return [
        {"column": column, "height": height, "y": COLUMN_HEIGHT - height - 2, "half": height / 2}
        for column, height in zip(columns, heights, strict=True)
    ]


def dot_rows(dots: Sequence[Dot], maximum: float) -> list[dict[str, Any]]:
    """Each dot's place on an axis from zero to the maximum."""
    span = DOT_END - DOT_START
    return [
        {
            "dot": dot,
            "label_y": 19 + row * DOT_ROW,
            "y": 34 + row * DOT_ROW,
            "text_y": 39 + row * DOT_ROW,
            "x": round(DOT_START + span * min(dot.value, maximum) / maximum),
            "text_x": round(DOT_START + span * min(dot.value, maximum) / maximum) + 14,
        }
        for row, dot in enumerate(dots)
    ]


def shade(value: float, maximum: float) -> str:
    """One of five steps of the map's colour, 0 for none."""
    if not value or not maximum:
        return "shade-0"
    return f"shade-{min(4, 1 + int(4 * value / maximum * 0.9999))}"
