from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass

from django.db.models import Case, IntegerField, Q, QuerySet, Value, When

from multaqa.ground.territory.models import SEPARATOR, Territory, TerritoryQuerySet
from multaqa.ground.vocabulary.folding import fold

Kind = Territory.Kind
CHOOSABLE = (Kind.COUNTRY, Kind.REGION, *Territory.PROVINCE_LEVEL, Kind.COMMUNE)
_KIND_ORDER = {kind: order for order, kind in enumerate(Kind.values)}


def inside_any(paths: Iterable[str], field: str = "territory__path") -> Q:
    """Rows in any of these territories, or below; [""] means everywhere, none means nowhere."""
    where = Q(pk__in=[])
    for path in paths:
        where |= Q(**{f"{field}__inside": path or SEPARATOR})
    return where


@dataclass(frozen=True)
class Reach:
    """Among which territories one is chosen: those of these kinds, inside any of these paths."""

    paths: tuple[str, ...] = ("",)
    kinds: tuple[str, ...] = CHOOSABLE

    @property
    def territories(self) -> TerritoryQuerySet:
        return Territory.objects.filter(inside_any(self.paths, "path"), kind__in=self.kinds)

    def without(self, *kinds: str) -> "Reach":
        return Reach(self.paths, tuple(kind for kind in self.kinds if kind not in kinds))


EVERYWHERE = Reach(kinds=tuple(Kind))
REGIONS = Reach(kinds=(Kind.REGION,))


def search_territories(words: str, reach: Reach = EVERYWHERE) -> TerritoryQuerySet:
    """Those whose names hold all the words, in either script: whole beginnings first, then the widest kinds."""
    found = reach.territories.select_related("parent")
    folded = fold(words).split()
    if not folded:
        return found.none()
    for word in folded:
        found = found.filter(search_text__contains=word)
    return found.order_by(_by_beginning(folded[0]), _by_kind(), "path")


def _by_beginning(word: str) -> Case:
    begins = Q(search_text__startswith=word) | Q(search_text__contains=f" {word}")
    return Case(When(begins, then=Value(0)), default=Value(1), output_field=IntegerField())


def _by_kind() -> Case:
    whens = [When(kind=kind, then=Value(order)) for kind, order in _KIND_ORDER.items()]
    return Case(*whens, output_field=IntegerField())


def country() -> Territory | None:
    """The one that holds all others; an installation has one."""
    return Territory.objects.filter(parent=None).first()


def regions() -> QuerySet[Territory]:
    return Territory.objects.filter(kind=Kind.REGION)


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
