"""One line of JSON per request and event: what happened, never to whom.

No address, no e-mail, no name of a person, no query string, and the name of the route in place of the path,
which may hold a contributor's code.
"""

import logging
import logging.config
import re
import time
import uuid
from collections.abc import Callable
from contextvars import ContextVar
from typing import Any

from django.http import HttpRequest, HttpResponse
from pythonjsonlogger.json import JsonFormatter

current_request: ContextVar[str] = ContextVar("current_request", default="-")
requests = logging.getLogger("multaqa.requests")

GIVEN_ID = re.compile(r"[A-Za-z0-9-]{8,64}")
TOLD = {"at", "level", "logger", "message", "exc_info", "method", "route", "status", "milliseconds", "rows", "seconds"}
UNTOLD = (
    # PostgreSQL quotes the whole row that it refuses, people's words included.
    (re.compile(r"D[EÉ]TAIL\s*:.*?(?=\n\nThe above|\n\nDuring|\Z)", re.DOTALL), "(the row)"),
    (re.compile(r"[\w.+-]+@[\w-]+\.[\w.-]+"), "(e-mail)"),
    (re.compile(r"\b(?:\d{1,3}\.){3}\d{1,3}\b"), "(address)"),
    (re.compile(r"(?<![\w:])(?:[0-9a-fA-F]{0,4}:){3,7}[0-9a-fA-F]{0,4}(?![\w:])"), "(address)"),
    (re.compile(r"(?<!\S)/\S+"), "(path)"),
)


class PrivateFormatter(JsonFormatter):
    """Only facts that are on the list above, and no text that could lead to a person."""

    def process_log_record(self, log_data: dict[str, Any]) -> dict[str, Any]:
        told = {name: without_personal_data(value) for name, value in log_data.items() if name in TOLD}
        return {**told, "request_id": current_request.get()}


def without_personal_data(value: Any) -> Any:
    if not isinstance(value, str):
        return value
    for pattern, stand_in in UNTOLD:
        value = pattern.sub(stand_in, value)
    return value


class RequestIdMiddleware:
    """Gives every request an id, or keeps the proxy's, and writes its one line when it ends."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        given = request.headers.get("X-Request-ID", "")
        request_id = given if GIVEN_ID.fullmatch(given) else uuid.uuid4().hex
        token = current_request.set(request_id)
        started = time.perf_counter()
        try:
            response = self.get_response(request)
            requests.info("request", extra=_facts(request, response, started))
        finally:
            current_request.reset(token)
        response["X-Request-ID"] = request_id
        return response


def _facts(request: HttpRequest, response: HttpResponse, started: float) -> dict[str, Any]:
    match = request.resolver_match
    return {
        "method": request.method,
        "route": (match.view_name or match.route) if match else "(none)",
        "status": response.status_code,
        "milliseconds": round((time.perf_counter() - started) * 1000, 1),
    }


def configure(options: dict[str, Any]) -> None:
    """Django's LOGGING_CONFIG: the settings say how much is written, this says how."""
    logging.config.dictConfig(as_dictionary(**options))


def as_dictionary(level: str) -> dict[str, Any]:
    return {
        "version": 1,
        "disable_existing_loggers": False,
        "formatters": {
            "json": {
                "()": PrivateFormatter,
                "format": "%(levelname)s %(name)s %(message)s",
                "rename_fields": {"levelname": "level", "name": "logger"},
                "timestamp": "at",
                "json_ensure_ascii": False,
            }
        },
        "handlers": {"stderr": {"class": "logging.StreamHandler", "formatter": "json"}},
        "root": {"handlers": ["stderr"], "level": level},
        "loggers": {
            # Django's own handlers would say everything twice, with the path in it.
            "django": {"handlers": [], "propagate": True},
            "django.server": {"handlers": [], "propagate": False},
            "django.request": {"level": "ERROR"},
            "weasyprint": {"level": "ERROR"},
            "fontTools": {"level": "ERROR"},
        },
    }
