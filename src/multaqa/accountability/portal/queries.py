"""What the front page says, in one place: the round's sentence, its regions, and the shapes of the map."""

import json
from dataclasses import dataclass
from datetime import datetime
from functools import lru_cache
from pathlib import Path
from typing import Any

from django.conf import settings

from multaqa.accountability.answers.queries import Clock, RegionClock, clock_by_region
from multaqa.ground.journal.models import JournalEntry
from multaqa.ground.territory.models import Territory
from multaqa.ground.vocabulary.fields import Words
from multaqa.listen.meetings.models import Meeting
from multaqa.listen.meetings.queries import RoundProgress, round_progress
from multaqa.listen.rounds.models import Round
from multaqa.listen.statements.queries import Conservation, followed_conservation_of


@dataclass(frozen=True)
class RegionRow:
    """One region of the round: its meeting, and what became of what was said in it."""

    territory: Territory
    meeting: Meeting | None
    clock: Clock

    @property
    def is_held(self) -> bool:
        return bool(self.meeting and self.meeting.is_held)


@dataclass(frozen=True)
class RoundFigures:
    """A round in figures that add up: captured = answered + waiting + not published + lost."""

    round: Round
    progress: RoundProgress
    conservation: Conservation
    clock: Clock
    regions: list[RegionRow]
    elsewhere: Clock
    """What was said for no region of the round."""

    @property
    def unpublished(self) -> int:
        kept_back = self.conservation
        return kept_back.withheld + kept_back.withdrawn + kept_back.awaiting

    @property
    def lost(self) -> int:
        """What was captured and can be found in none of the parts: zero, or something is broken."""
        return self.conservation.captured - self.clock.published - self.unpublished


def figures_of(round: Round) -> RoundFigures:
    """All figures of the front page."""
    figures = _read_figures(round)
    return _read_figures(round) if figures.lost else figures  # or somebody published between the two counts


def _read_figures(round: Round) -> RoundFigures:
    conservation, by_region, progress = followed_conservation_of(round), clock_by_region(round), round_progress(round)
    return RoundFigures(
        round, progress, conservation, _total(by_region), _rows(progress, by_region), _elsewhere(progress, by_region)
    )


def _total(rows: list[RegionClock]) -> Clock:
    return sum((row.clock for row in rows), Clock())


def _rows(progress: RoundProgress, by_region: list[RegionClock]) -> list[RegionRow]:
    """In the order of the meetings."""
    clocks = {row.region: row.clock for row in by_region if row.region}
    return [
        RegionRow(region.territory, region.meeting, clocks.get(region.territory, Clock()))
        for region in progress.regions
    ]


def _elsewhere(progress: RoundProgress, by_region: list[RegionClock]) -> Clock:
    shown = {region.territory for region in progress.regions}
    return sum((row.clock for row in by_region if row.region not in shown), Clock())


def last_change() -> datetime | None:
    """When anything in the register was last written."""
    return JournalEntry.objects.order_by("-seq").values_list("at", flat=True).first()


@dataclass(frozen=True)
class RegionShapes:
    """Outlines of the regions by code, as `build_shapes` wrote them."""

    viewbox: str
    credit: str | Words
    by_code: dict[str, dict[str, Any]]


def region_shapes() -> RegionShapes | None:
    """None where no shapes were built: the table beside the map says the same."""
    path = Path(settings.HOME) / "shapes" / "regions.json"
    return _read_shapes(path, path.stat().st_mtime_ns) if path.exists() else None


@lru_cache(maxsize=1)
def _read_shapes(path: Path, _written: int) -> RegionShapes:
    read = json.loads(path.read_text(encoding="utf-8"))
    credit = read["credit"] if isinstance(read["credit"], str) else Words(read["credit"])
    return RegionShapes(read["viewbox"], credit, {shape["code"]: shape for shape in read["shapes"]})
