"""Organisations and who held which office, as rows of a folder."""

from collections.abc import Mapping

from django.utils.translation import gettext_lazy as _

from multaqa.ground.actors.models import ActorKind, Mandate, Organisation
from multaqa.ground.actors.queries import both_names
from multaqa.ground.people.models import Person
from multaqa.ground.sheets.columns import Column
from multaqa.ground.sheets.context import LoadContext
from multaqa.ground.sheets.provenance import PROVENANCE
from multaqa.ground.sheets.records import Record, parents_first
from multaqa.ground.sheets.sheets import Rows, Sheet
from multaqa.ground.vocabulary.fields import Words


def _load_organisations(rows: Rows, context: LoadContext) -> None:
    for row in parents_first(rows, "parent"):
        with context.writing(row):
            organisation, _new = Organisation.objects.update_or_create(
                code=row["code"],
                defaults={
                    "kind": row["kind"],
                    "name": row["name"],
                    "territory": context.find("territories", row["territory"]),
                    "parent": context.find("organisations", row["parent"]),
                    "source": context.find("sources", row["source"]),
                    "illustrative": row["illustrative"],
                },
            )
        context.keep("organisations", row.code, organisation)


def organisations_by_code() -> Mapping[str, Organisation]:
    return {organisation.code: organisation for organisation in Organisation.objects.all()}


def _load_mandates(rows: Rows, context: LoadContext) -> None:
    """Office holders are few: a person is the same when the name in both languages is."""
    people = {both_names(person.name): person for person in Person.objects.filter(user=None)}
    for row in rows:
        name = Words({tag: row["person"][tag] for tag in ("ar", "fr") if tag in row["person"]})
        with context.writing(row):
            person = people.get(both_names(name)) or Person.objects.create(name=name)
            people[both_names(name)] = person
            _keep_mandate(person, row, context)


def _keep_mandate(person: Person, row: Record, context: LoadContext) -> None:
    """What was read before is brought up to date; what was recorded at the desk stays as it is."""
    Mandate.objects.exclude(source=None).update_or_create(
        person=person,
        organisation=context.find("organisations", row["organisation"]),
        valid_from=row["valid_from"],
        defaults={
            "capacity": row["capacity"],
            "valid_to": row["valid_to"],
            "state": Mandate.State.ENDED if row["valid_to"] else Mandate.State.VERIFIED,
            "source": context.find("sources", row["source"]),
        },
    )


ORGANISATIONS = Sheet(
    "organisations",
    _("Organisations"),
    (
        Column("code", "code", required=True, help=_("A short code to refer to it by."), example="entraide-nationale"),
        Column("kind", "choice", required=True, choices=ActorKind.choices, help=_("What kind of actor it is.")),
        Column("name", "words", required=True, help=_("Its official name.")),
        Column("territory", "code", required=True, refers_to="territories", help=_("Where it acts."), example="05"),
        Column("parent", "code", refers_to="organisations", help=_("The organisation it belongs to.")),
        *PROVENANCE,
    ),
    load=_load_organisations,
    key=("code",),
    existing=organisations_by_code,
    model=Organisation,
)
MANDATES = Sheet(
    "mandates",
    _("Offices held"),
    (
        Column("organisation", "code", required=True, refers_to="organisations", help=_("The office's organisation.")),
        Column("person", "words", required=True, languages=("ar", "fr"), help=_("The holder's name.")),
        Column("capacity", "words", required=True, help=_("The office, as it is titled.")),
        Column("valid_from", "date", help=_("Empty when the day is not known.")),
        Column("valid_to", "date", help=_("Empty when the day is not known, or the office is still held.")),
        Column("source", "code", required=True, refers_to="sources", help=_("Where this was read.")),
    ),
    load=_load_mandates,
    model=Mandate,
    spans=[("valid_from", "valid_to")],
)
