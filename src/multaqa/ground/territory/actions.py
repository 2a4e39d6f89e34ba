from collections.abc import Collection, Iterable
from dataclasses import dataclass

from django.db import transaction

from multaqa.ground.journal.actions import SystemActor, record
from multaqa.ground.territory.models import Territory
from multaqa.ground.vocabulary.fields import Words
from multaqa.ground.vocabulary.models import SEARCH_COLUMNS


class UnknownParent(ValueError):
    """A territory names a parent that comes neither before it nor is there already."""


@dataclass(frozen=True)
class TerritoryRow:
    """One territory as a file gives it; parents come before their children."""

    code: str
    kind: str
    parent: str | None
    name: Words


@transaction.atomic
def load_territories(rows: Iterable[TerritoryRow], *, by: SystemActor) -> dict[str, int]:
    """Add, rename or move territories by code; never delete one. Returns how many of each kind were read."""
    known = {territory.code: territory for territory in Territory.objects.all()}
    level: dict[str, Territory] = {}
    counts: dict[str, int] = {}
    for row in rows:
        if row.parent in level:
            _write(level.values(), known)
            level = {}
        level[row.code] = _territory(row, known)
        counts[row.kind] = counts.get(row.kind, 0) + 1
    _write(level.values(), known)
    _follow_moved_parents()
    if country := Territory.objects.filter(parent=None).first():
        record(by, "loaded_territories", country, counts=counts)
    return counts


def _territory(row: TerritoryRow, known: dict[str, Territory]) -> Territory:
    if row.parent is not None and row.parent not in known:
        raise UnknownParent(f"{row.code}: its parent {row.parent} is not known: put the parent's row before it")
    territory = known.get(row.code) or Territory(code=row.code)
    territory.kind, territory.name = row.kind, row.name
    territory.parent = known[row.parent] if row.parent else None
    territory.path = territory.path_from_parent()
    territory.keep_search_words()
    return territory


def _write(level: Collection[Territory], known: dict[str, Territory]) -> None:
    """Parents first, so that children find their keys."""
    Territory.objects.bulk_create([territory for territory in level if territory.pk is None])
    Territory.objects.bulk_update(
        [territory for territory in level if territory.code in known],
        ["kind", "name", "parent", "path", *SEARCH_COLUMNS],
        batch_size=500,
    )
    known.update((territory.code, territory) for territory in level)


def _follow_moved_parents() -> None:
    """What lies below a territory that was moved has its path from there, whether or not the rows name it."""
    while moved := [one for one in Territory.objects.select_related("parent") if one.path != one.path_from_parent()]:
        for territory in moved:
            territory.path = territory.path_from_parent()
        Territory.objects.bulk_update(moved, ["path"], batch_size=500)
