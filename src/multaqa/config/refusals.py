"""Refusals that any page may make, answered in one place. A right that is missing is Django's own 403."""

from collections.abc import Callable

from django.conf import settings
from django.core.exceptions import BadRequest
from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _

from multaqa.ui.pages import Gone, LinkSpent, gone, is_from_here, not_allowed, page, send_again, too_many


class RefusalMiddleware:
    """Turns what a view raises into the page that says why."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if "\0" in request.path_info or "%00" in request.META.get("QUERY_STRING", ""):
            raise BadRequest("A null character stands in the address: no name holds one, and PostgreSQL refuses it.")
        response = self.get_response(request)
        is_bare = response.status_code == 405 and not response.content  # the API says more by itself
        return not_allowed(request, response["Allow"]) if is_bare else response

    def process_exception(self, request: HttpRequest, error: Exception) -> HttpResponse | None:
        if not isinstance(error, Gone):
            return None
        return gone(request, reason=str(error), is_spent=isinstance(error, LinkSpent))


def csrf_failure(request: HttpRequest, reason: str = "") -> HttpResponse:
    """A form whose token no longer holds: given back with a new one, where it was ours."""
    if not is_from_here(request):
        return page(request, "403_csrf.html", status=403)
    if settings.CSRF_COOKIE_NAME not in request.COOKIES:
        return send_again(request, 403, _("Your browser keeps no cookie of this site. Allow it, then send the form."))
    return send_again(request, 403, _("The form was open for too long, or you signed in meanwhile. It is renewed now."))


def too_many_requests(request: HttpRequest) -> HttpResponse:
    """handler429: what the sign-in pages answer to a flood."""
    return too_many(request, seconds=settings.LOCK_OUT_MINUTES * 60)
