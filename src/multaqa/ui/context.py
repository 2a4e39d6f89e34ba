"""What the frame of every page needs to know. It never asks the database."""

from functools import cache, partial
from importlib.metadata import version
from typing import Any

from django.conf import settings
from django.http import HttpRequest
from django.utils.translation import get_language

from multaqa.ui import navigation
from multaqa.ui.directions import direction, own_name


@cache
def own_version() -> str:
    return version("multaqa")


def page_frame(request: HttpRequest) -> dict[str, Any]:
    language = get_language() or settings.LANGUAGE_CODE
    return {
        "language": language,
        "direction": direction(language),
        "languages": page_in_each_language(request, language),
        "public_url": settings.PUBLIC_URL,
        "demo": settings.DEMO,
        "stations": navigation.stations,
        "staff_entries": partial(_staff_entries, request),
        "footer_links": navigation.footer_links,
        "search_address": navigation.search_address,
        "page_name": _page_name(request),
        "version": own_version(),
        "source_url": settings.SOURCE_URL,
    }


def page_in_each_language(request: HttpRequest, current: str) -> list[dict[str, Any]]:
    """The address of this same page, filters and all, in each language we speak."""
    return [
        {
            "tag": tag,
            "name": own_name(tag),
            "direction": direction(tag),
            "address": in_language(request.get_full_path(), tag),
            "path": in_language(request.path, tag),
            "current": tag == current,
        }
        for tag, _ in settings.LANGUAGES
    ]


def in_language(address: str, language: str) -> str:
    """The address with its language prefix exchanged; an address without one leads to the front page."""
    first, _, rest = address.removeprefix("/").partition("/")
    known = first in dict(settings.LANGUAGES)
    return f"/{language}/{rest}" if known else f"/{language}/"


def _page_name(request: HttpRequest) -> str:
    return request.resolver_match.view_name if request.resolver_match else ""


def _staff_entries(request: HttpRequest) -> list[navigation.Entry]:
    user = getattr(request, "user", None)
    return navigation.staff_entries(user) if user is not None and user.is_authenticated else []
