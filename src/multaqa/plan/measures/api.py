"""Measures as data, read-only: the same door as the pages."""

from datetime import date
from decimal import Decimal
from typing import Any

from django.http import HttpRequest
from ninja import Router, Schema
from ninja.pagination import paginate

from multaqa.ground.people.rules import person_of
from multaqa.ground.territory.models import Territory
from multaqa.plan.measures.models import Measure, MeasureOrigin
from multaqa.plan.measures.queries import measure_at, measures_for, readable_origins, visible_measures
from multaqa.plan.strategy.queries import visible_strategies
from multaqa.ui.asking import known_row, known_value

router = Router(tags=["measures"])


class OriginData(Schema):
    """One of the three: a theme's code, a statement's reference, or a reason."""

    theme: str | None
    statement: str | None
    reason: dict[str, str]

    @staticmethod
    def resolve_theme(origin: MeasureOrigin) -> str | None:
        return origin.theme.code if origin.theme else None

    @staticmethod
    def resolve_statement(origin: MeasureOrigin) -> str | None:
        return origin.statement.ref if origin.statement else None

    @staticmethod
    def resolve_reason(origin: MeasureOrigin) -> dict[str, str]:
        return dict(origin.external_reason)


class MeasureData(Schema):
    strategy: str
    version: str
    code: str
    title: dict[str, str]
    promise: dict[str, str]
    state: str
    owner: str | None
    territories: list[str]
    target_groups: list[str]
    indicator: dict[str, str]
    unit: dict[str, str]
    baseline: Decimal | None
    baseline_year: int | None
    target: Decimal | None
    due_on: date | None
    illustrative: bool
    source: str | None

    @staticmethod
    def resolve_strategy(measure: Measure) -> str:
        return measure.strategy.code

    @staticmethod
    def resolve_version(measure: Measure) -> str:
        return measure.strategy.version

    @staticmethod
    def resolve_owner(measure: Measure) -> str | None:
        return measure.owner.code if measure.owner else None

    @staticmethod
    def resolve_territories(measure: Measure) -> list[str]:
        return [place.code for place in measure.territories.all()]

    @staticmethod
    def resolve_target_groups(measure: Measure) -> list[str]:
        return [group.code for group in measure.target_groups.all()]

    @staticmethod
    def resolve_source(measure: Measure) -> str | None:
        return measure.source.outlet if measure.source else None


class MeasureWithOrigins(MeasureData):
    origins: list[OriginData]

    @staticmethod
    def resolve_origins(measure: Measure) -> list[MeasureOrigin]:
        return readable_origins(measure)


@router.get("", response=list[MeasureData])
@paginate
def list_measures(request: HttpRequest, strategy: str = "", territory: str = "", state: str = "") -> Any:
    """Of every version the caller may read; with a territory, those in force that act there."""
    person = person_of(request.user)
    place = known_row("territory", territory, Territory.objects.all())
    known_value("strategy", strategy, visible_strategies(person).values_list("code", flat=True))
    measures = measures_for(place, person) if place else visible_measures(person)
    measures = measures.filter(objective__axis__strategy__code=strategy) if strategy else measures
    measures = measures.filter(state=state) if known_value("state", state, Measure.State.values) else measures
    return measures.prefetch_related("territories", "target_groups").order_by("objective__axis__strategy", "code")


@router.get("/{strategy}/{version}/{code}", response=MeasureWithOrigins)
def read_measure(request: HttpRequest, strategy: str, version: str, code: str) -> Measure:
    return measure_at(visible_measures(person_of(request.user)), strategy, version, code)
