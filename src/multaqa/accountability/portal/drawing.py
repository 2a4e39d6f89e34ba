"""The map of regions: the same figures as the table beside it."""

from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _

from multaqa.accountability.portal.queries import RegionRow, region_shapes
from multaqa.ground.vocabulary.fields import Words
from multaqa.ui import formats
from multaqa.ui.charts import shade
from multaqa.ui.parts import Shape


@dataclass(frozen=True)
class RegionMap:
    shapes: list[Shape]
    viewbox: str
    credit: str | Words


def region_map(rows: list[RegionRow]) -> RegionMap | None:
    """Shaded by published statements; dashed where the meeting is still to come. None without shapes."""
    drawn = region_shapes()
    if drawn is None:
        return None
    most = max((row.clock.published for row in rows), default=0)
    shapes = [
        _shape(row, drawn.by_code[row.territory.code], most) for row in rows if row.territory.code in drawn.by_code
    ]
    return RegionMap(shapes, drawn.viewbox, drawn.credit) if shapes else None


def _shape(row: RegionRow, outline: dict[str, Any], most: int) -> Shape:
    published = row.clock.published
    return Shape(
        outline["path"],
        str(row.territory),
        _value(row),
        row.territory.get_absolute_url(),
        shade(published, most) if row.is_held else "proposed",
        tuple(outline["at"]) if published else None,
    )


def _value(row: RegionRow) -> str:
    return formats.number(row.clock.published) if row.is_held else _("meeting to come")
