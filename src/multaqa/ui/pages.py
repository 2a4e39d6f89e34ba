"""Answering with a page."""

from typing import Any
from urllib.parse import urlsplit

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

UNDO = "undo:"


class Gone(Exception):
    """What stood at this address was taken down; raised with the reason, answered with 410."""


class LinkSpent(Gone):
    """A link that works once, or for a while, and no longer does; raised with what to do now."""


def page(request: HttpRequest, template: str, status: int = 200, **context: Any) -> HttpResponse:
    """Render a page; a refused form comes back with status=422."""
    return render(request, template, context, status=status)


def say(request: HttpRequest, text: str, undo: str = "") -> None:
    """One line on the next page; `undo` is the address that takes the deed back when posted to."""
    messages.success(request, text, extra_tags=f"{UNDO}{undo}" if undo else "")


def warn(request: HttpRequest, text: str) -> None:
    messages.warning(request, text)


def gone(request: HttpRequest, reason: str, **context: Any) -> HttpResponse:
    """What stood here and was taken down: 410, with the reason."""
    return page(request, "ui/errors/410.html", status=410, reason=reason, **context)


def refused(request: HttpRequest, reason: str) -> HttpResponse:
    """What was sent cannot be taken as it is: 422, where there is no form to give back."""
    return page(request, "ui/errors/422.html", status=422, reason=reason)


def is_from_here(request: HttpRequest) -> bool:
    """Whether a page of ours sent this form: what another site sent is never offered to be sent once more."""
    sender = request.headers.get("Origin") or request.headers.get("Referer", "")
    return urlsplit(sender).netloc == request.get_host()


def send_again(request: HttpRequest, status: int, reason: str, *, signs_in: bool = False) -> HttpResponse:
    """A form that came too late, given back whole: one touch sends it, and nothing typed is lost."""
    typed = [(name, value) for name, values in request.POST.lists() if _may_be_shown(name) for value in values]
    return page(
        request,
        "ui/errors/again.html",
        status=status,
        code=status,
        reason=reason,
        signs_in=signs_in,
        typed=typed,
        texts=[value for _name, value in typed if " " in value.strip()],
        has_files=bool(request.FILES),
        action=request.get_full_path(),
    )


def _may_be_shown(name: str) -> bool:
    return name != "csrfmiddlewaretoken" and "password" not in name


def not_allowed(request: HttpRequest, methods: str) -> HttpResponse:
    """An address to which forms are sent, opened as if it were a page."""
    response = page(request, "ui/errors/405.html", status=405)
    response["Allow"] = methods
    return response


def too_many(request: HttpRequest, seconds: int) -> HttpResponse:
    """Too much at once: 429, saying when to try again."""
    response = page(request, "ui/errors/429.html", status=429, seconds=seconds)
    response["Retry-After"] = str(seconds)
    return response
