"""Slots: an earlier page leaves a place where later stages may speak.

The earlier stage declares name, order, empty text and query budget once; a later stage fills its own line in
apps.ready(). The order on the page is the declared one, whatever the order in which the fills arrive.
"""

from collections.abc import Callable, Iterator, Mapping
from contextlib import ExitStack, contextmanager
from contextvars import ContextVar
from dataclasses import dataclass, field
from typing import Any

from django.db import connections
from django.utils.functional import Promise
from django.utils.html import format_html
from django.utils.safestring import SafeString, mark_safe

Render = Callable[..., str]


class SlotError(Exception):
    """A slot was declared or filled wrongly: said when the house starts."""


class SlotOverBudgetError(AssertionError):
    """A slot asked the database more often than it was declared to."""


@dataclass(frozen=True)
class Slot:
    """A place on a page: which fills it takes and in which order, what it says when empty, what it may ask."""

    name: str
    order: tuple[str, ...]
    empty: str | Promise = ""
    queries: int = 0
    items: bool = False  # each fill gives <li>, and the slot one list around them all
    fills: dict[str, Render] = field(default_factory=dict, compare=False)


_slots: dict[str, Slot] = {}
_budgets_held: ContextVar[bool] = ContextVar("slot budgets are held", default=False)


def declare_slot(
    name: str, *, order: tuple[str, ...], empty: str | Promise = "", queries: int = 0, items: bool = False
) -> Slot:
    if name in _slots:
        raise SlotError(f"the slot {name!r} is declared twice: declare it in one stage alone")
    _slots[name] = Slot(name, order, empty, queries, items)
    return _slots[name]


def fill_slot(name: str, key: str, render: Render) -> None:
    """Let `render(context, *subjects)` speak in the slot, at the place the declaration gave this key."""
    slot = _declared(name)
    if key not in slot.order:
        raise SlotError(f"the slot {name!r} has no place for {key!r}: its order is {slot.order}")
    if key in slot.fills:
        raise SlotError(f"the slot {name!r} is already filled by {key!r}")
    slot.fills[key] = render


def _declared(name: str) -> Slot:
    if name not in _slots:
        raise SlotError(f"nobody declared the slot {name!r}: there are {sorted(_slots)}")
    return _slots[name]


def registered_slots() -> Mapping[str, Slot]:
    return dict(_slots)


def render_slot(name: str, context: Any, *subjects: Any) -> SafeString:
    slot = _declared(name)
    with _within_budget(slot):
        rendered = [slot.fills[key](context, *subjects).strip() for key in slot.order if key in slot.fills]
    spoken = [text for text in rendered if text]
    if not spoken:
        return format_html('<p class="quiet">{}</p>', slot.empty) if slot.empty else SafeString("")
    together = mark_safe("\n".join(spoken))  # noqa: S308 (each fill is a rendered template)
    return format_html("<ul>{}</ul>", together) if slot.items else together


@contextmanager
def slot_queries_within_budget() -> Iterator[None]:
    """Inside it, a slot that runs more queries than declared raises, naming slot, budget and count."""
    token = _budgets_held.set(True)
    try:
        yield
    finally:
        _budgets_held.reset(token)


@contextmanager
def _within_budget(slot: Slot) -> Iterator[None]:
    if not _budgets_held.get():
        yield
        return
    asked: list[str] = []

    def count(execute: Callable[..., Any], sql: str, *rest: Any) -> Any:
        asked.append(sql)
        return execute(sql, *rest)

    with ExitStack() as stack:
        for connection in connections.all():
            stack.enter_context(connection.execute_wrapper(count))
        yield
    if len(asked) > slot.queries:
        listed = "\n".join(asked)
        raise SlotOverBudgetError(
            f"the slot {slot.name!r} may ask {slot.queries} times and asked {len(asked)}:\n{listed}"
        )
