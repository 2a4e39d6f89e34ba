"""What an address asks for: filters, an order, a page. What cannot be read there is said, never passed over."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any, ClassVar, TypeVar

from django import forms
from django.core.exceptions import ValidationError
from django.core.paginator import Page, Paginator
from django.db.models import Model, QuerySet
from django.http import HttpRequest
from django.utils.choices import flatten_choices
from django.utils.functional import Promise
from django.utils.translation import gettext as _

from multaqa.ui.formats import number

Row = TypeVar("Row")
Kept = TypeVar("Kept", bound=Model)
MOST_LETTERS = 60
MOST_TO_NAME = 40
OF_A_PLACE_IN_A_LIST = ("page", "item", "format")


@dataclass(frozen=True)
class Unread:
    """A part of the address that means nothing here, and what is shown instead, in a sentence."""

    name: str
    text: str


def leave_out(request: HttpRequest, name: str, text: str) -> None:
    """Say on this page that a part of its address means nothing here."""
    unread: list[Unread] = request.__dict__.setdefault("unread", [])
    if name not in {one.name for one in unread}:
        unread.append(Unread(name, text))


def unread_in(request: HttpRequest) -> Sequence[Unread]:
    return tuple(request.__dict__.get("unread", ()))


def shown_value(value: str) -> str:
    return value if len(value) <= MOST_LETTERS else f"{value[:MOST_LETTERS]}…"


def not_narrowed(label: str | Promise, value: str) -> str:
    return _("%(label)s: “%(value)s” is not known here. The list is not narrowed by it.") % {
        "label": label,
        "value": shown_value(value),
    }


class UnknownValueError(ValueError):
    """A filter of the JSON API is asked for what is not known here; `allowed` is empty where it would be too long."""

    def __init__(self, name: str, value: str, allowed: Iterable[str]) -> None:
        super().__init__(f"{name}={value}")
        self.name, self.value = name, value
        known = sorted(set(allowed))
        self.allowed = known if len(known) <= MOST_TO_NAME else []


def known_value(name: str, value: str, allowed: Iterable[str]) -> str:
    """The value that a filter of the JSON API is given, or nothing; a program is not shown something else instead."""
    if value and value not in allowed:
        raise UnknownValueError(name, value, allowed)
    return value


def known_row(name: str, code: str, rows: "QuerySet[Kept]") -> "Kept | None":
    """The row that a filter of the JSON API names by its code, or nothing."""
    if not code:
        return None
    row = rows.filter(code=code).first()
    if row is None:
        raise UnknownValueError(name, code, rows.order_by("code").values_list("code", flat=True)[: MOST_TO_NAME + 1])
    return row


def asked_choice(request: HttpRequest, name: str, choices: Iterable[str], label: str | Promise) -> str:
    """The choice that the address names, or nothing."""
    value = request.GET.get(name, "")
    if not value or value in choices:
        return value
    leave_out(request, name, not_narrowed(label, value))
    return ""


def asked_page(request: HttpRequest, rows: "Paginator[Row]") -> "Page[Row]":
    """The page that the address names; the nearest where there is none of this number."""
    asked = request.GET.get("page", "")
    try:
        wanted = int(asked or 1)
    except ValueError:
        text = _("“%(value)s” is no number of a page. The first page is shown.")
        leave_out(request, "page", text % {"value": shown_value(asked)})
        return rows.page(1)
    there = min(max(1, wanted), rows.num_pages)
    if wanted != there:
        text = _("There is no page %(value)s in this list. Page %(there)s of %(last)s is shown.")
        shown = {"value": shown_value(asked), "there": number(there), "last": number(rows.num_pages)}
        leave_out(request, "page", text % shown)
    return rows.page(there)


@dataclass(frozen=True)
class Narrowed:
    """One filter that is set: what it is called, what it is set to, and the parts of the address that set it."""

    label: str | Promise
    value: str
    names: tuple[str, ...]


class Narrowing(forms.Form):
    """The filters of a list, as its address sets them. Drawn by {% filters %}."""

    exports: ClassVar[bool] = False
    """Whether the list is also had as a table, by ?format=csv or ?format=xlsx."""

    def __init__(self, request: HttpRequest, **options: Any) -> None:
        super().__init__(request.GET, auto_id="filter-%s", **options)
        self.request = request

    @cached_property
    def chosen(self) -> dict[str, Any]:
        """What narrows the list, by field; what cannot be read narrows nothing, and is said."""
        for name, errors in self.errors.as_data().items():
            leave_out(self.request, name, self._refusal(name, errors[0]))
        return {name: value for name, value in self.cleaned_data.items() if value}

    @property
    def narrowed(self) -> list[Narrowed]:
        """What the list is narrowed by, in words, each to be taken away."""
        return [self._narrowed(name, value) for name, value in self.chosen.items()]

    def _narrowed(self, name: str, value: Any) -> Narrowed:
        field = self.fields[name]
        offered: Any = field.choices if isinstance(field, forms.ChoiceField) else ()
        called = dict(flatten_choices(offered))
        said = "" if value is True else str(called.get(str(value), value))
        return Narrowed(field.label or name, said, (name, f"{name}_chosen"))

    @property
    def address_parts(self) -> dict[str, str]:
        """The parts of the address that narrow the list, for a form beside this one."""
        names = [name for one in self.narrowed for name in one.names]
        return {name: self.request.GET[name] for name in names if name in self.request.GET}

    def _refusal(self, name: str, error: ValidationError) -> str:
        if error.code in {"invalid_choice", "invalid"}:
            return not_narrowed(self.fields[name].label or name, self.data.get(name, ""))
        return _("%(refusal)s The list is not narrowed by it.") % {"refusal": " ".join(error.messages)}

    @property
    def kept(self) -> dict[str, str]:
        """Other parts of the address that stay when the filters change: the order, the round."""
        left = {*self.fields, *OF_A_PLACE_IN_A_LIST, *(one.name for one in unread_in(self.request))}
        given = {name: str(value) for name, value in self.request.GET.items() if value and name not in left}
        return {name: value for name, value in given.items() if name.removesuffix("_chosen") not in self.fields}
