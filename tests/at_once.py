"""Two deeds at the same time, each in a connection of its own; only a database that locks rows can show it."""

import threading
import time
from collections.abc import Callable
from typing import Any

import pytest
from django.db import connection, connections, transaction
from django.utils import translation

from multaqa.ground.journal.models import JournalHead

# Locks on rows name no database, so those who wait are found by what else they hold in ours.
WAITING = """
    select count(distinct pid) from pg_locks where not granted and pid in (
        select pid from pg_locks join pg_database on database = pg_database.oid where datname = current_database())
"""
PATIENCE = 20  # seconds

on_postgresql = pytest.mark.skipif(
    connection.vendor != "postgresql", reason="SQLite lets one write at a time, so that two never meet."
)


def at_once(*deeds: Callable[[], Any]) -> list[Any]:
    """What each deed gives or raises, when all have come as far as they can before any of them ends.

    Every deed ends with its line in the journal: while we hold that, each waits there, or for what another one holds.
    """
    met: list[Any] = [None] * len(deeds)
    threads = [threading.Thread(target=_do, args=(deed, met, place)) for place, deed in enumerate(deeds)]
    JournalHead.objects.get_or_create(pk=1)
    with transaction.atomic():
        JournalHead.objects.select_for_update().get(pk=1)
        for running, thread in enumerate(threads, 1):
            thread.start()
            _until_waiting(running)
    for thread in threads:
        thread.join(PATIENCE)
    return met


def _do(deed: Callable[[], Any], met: list[Any], place: int) -> None:
    try:
        with translation.override("en"):
            met[place] = deed()
    except Exception as error:  # what a deed raises is what the test asks for
        met[place] = error
    finally:
        connections.close_all()


def _until_waiting(many: int) -> None:
    end = time.monotonic() + PATIENCE
    while time.monotonic() < end:
        with connection.cursor() as cursor:
            cursor.execute(WAITING)
            if cursor.fetchone()[0] >= many:
                return
        time.sleep(0.02)
    raise TimeoutError(f"{many} deeds should wait for each other by now")
