"""However many rows it lists, a page asks the database as often: with one of everything, with three, with 300.

Addresses come from the resolver, so that a page that is added joins by itself; a list of something of which the house
has no more to show fails, so that it cannot join in vain.
"""

from dataclasses import dataclass
from itertools import pairwise
from typing import Any

import pytest
from django.db import connection
from django.test import Client

from multaqa.ground.journal.figures import forget_figures
from multaqa.ground.people.starting import OF_ADMINISTRATORS
from multaqa.ui.tables import Listing
from tests.factories.ground import CountryFactory, person_who_may
from tests.house.leaks import body_of
from tests.house.lists import House
from tests.house.test_no_leak import roles

pytestmark = [pytest.mark.django_db, pytest.mark.slow]
SIZES = (1, 3, 300)
OF_NOTHING_KEPT = "/fr/components/"


@dataclass(frozen=True)
class Seen:
    """How often a page asked, and how many rows its lists have, the shortest first."""

    asked: int
    rows: list[int]


class Asked:
    """Counts what the database is asked."""

    times = 0

    def __call__(self, execute: Any, *query: Any) -> Any:
        self.times += 1
        return execute(*query)


class Reader:
    """Opens pages as the public does, and those of the desk as an administrator."""

    def __init__(self) -> None:
        self.public, self.inside = Client(), Client()
        every_right = [*roles()["administrator"], *OF_ADMINISTRATORS]
        administrator = person_who_may(every_right, CountryFactory())
        administrator.user.is_superuser = True
        administrator.user.save()
        self.inside.force_login(administrator.user)

    def read(self, path: str) -> Seen | None:
        """None where there is no page."""
        client, asked = self.inside if "/desk/" in path or "/admin/" in path else self.public, Asked()
        forget_figures()
        with connection.execute_wrapper(asked):
            response = client.get(path)
            body_of(response)
        if response.status_code != 200 or not response["Content-Type"].startswith(("text/html", "application/json")):
            return None
        return Seen(asked.times, sorted(_lengths(response)))


def _lengths(response: Any) -> list[int]:
    if response["Content-Type"].startswith("application/json"):
        said = response.json()
        return [len(said["items"])] if isinstance(said, dict) and "items" in said else []
    parts = [part for context in response.context or () for part in getattr(context, "dicts", [context])]
    lists = {id(value): value for part in parts for value in part.values() if isinstance(value, Listing)}
    return [one.count for one in lists.values()]


def test_each_page_asks_as_often_however_many_rows_it_lists(settings: Any) -> None:
    settings.SECOND_FACTOR_FOR_STAFF = False
    house, reader = House(), Reader()
    pages = [path for path in house.paths() if reader.read(path)]  # fills what a process keeps, too
    read: dict[str, list[Seen | None]] = {path: [] for path in pages}
    for size in SIZES:
        house.grow(size)
        for path in pages:
            read[path].append(reader.read(path))
    asked = {path: [one and one.asked for one in seen] for path, seen in read.items()}
    assert {path: times for path, times in asked.items() if len(set(times)) > 1} == {}
    rows = {path: [one.rows for one in seen if one] for path, seen in read.items() if path != OF_NOTHING_KEPT}
    assert {path: found for path, found in rows.items() if found[0] and not _grow(found)} == {}


def _grow(rows: list[list[int]]) -> bool:
    return all(few < many for fewer, more in pairwise(rows) for few, many in zip(fewer, more, strict=True))
