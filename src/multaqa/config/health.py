"""Is the process alive (/healthz), can it serve (/readyz), and what a reader sees when the database is away."""

import os
import sys
from collections.abc import Callable

from django.conf import settings
from django.core.cache import caches
from django.db import DatabaseError, InterfaceError, OperationalError, connection
from django.db.migrations.executor import MigrationExecutor
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.template.loader import render_to_string
from django.utils import translation

from multaqa.ground.people.resealing import every_seal_opens


def alive(_: HttpRequest) -> HttpResponse:
    return HttpResponse("alive\n", content_type="text/plain")


def ready(_: HttpRequest) -> JsonResponse:
    found = {name: _holds(check) for name, check in CHECKS.items()}
    return JsonResponse(found, status=200 if all(found.values()) else 503)


def _holds(check: Callable[[], bool]) -> bool:
    try:
        return check()
    except (DatabaseError, OSError):
        return False


def database_answers() -> bool:
    with connection.cursor() as cursor:
        cursor.execute("SELECT 1")
        return bool(cursor.fetchone() == (1,))


def migrations_are_applied() -> bool:
    executor = MigrationExecutor(connection)
    return not executor.migration_plan(executor.loader.graph.leaf_nodes())


def limits_are_kept() -> bool:
    """The table that counts attempts: without it nobody is locked out."""
    caches["limits"].get("readyz")
    return True


def home_is_writable() -> bool:
    return os.access(settings.HOME, os.W_OK)


CHECKS: dict[str, Callable[[], bool]] = {
    "database": database_answers,
    "migrations": migrations_are_applied,
    "limits": limits_are_kept,
    "seals": every_seal_opens,
    "home": home_is_writable,
}


def server_error(request: HttpRequest) -> HttpResponse:
    """handler500: a fault of ours, or a database that is away, said in the reader's language.

    A handler and not a middleware, because sessions and sign-in reach for the database outside any view.
    """
    away = isinstance(sys.exception(), OperationalError | InterfaceError)
    with translation.override(translation.get_language_from_request(request, check_path=True)):
        # Without the request: what the page frame would ask of it may be what has just failed.
        page = render_to_string("503.html" if away else "500.html")
    return HttpResponse(page, status=503 if away else 500, headers={"Retry-After": "60"} if away else None)
