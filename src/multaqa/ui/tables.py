"""Lists that are sorted and paged by their address, so that a view can be sent to a colleague."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from operator import attrgetter
from typing import Any

from django.core.paginator import Page, Paginator
from django.db.models import QuerySet
from django.http import HttpRequest
from django.utils.translation import gettext as _

from multaqa.ui.asking import asked_page, leave_out, shown_value

Columns = Mapping[str, str | tuple[str, ...]]
AT_ONCE = 500


@dataclass(frozen=True)
class Listing:
    """One page of rows, and how they are sorted."""

    page: Page[Any]
    columns: Columns
    sorted_by: str
    descending: bool

    def __iter__(self) -> Any:
        return iter(self.page)

    def __len__(self) -> int:
        return len(self.page)

    @property
    def count(self) -> int:
        return self.page.paginator.count

    @property
    def in_full(self) -> Any:
        """The rows of all pages, in this order, never all in memory."""
        rows = self.page.paginator.object_list
        return rows.iterator(AT_ONCE) if isinstance(rows, QuerySet) else rows

    def sort_value(self, column: str) -> str:
        """What the address says to sort by this column, the other way round if it already is."""
        return f"-{column}" if column == self.sorted_by and not self.descending else column

    def aria_sort(self, column: str) -> str:
        if column != self.sorted_by:
            return ""
        return "descending" if self.descending else "ascending"


def listing(
    request: HttpRequest, rows: QuerySet[Any] | Sequence[Any], *, columns: Columns, default: str, per_page: int = 25
) -> Listing:
    """The asked page of the rows, sorted by an allowed column."""
    asked = request.GET.get("sort") or default
    if asked.removeprefix("-") not in columns:
        text = _("The list cannot be sorted by “%(value)s”. It stands in its usual order.")
        leave_out(request, "sort", text % {"value": shown_value(asked)})
        asked = default
    column, descending = asked.removeprefix("-"), asked.startswith("-")
    ordered = _sorted(rows, columns[column], descending)
    return Listing(asked_page(request, Paginator(ordered, per_page)), columns, column, descending)


def _sorted(rows: QuerySet[Any] | Sequence[Any], column: str | tuple[str, ...], descending: bool) -> Any:
    fields = (column,) if isinstance(column, str) else column
    if isinstance(rows, QuerySet):
        sign = "-" if descending else ""
        return rows.order_by(*(f"{sign}{field}" for field in fields), "pk")
    return sorted(rows, key=attrgetter(*fields), reverse=descending)
