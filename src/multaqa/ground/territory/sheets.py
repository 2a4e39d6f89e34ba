"""Territories as rows of a folder: any country by its own codes."""

from collections.abc import Iterable, Mapping

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from multaqa.ground.journal.actions import SystemActor
from multaqa.ground.sheets.columns import Column
from multaqa.ground.sheets.context import LoadContext
from multaqa.ground.sheets.records import parents_first
from multaqa.ground.sheets.refusals import Refusal, Refused
from multaqa.ground.sheets.sheets import Rows, Sheet
from multaqa.ground.territory.actions import TerritoryRow, load_territories
from multaqa.ground.territory.models import SEPARATOR, Territory


def _check(rows: Rows, context: LoadContext) -> Iterable[Refusal]:
    try:
        ordered = parents_first(rows, "parent")
    except Refused as circle:
        yield from circle.refusals
        return
    yield from _countries(rows, context)
    paths = {code: territory.path for code, territory in context.objects("territories").items()}
    longest = Territory._meta.get_field("path").max_length or 0
    for row in ordered:
        path = paths[row.code] = f"{paths.get(row['parent'], SEPARATOR)}{row.code}{SEPARATOR}"
        if len(path) > longest:
            yield row.refusal(
                "code",
                _("With the codes of all that hold it this code has more than %(n)s characters.") % {"n": longest},
                _("Shorten the codes."),
            )


def _countries(rows: Rows, context: LoadContext) -> Iterable[Refusal]:
    there = next((one for one in context.objects("territories").values() if one.parent_id is None), None)
    country = there.code if there else next((row.code for row in rows if not row["parent"]), "")
    for row in rows:
        if row["parent"] and row["kind"] == Territory.Kind.COUNTRY:
            yield row.refusal("parent", _("A country lies in no other territory."), _("Empty the cell."))
        elif not row["parent"] and row["kind"] != Territory.Kind.COUNTRY:
            yield row.refusal(
                "parent", _("Only a country has no parent."), _("Write the code of the territory that holds it.")
            )
        elif not row["parent"] and row.code != country:
            yield row.refusal(
                "code",
                _("An installation holds one country, and “%(code)s” is it.") % {"code": country},
                _("Load your own country into an empty database: after “multaqa manage migrate”, before setup."),
            )


def _load(rows: Rows, context: LoadContext) -> None:
    load_territories(
        (
            TerritoryRow(row["code"], row["kind"], row["parent"] or None, row["name"])
            for row in parents_first(rows, "parent")
        ),
        by=SystemActor("load_round"),
    )
    context.objects("territories").update(territories_by_code())


def territories_by_code() -> Mapping[str, Territory]:
    return {territory.code: territory for territory in Territory.objects.all()}


TERRITORIES = Sheet(
    "territories",
    gettext_lazy("Territories"),
    (
        Column("code", "code", required=True, help=gettext_lazy("The territory's own code."), example="05"),
        Column(
            "kind",
            "choice",
            required=True,
            choices=Territory.Kind.choices,
            help=gettext_lazy("What kind of territory it is."),
        ),
        Column(
            "parent",
            "code",
            refers_to="territories",
            help=gettext_lazy("Code of the territory that holds it; empty for the country."),
            example="MA",
        ),
        Column("name", "words", required=True, help=gettext_lazy("Its name.")),
    ),
    load=_load,
    key=("code",),
    check=_check,
    existing=territories_by_code,
    help=gettext_lazy("Only for a country or a level that is not loaded yet."),
    model=Territory,
)
