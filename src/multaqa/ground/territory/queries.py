from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass

from django.db.models import Case, IntegerField, QuerySet, Value, When

from multaqa.ground.territory.models import Territory, TerritoryQuerySet
from multaqa.ground.vocabulary.folding import fold

_KIND_ORDER = {kind: order for order, kind in enumerate(Territory.Kind.values)}


def search_territories(words: str) -> TerritoryQuerySet:
    """Territories whose names hold all the words, in either script; the widest kinds come first."""
    found = Territory.objects.select_related("parent")
    folded = fold(words).split()
    if not folded:
        return found.none()
    for word in folded:
        found = found.filter(search_text__contains=word)
    return found.order_by(_by_kind(), "path")


def _by_kind() -> Case:
    whens = [When(kind=kind, then=Value(order)) for kind, order in _KIND_ORDER.items()]
    return Case(*whens, output_field=IntegerField())


def regions() -> QuerySet[Territory]:
    return Territory.objects.filter(kind=Territory.Kind.REGION)


def choosable_territories(within: Territory | None = None) -> TerritoryQuerySet:
    """What a person picks from: country, regions, provinces and communes, in the order of the tree."""
    kinds = [Territory.Kind.COUNTRY, Territory.Kind.REGION, Territory.Kind.PROVINCE, Territory.Kind.PREFECTURE,
             Territory.Kind.COMMUNE]  # fmt: skip
    chosen = Territory.objects.filter(kind__in=kinds)
    return chosen.within(within) if within else chosen


def sorted_by_name(territories: Iterable[Territory], language: str) -> list[Territory]:
    """In the alphabet of the reader's language: hamza and accents don't send a name to the end."""
    return sorted(territories, key=lambda territory: fold(territory.name.in_language(language)[0]))


@dataclass(frozen=True)
class RegionWithProvinces:
    region: Territory
    provinces: list[Territory]


def regions_with_provinces(language: str) -> list[RegionWithProvinces]:
    """The regions in the order of their codes, each with the units that add up to it; two queries."""
    provinces_of = defaultdict(list)
    for province in Territory.objects.filter(kind__in=Territory.PROVINCE_LEVEL):
        provinces_of[province.parent_id].append(province)
    return [RegionWithProvinces(region, sorted_by_name(provinces_of[region.pk], language)) for region in regions()]
