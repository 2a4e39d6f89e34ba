"""A figure follows the journal line by line, and is counted again where it can't."""

from collections import Counter
from collections.abc import Iterator
from datetime import timedelta

import pytest
import time_machine
from django.db import transaction
from django.utils import timezone

from multaqa.ground.journal import figures
from multaqa.ground.journal.actions import SystemActor, record
from multaqa.ground.journal.figures import CountAgain, Figure, Firsts, Lines
from multaqa.ground.territory.models import Territory
from tests.factories.ground import TerritoryFactory

pytestmark = pytest.mark.django_db
BY = SystemActor("tests")


class Kinds(Figure[str, None]):
    """How many territories there are of each kind, and what was read to know it."""

    def begin(self) -> None:
        super().begin()
        self.kinds: Counter[str] = Counter()
        self.reads: list[list[int] | None] = [*getattr(self, "reads", [])]

    def read(self, lines: Lines | None) -> Iterator[tuple[int, str | None, None]]:
        touched = lines.about(Territory) if lines else None
        self.reads.append(touched)
        rows = Territory.objects.all() if touched is None else Territory.objects.filter(pk__in=touched)
        for pk, kind in rows.values_list("pk", "kind"):
            yield pk, kind, None

    def add(self, record: int, share: str, detail: None) -> None:
        self.kinds[share] += 1

    def take(self, record: int, share: str) -> None:
        self.kinds[share] -= 1

    def count(self, kind: str) -> int:
        with self.up_to_date() as now:
            return now.kinds[kind]


@pytest.fixture
def kinds() -> Kinds:
    record(BY, "added", TerritoryFactory())
    return Kinds()


def change(kind: str) -> Territory:
    territory = Territory.objects.exclude(kind=kind).last()
    Territory.objects.filter(pk=territory.pk).update(kind=kind)
    record(BY, "changed", territory)
    return territory


def test_only_what_a_line_names_is_read_again(kinds: Kinds) -> None:
    assert (kinds.count("province"), kinds.count("province")) == (1, 1)
    changed = change("commune")
    assert (kinds.count("province"), kinds.count("commune")) == (0, 1)
    assert kinds.reads == [None, [changed.pk]]


def test_a_reader_asks_once_where_nothing_happened_and_twice_where_something_did(
    kinds: Kinds, django_assert_num_queries
) -> None:  # type: ignore[no-untyped-def]
    for asked in (2, 1):
        with django_assert_num_queries(asked):
            kinds.count("commune")
    change("commune")
    with django_assert_num_queries(2):
        kinds.count("commune")


def test_what_was_rolled_back_after_somebody_read_it_is_not_counted(kinds: Kinds) -> None:
    kinds.count("commune")
    with transaction.atomic():
        change("commune")
        assert kinds.count("commune") == 1
        transaction.set_rollback(True)
    record(BY, "added", TerritoryFactory())  # its line has the number of the one that was rolled back
    assert kinds.count("commune") == 0


def test_everything_is_counted_again_on_a_new_day(kinds: Kinds) -> None:
    kinds.count("commune")
    Territory.objects.update(kind="commune")
    assert kinds.count("province") == 1
    with time_machine.travel(timezone.now() + timedelta(days=1)):
        assert kinds.count("province") == 0


def test_everything_is_counted_again_after_very_many_lines(kinds: Kinds, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(figures, "MOST_LINES", 2)
    kinds.count("commune")
    for kind in ("commune", "cercle", "commune"):
        change(kind)
    kinds.count("commune")
    assert kinds.reads == [None, None]


def test_the_first_of_several_places_stay_in_order_until_too_few_are_known(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(figures, "SPARE", 1)
    firsts: Firsts[str] = Firsts(2)
    for number in (5, 1, 4, 2, 3):
        firsts.add("a" if number > 1 else "b", (number,), number)
    assert firsts.of(["a", "b"]) == [(1,), (2,)]
    firsts.take("a", 2)
    firsts.add("a", (6,), 6)  # unknown whether it comes next: 5 was let go
    assert firsts.of(["a"]) == [(3,), (4,)]
    with pytest.raises(CountAgain):
        firsts.take("a", 3)
