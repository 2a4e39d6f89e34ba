"""Centres as data: of a shelter its province and its telephone, and nothing nearer."""

from datetime import date

from django.http import HttpRequest
from django.shortcuts import get_object_or_404
from ninja import Router, Schema
from ninja.pagination import paginate

from multaqa.deliver.centres.models import Centre, CentreQuerySet
from multaqa.deliver.centres.queries import centres_offering, visible_centres
from multaqa.ground.people.rules import person_of
from multaqa.ground.territory.models import Territory
from multaqa.ground.vocabulary.models import Service, TargetGroup
from multaqa.ui.asking import known_row, known_value

router = Router(tags=["centres"])


class CentreData(Schema):
    code: str
    kind: str
    name: dict[str, str]
    state: str
    territory: str
    services: list[str]
    target_groups: list[str]
    description: dict[str, str]
    hours: dict[str, str]
    address: dict[str, str]
    phone: str
    capacity: int | None
    operator: str | None
    opened_on: date | None
    illustrative: bool
    source: str | None

    @staticmethod
    def resolve_territory(centre: Centre) -> str:
        return centre.place.code

    @staticmethod
    def resolve_services(centre: Centre) -> list[str]:
        return [service.code for service in centre.services.all()]

    @staticmethod
    def resolve_target_groups(centre: Centre) -> list[str]:
        return [group.code for group in centre.target_groups.all()]

    @staticmethod
    def resolve_operator(centre: Centre) -> str | None:
        return centre.operator.code if centre.operator else None

    @staticmethod
    def resolve_source(centre: Centre) -> str | None:
        return centre.source.outlet if centre.source else None


@router.get("", response=list[CentreData])
@paginate
def list_centres(
    request: HttpRequest, territory: str = "", service: str = "", target_group: str = "", kind: str = ""
) -> CentreQuerySet:
    """Those of a kind, with a service, for a group, in a territory with all below it; by code."""
    return centres_offering(
        _centres(request),
        kind=known_value("kind", kind, Centre.Kind.values),
        service=known_row("service", service, Service.objects.all()),
        territory=known_row("territory", territory, Territory.objects.all()),
        target_group=known_row("target_group", target_group, TargetGroup.objects.all()),
    )


@router.get("/{code}", response=CentreData)
def read_centre(request: HttpRequest, code: str) -> Centre:
    return get_object_or_404(_centres(request), code=code)


def _centres(request: HttpRequest) -> CentreQuerySet:
    return visible_centres(person_of(request.user)).prefetch_related("services", "target_groups")
