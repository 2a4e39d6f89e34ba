"""Rows that were read: values by column, and the place they came from."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _

from multaqa.ground.sheets.refusals import Refusal, Refused


@dataclass(frozen=True)
class Record:
    """One accepted row; `code` is its key in its sheet, several parts joined by colons."""

    file: str
    number: int
    code: str
    values: Mapping[str, Any]

    def __getitem__(self, column: str) -> Any:
        return self.values[column]

    def refusal(self, column: str, reason: str, remedy: str) -> Refusal:
        """Why this row cannot be taken, said by a sheet's own check."""
        return Refusal(self.file, reason, remedy, self.number, column, shown(self.values.get(column)))


def shown(value: Any) -> str:
    if value is None:
        return ""
    return ";".join(map(str, value)) if isinstance(value, tuple) else str(value)


def parents_first(records: Sequence[Record], parent: str) -> list[Record]:
    """The records in an order in which each follows the one that its column `parent` names; refuses circles."""
    waiting = {record.code: record for record in records}
    ordered: list[Record] = []
    while waiting:
        ready = [record for record in waiting.values() if record[parent] not in waiting]
        if not ready:
            raise Refused([_circle(record, parent) for record in waiting.values()])
        for record in ready:
            del waiting[record.code]
        ordered += ready
    return ordered


def _circle(record: Record, parent: str) -> Refusal:
    return record.refusal(
        parent, _("Following this column leads back to the same row."), _("Correct one of the rows of this loop.")
    )
