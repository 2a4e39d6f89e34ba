"""Who calls the API: a person signed in on this site, whose writing calls carry the CSRF token."""

from django.conf import settings
from django.http import HttpRequest
from ninja.security import APIKeyCookie

from multaqa.ground.people.models import Person
from multaqa.ground.people.rules import person_of


class StaffSession(APIKeyCookie):
    """The session of the workspaces, second factor included; the operation finds the person in request.auth."""

    param_name = settings.SESSION_COOKIE_NAME

    def authenticate(self, request: HttpRequest, key: str | None) -> Person | None:
        return person_of(request.user)


staff_session = StaffSession()
