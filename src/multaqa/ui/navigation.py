"""What stands in every page's header and footer. Each stage adds its own entries in apps.ready()."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.urls import NoReverseMatch, reverse
from django.utils.functional import Promise

Visible = Callable[[Any], bool]


def to_everybody(_user: Any) -> bool:
    return True


@dataclass(frozen=True)
class Entry:
    """A link by the name of its page; current on every page whose name starts with one of `covers`."""

    place: int
    label: str | Promise
    page: str
    covers: tuple[str, ...] = ()
    shape: str = "said"
    visible: Visible = to_everybody

    @property
    def href(self) -> str:
        return reverse(self.page)

    def is_current(self, page: str) -> bool:
        return any(page == cover or page.startswith((f"{cover}:", f"{cover}-")) for cover in self.covers)


_stations: dict[str, Entry] = {}
_staff_entries: dict[str, Entry] = {}
_footer_links: dict[str, Entry] = {}
_search_page: list[str] = []


def add_station(
    place: int, label: str | Promise, page: str, *, shape: str = "act", covers: tuple[str, ...] = ()
) -> None:
    """A station of the header's thread; shape is said, act, answer or place."""
    _stations[page] = Entry(place, label, page, (page, *covers), shape)


def add_staff_entry(
    place: int, label: str | Promise, page: str, *, covers: tuple[str, ...] = (), visible: Visible = to_everybody
) -> None:
    """A workspace of the staff; `visible(user)` may ask the database, and is asked on staff pages alone."""
    _staff_entries[page] = Entry(place, label, page, (page, *covers), visible=visible)


def add_footer_link(place: int, label: str | Promise, page: str) -> None:
    _footer_links[page] = Entry(place, label, page, (page,))


def set_search_page(page: str) -> None:
    """The page that takes ?q=, used by the form on "not found"."""
    _search_page[:] = [page]


def stations() -> list[Entry]:
    return _in_order(_stations)


def footer_links() -> list[Entry]:
    return _in_order(_footer_links)


def staff_entries(user: Any) -> list[Entry]:
    return [entry for entry in _in_order(_staff_entries) if entry.visible(user)]


def search_address() -> str:
    try:
        return reverse(_search_page[0]) if _search_page else ""
    except NoReverseMatch:
        return ""


def _in_order(entries: dict[str, Entry]) -> list[Entry]:
    return sorted(entries.values(), key=lambda entry: entry.place)
