"""A small world of sheets: towns in the database, centres and notes that refer to them and to each other."""

from collections.abc import Iterable

from multaqa.ground.journal.actions import SystemActor
from multaqa.ground.sheets.columns import Column
from multaqa.ground.sheets.context import LoadContext
from multaqa.ground.sheets.provenance import PROVENANCE
from multaqa.ground.sheets.records import parents_first
from multaqa.ground.sheets.refusals import Refusal
from multaqa.ground.sheets.sheets import Rows, Sheet
from multaqa.ground.vocabulary.models import TargetGroup

LOADER = SystemActor("load_round")


def load_groups(rows: Rows, context: LoadContext) -> None:
    for row in parents_first(rows, "parent"):
        with context.writing(row):
            context.keep("groups", row.code, TargetGroup.objects.create(code=row.code, name=row["name"]))


def load_notes(rows: Rows, context: LoadContext) -> None:
    for row in rows:
        group = context.find("groups", row["group"])
        with context.writing(row):
            group.order = len(context.document(row["file"])) if row["file"] else 0
            group.full_clean()
            group.save()


def check_notes(rows: Rows, context: LoadContext) -> Iterable[Refusal]:
    for row in rows:
        group = context.row("groups", row["group"])
        if group and row["quote"] not in group["name"]["fr"]:
            yield row.refusal("quote", "The quote is not in the name.", "Copy it from there.")


GROUPS = Sheet(
    "groups",
    "Groups",
    (
        Column("code", "code", required=True, example="women"),
        Column("name", "words", required=True, help="How people call it"),
        Column("parent", "code", refers_to="groups", example=""),
    ),
    load_groups,
    key=("code",),
    existing=lambda: TargetGroup.objects.in_bulk(field_name="code"),
    help="Whom a statement is about",
)
NOTES = Sheet(
    "notes",
    "Notes",
    (
        Column("group", "code", required=True, refers_to="groups"),
        Column("quote"),
        Column("kind", "choice", choices=[("fact", "Fact"), ("offer", "Offer")]),
        Column("file", "document"),
        *PROVENANCE,
    ),
    load_notes,
    check=check_notes,
)
SHEETS = (GROUPS, NOTES)
