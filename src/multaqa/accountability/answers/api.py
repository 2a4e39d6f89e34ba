"""The clock of answers as data."""

from django.http import HttpRequest
from ninja import Router, Schema

from multaqa.accountability.answers.queries import Clock, clock, clock_by_region
from multaqa.ground.territory.models import Territory
from multaqa.listen.rounds.models import Round
from multaqa.listen.rounds.queries import visible_rounds
from multaqa.ui.asking import known_row

router = Router(tags=["answers"])


class ClockData(Schema):
    """Parts that add up: published = the answered of each outcome + due + late."""

    published: int
    answered: dict[str, int]
    due: int
    late: int


class RegionClockData(ClockData):
    territory: str | None
    """The region's code; null for what was said for no region."""


@router.get("/clock", response=ClockData)
def read_clock(request: HttpRequest, round: str = "", territory: str = "") -> Clock:
    """Of everything, of one round, of one territory with all below it."""
    return clock(known_row("territory", territory, Territory.objects.all()), _round(round))


@router.get("/clock/regions", response=list[RegionClockData])
def read_clock_by_region(request: HttpRequest, round: str = "") -> list[dict[str, object]]:
    """Region by region; the rows add up to the whole clock."""
    return [
        {
            "territory": row.region.code if row.region else None,
            "published": row.clock.published,
            "answered": row.clock.answered,
            "due": row.clock.due,
            "late": row.clock.late,
        }
        for row in clock_by_region(_round(round))
    ]


def _round(code: str) -> Round | None:
    return known_row("round", code, visible_rounds(None))
