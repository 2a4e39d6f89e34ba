"""Centres as rows of a round's folder. What is there already is left to its editors."""

from collections.abc import Iterable, Mapping

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from multaqa.deliver.centres.models import Centre, CentreMove
from multaqa.deliver.centres.rules import what_betrays_a_shelter
from multaqa.ground.journal.actions import record
from multaqa.ground.sheets.columns import Column
from multaqa.ground.sheets.context import LoadContext
from multaqa.ground.sheets.provenance import PROVENANCE
from multaqa.ground.sheets.records import Record
from multaqa.ground.sheets.refusals import Refusal
from multaqa.ground.sheets.sheets import Rows, Sheet
from multaqa.ground.territory.models import Territory
from multaqa.listen.contributions.sheets import at_noon

FACTS = ("code", "kind", "name", "description", "hours", "address", "phone", "capacity", "state", "opened_on",
         "illustrative")  # fmt: skip


def centres_by_code() -> Mapping[str, Centre]:
    return {centre.code: centre for centre in Centre.objects.select_related("territory", "project__territory")}


def place_of(sheet: str, code: str, context: LoadContext) -> Territory | None:
    """Where another row, of the folder or already kept, stands."""
    if row := context.row(sheet, code):
        return context.objects("territories").get(row["territory"])
    kept = context.objects(sheet).get(code)
    return kept.territory if kept else None


def _check(rows: Rows, context: LoadContext) -> Iterable[Refusal]:
    for row in rows:
        betrayed = what_betrays_a_shelter(
            row["kind"],
            context.objects("territories").get(row["territory"]),
            row["address"],
            place_of("projects", row["project"], context),
        )
        if betrayed:
            field, reason, remedy = betrayed
            yield row.refusal(_column(row, field), reason, remedy)
        if row["opened_on"] and row["state"] in (Centre.State.PLANNED, Centre.State.WORKS, Centre.State.EQUIPPED):
            yield row.refusal(
                "opened_on", _("The centre is not open yet, by its state."), _("Empty the day, or correct the state.")
            )


def _column(row: Record, field: str) -> str:
    """The very column of an address: it has one per language."""
    return next((f"{field}_{tag}" for tag in row[field]), field) if field == "address" else field


def _load(rows: Rows, context: LoadContext) -> None:
    known = context.objects("centres")
    for row in (row for row in rows if row.code not in known):
        with context.writing(row):
            centre = Centre.objects.create(
                **{name: row[name] for name in FACTS},
                project=context.find("projects", row["project"]),
                territory=context.find("territories", row["territory"]),
                operator=context.find("organisations", row["operator"]),
                source=context.find("sources", row["source"]),
            )
            centre.services.set([context.find("services", code) for code in row["services"]])
            centre.target_groups.set([context.find("target_groups", code) for code in row["target_groups"]])
            if centre.opened_on:
                CentreMove.objects.create(centre=centre, to_state=Centre.State.OPEN, at=at_noon(centre.opened_on))
            record(context.by, "loaded", centre, state=centre.state)
        context.keep("centres", row.code, centre)


CENTRES = Sheet(
    "centres",
    gettext_lazy("Centres"),
    (
        Column("code", "code", required=True, help=gettext_lazy("A short code for addresses.")),
        Column("project", "code", refers_to="projects", help=gettext_lazy("The project that builds it.")),
        Column("kind", "choice", required=True, choices=Centre.Kind.choices, help=gettext_lazy("What kind it is.")),
        Column("name", "words", required=True, help=gettext_lazy("As written over the door.")),
        Column(
            "territory",
            "code",
            required=True,
            refers_to="territories",
            help=gettext_lazy("Where it stands; of a shelter, its province and nothing nearer."),
        ),
        Column("services", "code", many=True, refers_to="services", help=gettext_lazy("What it offers.")),
        Column("target_groups", "code", many=True, refers_to="target_groups", help=gettext_lazy("To whom.")),
        Column("description", "words", help=gettext_lazy("What people find there.")),
        Column("hours", "words", help=gettext_lazy("When it is open.")),
        Column(
            "address",
            "words",
            languages=("ar", "fr"),
            help=gettext_lazy("How to get there; of a shelter, always empty."),
        ),
        Column("phone", help=gettext_lazy("Its telephone.")),
        Column("capacity", "integer", at_least=1, at_most=10_000, help=gettext_lazy("How many places it has.")),
        Column("operator", "code", refers_to="organisations", help=gettext_lazy("Who runs it.")),
        Column(
            "state", "choice", required=True, choices=Centre.State.choices, help=gettext_lazy("Whether it is open.")
        ),
        Column("opened_on", "date", help=gettext_lazy("The day it opened.")),
        *PROVENANCE,
    ),
    load=_load,
    key=("code",),
    check=_check,
    existing=centres_by_code,
    model=Centre,
)
