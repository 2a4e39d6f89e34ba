"""Territories as rows of a folder: any country by its own codes."""

from collections.abc import Mapping

from django.utils.translation import gettext_lazy as _

from multaqa.ground.journal.actions import SystemActor
from multaqa.ground.sheets.columns import Column
from multaqa.ground.sheets.context import LoadContext
from multaqa.ground.sheets.records import parents_first
from multaqa.ground.sheets.sheets import Rows, Sheet
from multaqa.ground.territory.actions import TerritoryRow, load_territories
from multaqa.ground.territory.models import Territory


def _load(rows: Rows, context: LoadContext) -> None:
    in_order = sorted(parents_first(rows, "parent"), key=lambda row: list(Territory.Kind).index(row["kind"]))
    load_territories(
        (TerritoryRow(row["code"], row["kind"], row["parent"] or None, row["name"]) for row in in_order),
        by=SystemActor("load_round"),
    )
    context.objects("territories").update(territories_by_code())


def territories_by_code() -> Mapping[str, Territory]:
    return {territory.code: territory for territory in Territory.objects.all()}


TERRITORIES = Sheet(
    "territories",
    _("Territories"),
    (
        Column("code", "code", required=True, help=_("The territory's own code."), example="05"),
        Column(
            "kind", "choice", required=True, choices=Territory.Kind.choices, help=_("What kind of territory it is.")
        ),
        Column("parent", "code", help=_("Code of the territory that holds it; empty for the country."), example="MA"),
        Column("name", "words", required=True, help=_("Its name.")),
    ),
    load=_load,
    key=("code",),
    existing=territories_by_code,
    help=_("Only for a country or a level that is not loaded yet."),
    model=Territory,
)
