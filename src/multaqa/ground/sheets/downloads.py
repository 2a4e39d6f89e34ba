"""A list of the workspace as a table that spreadsheets open: all its rows, narrowed and sorted as its address says."""

from collections.abc import Callable, Iterable, Mapping
from datetime import date, datetime
from decimal import Decimal
from typing import Any

from django.conf import settings
from django.http import HttpRequest, StreamingHttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from multaqa.ground.sheets.tables import Cell
from multaqa.ground.sheets.writing import csv_lines, write_xlsx
from multaqa.ui.asking import leave_out, shown_value, unread_in
from multaqa.ui.tables import Listing

Read = Callable[[Any], Any]
Cells = Mapping[str, Read]
MEDIA = {
    "csv": "text/csv; charset=utf-8",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
}
LONGEST_TITLE = 31  # of a worksheet


def cells(*names: str, words: str = "") -> dict[str, Read]:
    """Columns by what is read of a row, "territory.code" as territory_code; words in each of our languages."""
    columns = {name.replace(".", "_"): _reader(name) for name in names}
    spoken = {f"{words}_{tag}": _speaker(words, tag) for tag, _name in settings.LANGUAGES} if words else {}
    return {**dict(list(columns.items())[:1]), **spoken, **columns}


def _reader(name: str) -> Read:
    def read(row: Any) -> Any:
        for step in name.split("."):
            row = getattr(row, step) if row is not None else None
        return row

    return read


def _speaker(name: str, language: str) -> Read:
    return lambda row: getattr(row, name).get(language, "")


def downloaded(request: HttpRequest, rows: Listing, name: str, columns: Cells) -> HttpResponseBase | None:
    """The table where the address asks for it; what cannot be read there is said on the page, which comes instead."""
    asked = request.GET.get("format", "")
    if asked and asked not in MEDIA:
        text = _("This list is had as csv or xlsx, not as “%(value)s”. Here is its page.")
        leave_out(request, "format", text % {"value": shown_value(asked)})
    if asked not in MEDIA or request.method == "POST":
        return None
    if unread_in(request):
        query = request.GET.copy()
        del query["format"]
        return redirect(f"{request.path}?{query.urlencode()}")
    lines = ([_cell(read(row)) for read in columns.values()] for row in rows.in_full)
    content: Iterable[bytes] = csv_lines(list(columns), lines)
    if asked == "xlsx":
        content = [write_xlsx(list(columns), lines, title=name[:LONGEST_TITLE], language=get_language() or "fr")]
    response = StreamingHttpResponse(content, content_type=MEDIA[asked])
    response["Content-Disposition"] = f'attachment; filename="{name}.{asked}"'
    return response


def _cell(value: Any) -> Cell:
    if isinstance(value, datetime):
        return value.isoformat(timespec="minutes")
    if isinstance(value, bool | Decimal | date):
        return value
    if isinstance(value, int | float):
        return Decimal(str(value))  # a number in a workbook too
    return "" if value is None else str(value)
