"""The parts of a page as tags. README.md of this room shows each with its markup."""

from collections.abc import Sequence
from typing import Any

from django import template
from django.conf import settings
from django.contrib.messages.storage.base import Message
from django.forms import BaseForm, BoundField
from django.template.context import Context
from django.templatetags.static import static
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import get_language

from multaqa.ui import charts
from multaqa.ui.asking import Narrowing, unread_in
from multaqa.ui.navigation import Entry
from multaqa.ui.pages import UNDO
from multaqa.ui.parts import Bar, Crumb, Dot, Figure, MoneyColumn, Shape, Step
from multaqa.ui.tables import Listing

register = template.Library()


@register.simple_tag
def asset(path: str) -> str:
    """The address of a built file; its plain name where the manifest does not know it, so that errors still show."""
    try:
        return static(path)
    except ValueError:
        return f"{settings.STATIC_URL}{path}"


@register.simple_tag
def front_page() -> str:
    return f"/{get_language()}/"


@register.simple_tag(takes_context=True)
def current_page(context: Context, entry: Entry) -> SafeString:
    """aria-current on the link to where the reader is."""
    return SafeString(' aria-current="true"' if entry.is_current(context["page_name"]) else "")


@register.simple_tag
def state(shape: str, word: str) -> SafeString:
    """A state: shape and colour from one of nine, and always its word."""
    return format_html('<span class="st {}">{}</span>', shape, word)


@register.simple_tag(takes_context=True)
def query_url(context: Context, **changes: Any) -> str:
    """The present address with these parts of its query changed; None removes one.

    A refused form comes back at the address it was sent to, one step below the page that it stands on.
    """
    request = context["request"]
    query, page = request.GET.copy(), "../" if request.method == "POST" else ""
    for name, value in changes.items():
        if value is None:
            query.pop(name, None)
        else:
            query[name] = value
    return f"{page}?{query.urlencode()}"


@register.simple_tag
def ref(text: str) -> SafeString:
    """A reference, read from left to right in any language."""
    return format_html('<bdi class="ref">{}</bdi>', text)


@register.inclusion_tag("ui/parts/missing.html")
def missing(why: str = "") -> dict[str, Any]:
    """A value that is not there: hatched, never a zero, with the reason where there is one."""
    return {"why": why}


@register.inclusion_tag("ui/parts/thread.html")
def thread(steps: Sequence[Step]) -> dict[str, Any]:
    return {"steps": steps}


@register.inclusion_tag("ui/parts/figure.html")
def figure(figure: Figure) -> dict[str, Any]:
    return {"figure": figure}


@register.inclusion_tag("ui/parts/bars.html")
def bars(rows: Sequence[Bar], title: str = "", maximum: float | None = None) -> dict[str, Any]:
    return {"rows": charts.bar_rows(rows, maximum), "title": title}


@register.inclusion_tag("ui/parts/money.html")
def money_columns(columns: Sequence[MoneyColumn]) -> dict[str, Any]:
    return {"columns": charts.money_columns(columns), "height": charts.COLUMN_HEIGHT}


