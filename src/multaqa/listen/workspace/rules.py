from django.http import HttpRequest
from django.utils.translation import gettext as _

from multaqa.ground.people.models import Person
from multaqa.ground.people.rules import RightRefused, person_of


def person_at_desk(request: HttpRequest) -> Person:
    """Who is working here; the gate before the desk lets nobody else through."""
    person = person_of(request.user)
    if person is None:
        raise RightRefused(_("The desk is for people who are signed in."))
    return person
