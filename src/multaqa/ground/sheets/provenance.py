"""Where a row's facts come from: a named source, or written for the demonstration; never both, never neither."""

from collections.abc import Iterable

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from multaqa.ground.sheets.columns import Column
from multaqa.ground.sheets.records import Record
from multaqa.ground.sheets.refusals import Refusal

PROVENANCE = (
    Column(
        "source",
        "code",
        refers_to="sources",
        help=gettext_lazy("The source of these facts; empty when the row is illustrative."),
    ),
    Column(
        "illustrative",
        "boolean",
        required=True,
        help=gettext_lazy("Yes when the row was written for the demonstration and states no fact."),
        example="yes",
    ),
)


def provenance_refusals(rows: Iterable[Record]) -> Iterable[Refusal]:
    """The rows that break the rule, in a sheet that has both columns."""
    for row in rows:
        if row["illustrative"] and row["source"]:
            yield row.refusal(
                "source",
                _("The row is illustrative and names a source."),
                _("Empty the source, or write no under illustrative."),
            )
        if not row["illustrative"] and not row["source"]:
            yield row.refusal(
                "source", _("The row names no source."), _("Name its source, or write yes under illustrative.")
            )
