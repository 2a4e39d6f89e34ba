from datetime import date

from django.db.models import Q, QuerySet

from multaqa.ground.actors.models import Mandate, Organisation
from multaqa.ground.people.models import Contact, Person
from multaqa.ground.people.rules import rights_of
from multaqa.ground.territory.queries import inside_any
from multaqa.ground.vocabulary.fields import Words

HELD = (Mandate.State.VERIFIED, Mandate.State.ENDED)


def mandates_on(day: date) -> QuerySet[Mandate]:
    """Offices held on that day, the last day included; one whose days are unknown is not known to be held."""
    began, goes_on = Q(valid_from__lte=day), Q(valid_to=None) | Q(valid_to__gte=day)
    return Mandate.objects.filter(began & goes_on, state__in=HELD).select_related("person", "organisation")


def holders(organisation: Organisation, day: date) -> QuerySet[Mandate]:
    return mandates_on(day).filter(organisation=organisation)


def mandates_of(person: Person, day: date) -> QuerySet[Mandate]:
    return mandates_on(day).filter(person=person)


# The desk


def visible_mandates(person: Person | None) -> QuerySet[Mandate]:
    """The door to offices and who holds them: one's own, and those of the territories whose offices one keeps."""
    if person is None:
        return Mandate.objects.none()
    kept = inside_any(rights_of(person).paths("mandate.manage"), "organisation__territory__path")
    return Mandate.objects.filter(kept | Q(person=person)).select_related("person", "organisation__territory")


def kept_organisations(person: Person | None, verb: str = "organisation.manage") -> QuerySet[Organisation]:
    """The door to organisations that may be changed; with `mandate.manage`, to those whose offices are kept."""
    return Organisation.objects.filter(inside_any(rights_of(person).paths(verb))).select_related("territory", "parent")


def people_in_office(person: Person) -> QuerySet[Person]:
    """Whom one may name as the holder of an office: oneself, and whoever is known from an office one keeps."""
    known = visible_mandates(person).values("person")
    return Person.objects.filter(Q(pk=person.pk) | Q(pk__in=known), erased_at=None).order_by("pk")


def person_in_office_named(name: Words, among: QuerySet[Person]) -> Person | None:
    """Office holders are few: a person is the same when the name in both languages is."""
    return next((person for person in among if both_names(person.name) == both_names(name)), None)


def both_names(name: Words) -> tuple[str, str]:
    return name.get("ar", ""), name.get("fr", "")


def addresses_of(person: Person) -> dict[str, str]:
    """How somebody is reached, by kind; empty where it is not known."""
    known = {contact.kind: contact.address for contact in person.contacts.all()}
    return {kind: known.get(kind, "") for kind in Contact.Kind.values}