@register.inclusion_tag("ui/parts/dots.html", takes_context=True)
def dots(context: Context, rows: Sequence[Dot], title: str, maximum: float, unit: str = "") -> dict[str, Any]:
    drawn = charts.dot_rows(rows, maximum)
    axis = len(rows) * charts.DOT_ROW + 12
    marks = [(charts.DOT_START, 0), ((charts.DOT_START + charts.DOT_END) // 2, maximum / 2), (charts.DOT_END, maximum)]
    return {
        "rows": drawn,
        "title": title,
        "unit": unit,
        "axis": axis,
        "marks": marks,
        "marks_y": axis + 20,
        "height": axis + 34,
        "start": charts.DOT_START,
        "end": charts.DOT_END,
        "rtl": context.get("direction") == "rtl",
        "language": context.get("language"),
    }


@register.inclusion_tag("ui/parts/map.html")
def region_map(shapes: Sequence[Shape], viewbox: str, title: str) -> dict[str, Any]:
    """A map of links. The caller puts the same figures in a table beside it."""
    return {"shapes": shapes, "viewbox": viewbox, "title": title}


@register.inclusion_tag("ui/parts/stars.html")
def stars(count: int, kind: str = "yes") -> dict[str, Any]:
    """One star each; the number and its word stand beside. kind: yes, half, later, no, other, clock, wait or late."""
    return {"each": range(count), "kind": kind}


@register.inclusion_tag("ui/parts/quote.html")
def quote(
    text: str, language: str, translation: str = "", translated_by: str = "", source: str = "", href: str = ""
) -> dict[str, Any]:
    """Somebody's words, their translation one touch away, and where they come from."""
    return {
        "text": text,
        "language": language,
        "translation": translation,
        "translated_by": translated_by,
        "source": source,
        "href": href,
    }


@register.inclusion_tag("ui/parts/empty.html")
def empty(title: str, text: str = "", action: str = "", href: str = "") -> dict[str, Any]:
    """Nothing here yet: what will be, who can make it happen, and the way there."""
    return {"title": title, "text": text, "action": action, "href": href}


@register.inclusion_tag("ui/parts/crumbs.html")
def crumbs(trail: Sequence[Crumb]) -> dict[str, Any]:
    return {"trail": trail}


@register.inclusion_tag("ui/parts/sort_header.html", takes_context=True)
def sort_header(context: Context, listing: Listing, column: str, label: str, numeric: bool = False) -> dict[str, Any]:
    """A column's head that sorts by it."""
    return {
        "address": query_url(context, sort=listing.sort_value(column), page=None),
        "aria_sort": listing.aria_sort(column),
        "label": label,
        "numeric": numeric,
    }


@register.inclusion_tag("ui/parts/unread.html", takes_context=True)
def unread(context: Context) -> dict[str, Any]:
    """What in the address of this page means nothing here, and the way on without it."""
    found = unread_in(context["request"]) if "request" in context else ()
    return {"unread": found, "address": query_url(context, **{one.name: None for one in found}) if found else ""}


@register.inclusion_tag("ui/parts/filters.html", takes_context=True)
def filters(context: Context, form: Narrowing) -> dict[str, Any]:
    """The filters of a list in one row, and the list as a table where it is had so."""
    table, workbook = (
        query_url(context, format=kind, page=None, item=None) if form.exports else "" for kind in ("csv", "xlsx")
    )
    without = {one: dict.fromkeys((*one.names, "page", "item")) for one in form.narrowed}
    return {
        "form": form,
        "table": table,
        "workbook": workbook,
        "address": query_url(context).partition("?")[0],
        "narrowed": [(one, query_url(context, **names)) for one, names in without.items()],
        "whole": query_url(context, **{name: None for names in without.values() for name in names}),
    }


@register.inclusion_tag("ui/parts/pagination.html", takes_context=True)
def pagination(context: Context, listing: Listing) -> dict[str, Any]:
    return {
        "page": listing.page,
        "numbers": list(listing.page.paginator.get_elided_page_range(listing.page.number, on_each_side=1, on_ends=1)),
        "request": context["request"],
    }


@register.simple_tag
def field(bound: BoundField) -> SafeString:
    """A form's field with label, help, error and input."""
    return bound.as_field_group()


@register.inclusion_tag("ui/forms/errors.html")
def form_errors(form: BaseForm) -> dict[str, Any]:
    """All that is wrong with a form, summed up on top with links."""
    return {"form": form, "wrong": [bound for bound in form if bound.errors], "general": form.non_field_errors()}


@register.inclusion_tag("ui/forms/meanwhile.html")
def meanwhile(bound: BoundField) -> dict[str, Any]:
    """What somebody else made of a field while this form was open."""
    return {"now": getattr(bound.form, "moved", {}).get(bound.name)}


@register.filter
def undo_address(message: Message) -> str:
    tags = message.extra_tags or ""
    return tags.removeprefix(UNDO) if tags.startswith(UNDO) else ""
