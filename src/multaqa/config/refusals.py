"""Refusals that any page may make, answered in one place. A right that is missing is Django's own 403."""

from collections.abc import Callable

from django.conf import settings
from django.core.exceptions import BadRequest
from django.http import HttpRequest, HttpResponse

from multaqa.ui.pages import Gone, LinkSpent, gone, too_many


class RefusalMiddleware:
    """Turns what a view raises into the page that says why."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if "\0" in request.path_info or "%00" in request.META.get("QUERY_STRING", ""):
            raise BadRequest("A null character stands in the address: no name holds one, and PostgreSQL refuses it.")
        return self.get_response(request)

    def process_exception(self, request: HttpRequest, error: Exception) -> HttpResponse | None:
        if not isinstance(error, Gone):
            return None
        return gone(request, reason=str(error), is_spent=isinstance(error, LinkSpent))


def too_many_requests(request: HttpRequest) -> HttpResponse:
    """handler429: what the sign-in pages answer to a flood."""
    return too_many(request, seconds=settings.LOCK_OUT_MINUTES * 60)
