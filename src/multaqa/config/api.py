"""The root of the JSON API. Reading is open to whoever may see the page; writing asks for `auth=staff_session`.

A stage's routers are added below; a deed that is refused says its own `status`.
"""

import json
from collections.abc import Callable
from typing import Any

from django.conf import settings
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.utils import translation
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from ninja import NinjaAPI
from ninja.errors import AuthenticationError, HttpError, Throttled, ValidationError
from ninja.parser import Parser

from multaqa.accountability.answers.api import router as answers_router
from multaqa.accountability.trace.api import router as trace_router
from multaqa.deliver.centres.api import router as centres_router
from multaqa.deliver.projects.api import router as projects_router
from multaqa.listen.statements.api import router as statements_router
from multaqa.plan.measures.api import router as measures_router
from multaqa.ui.asking import UnknownValueError, shown_value
from multaqa.ui.deeds import DeedRefused
from multaqa.ui.formats import listed
from multaqa.ui.pages import Gone
from multaqa.understand.themes.api import router as themes_router


class StrictParser(Parser):
    """A null character is in nobody's words, nor is half a letter: databases keep neither."""

    def parse_body(self, request: HttpRequest) -> Any:
        if b"\\u0000" in request.body:
            raise ValueError("a null character")
        body = super().parse_body(request)
        json.dumps(body, ensure_ascii=False).encode()
        return body


api = NinjaAPI(
    title="Multaqa",
    version="1",
    urls_namespace="api",
    parser=StrictParser(),
    docs_url=None,
    description="What was said, and what became of it. Errors are {error: {code, message, remedy}}, in your language.",
)


def refusal(request: HttpRequest, status: int, code: str, message: str, remedy: str = "", **more: Any) -> HttpResponse:
    """One shape for every refusal."""
    error = {"code": code, "message": message, "remedy": remedy, **more}
    return api.create_response(request, {"error": error}, status=status)


@api.exception_handler(AuthenticationError)
def not_signed_in(request: HttpRequest, _error: AuthenticationError) -> HttpResponse:
    remedy = _("Sign in on this site, with your second factor, then call again with the session's cookie.")
    return refusal(request, 401, "not_signed_in", _("This call is for people who are signed in."), remedy)


@api.exception_handler(PermissionDenied)
def not_allowed(request: HttpRequest, error: PermissionDenied) -> HttpResponse:
    remedy = _("Ask whoever gave you your role.")
    return refusal(request, 403, "not_allowed", str(error) or _("Your role does not cover this."), remedy)


@api.exception_handler(Http404)
def not_found(request: HttpRequest, _error: Http404) -> HttpResponse:
    remedy = _("Check the address; openapi.json lists all calls.")
    return refusal(request, 404, "not_found", _("Nothing that you may see has this address."), remedy)


@api.exception_handler(Gone)
def taken_down(request: HttpRequest, error: Gone) -> HttpResponse:
    return refusal(request, 410, "taken_down", str(error))


@api.exception_handler(ValidationError)
def misshapen(request: HttpRequest, error: ValidationError) -> HttpResponse:
    faults = [{"where": ".".join(map(str, one["loc"])), "what": one["msg"]} for one in error.errors]
    message = ngettext("One value cannot be read.", "%(n)s values cannot be read.", len(faults)) % {"n": len(faults)}
    return refusal(
        request, 422, "misshapen", message, _("Correct each value that the field “faults” lists."), faults=faults
    )


@api.exception_handler(UnknownValueError)
def unknown_value(request: HttpRequest, error: UnknownValueError) -> HttpResponse:
    shown = {"name": error.name, "value": shown_value(error.value)}
    message = _("The filter %(name)s does not know “%(value)s”.") % shown
    remedy = _("Leave it out, or give a code as the register writes it.")
    if error.allowed:
        remedy = _("Leave it out, or give one of: %(values)s.") % {"values": listed(error.allowed)}
    named = {"parameter": error.name, "value": error.value, "allowed": error.allowed}
    return refusal(request, 422, "unknown_value", message, remedy, **named)


@api.exception_handler(Throttled)
def too_many(request: HttpRequest, error: Throttled) -> HttpResponse:
    response = refusal(request, 429, "too_many", _("Too many calls came at once."), _("Try again a little later."))
    if error.wait:
        response["Retry-After"] = str(int(error.wait))
    return response


@api.exception_handler(HttpError)
def without_token(request: HttpRequest, error: HttpError) -> HttpResponse:
    """Ninja itself says little: a CSRF token that is missing, or a body that is no JSON."""
    if error.status_code == 403:
        remedy = _("Send the cookie csrftoken back in the header X-CSRFToken.")
        return refusal(request, 403, "csrf", _("The call carries no valid token of this site."), remedy)
    remedy = _("Send a body that openapi.json describes.")
    return refusal(request, error.status_code, "unreadable", _("The call cannot be read."), remedy)


@api.exception_handler(DeedRefused)
def refused(request: HttpRequest, error: DeedRefused) -> HttpResponse:
    return refusal(request, error.status, "conflict" if error.status == 409 else "refused", str(error))


api.add_router("/statements", statements_router)
api.add_router("/themes", themes_router)
api.add_router("/measures", measures_router)
api.add_router("/answers", answers_router)
api.add_router("/trace", trace_router)
api.add_router("/projects", projects_router)
api.add_router("/centres", centres_router)


def unknown_call(request: HttpRequest, **_rest: str) -> HttpResponse:
    return not_found(request, Http404())


class AskedLanguageMiddleware:
    """In a call of the API, ?lang=fr outweighs Accept-Language."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        asked = request.GET.get("lang")
        if request.path_info.startswith("/api/") and asked in dict(settings.LANGUAGES):
            translation.activate(asked)
        return self.get_response(request)
