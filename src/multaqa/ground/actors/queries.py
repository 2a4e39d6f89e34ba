from datetime import date

from django.db.models import Q, QuerySet

from multaqa.ground.actors.models import Mandate, Organisation
from multaqa.ground.people.models import Person

HELD = (Mandate.State.VERIFIED, Mandate.State.ENDED)


def mandates_on(day: date) -> QuerySet[Mandate]:
    """Offices held on that day, the last day included; one whose days are unknown is not known to be held."""
    began, goes_on = Q(valid_from__lte=day), Q(valid_to=None) | Q(valid_to__gte=day)
    return Mandate.objects.filter(began & goes_on, state__in=HELD).select_related("person", "organisation")


def holders(organisation: Organisation, day: date) -> QuerySet[Mandate]:
    return mandates_on(day).filter(organisation=organisation)


def mandates_of(person: Person, day: date) -> QuerySet[Mandate]:
    return mandates_on(day).filter(person=person)
