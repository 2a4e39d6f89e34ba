"""What search engines are told: everything public, page by page in three languages; nothing of a demonstration."""

from collections.abc import Callable, Iterable, Iterator
from typing import Any
from xml.sax.saxutils import escape

from django.conf import settings
from django.core.paginator import Paginator
from django.db.models import QuerySet
from django.http import Http404, HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.translation import override

from multaqa.deliver.centres.queries import visible_centres
from multaqa.fund.agreements.queries import visible_agreements
from multaqa.ground.territory.models import Territory
from multaqa.listen.meetings.queries import visible_meetings
from multaqa.listen.statements.queries import visible_statements
from multaqa.plan.measures.queries import binding_measures
from multaqa.understand.themes.queries import visible_themes

PER_MAP = 5000
PAGES = ("home", "answers", "about", "method", "privacy", "access-to-information", "accessibility", "legal")
MAPS: dict[str, Callable[[], QuerySet[Any]]] = {
    "territories": Territory.objects.all,
    "statements": lambda: visible_statements(None).order_by("pk"),
    "themes": lambda: visible_themes(None),
    "meetings": lambda: visible_meetings(None),
    "measures": lambda: binding_measures(None),
    "agreements": lambda: visible_agreements(None),
    "centres": lambda: visible_centres(None),
}
HEAD = '<?xml version="1.0" encoding="UTF-8"?>\n'
SPACE = 'xmlns="http://www.sitemaps.org/schemas/sitemap/0.9"'
ALTERNATES = 'xmlns:xhtml="http://www.w3.org/1999/xhtml"'


def robots(_request: HttpRequest) -> HttpResponse:
    if settings.DEMO:
        return HttpResponse("User-agent: *\nDisallow: /\n", content_type="text/plain")
    closed = "".join(
        f"Disallow: /{tag}/{room}/\n" for tag, _ in settings.LANGUAGES for room in ("desk", "account", "admin")
    )
    text = f"User-agent: *\n{closed}Sitemap: {settings.PUBLIC_URL}{reverse('sitemap')}\n"
    return HttpResponse(text, content_type="text/plain")


def sitemap(_request: HttpRequest) -> HttpResponse:
    """The list of maps: one for the pages that always are, and as many as each kind of thing needs."""
    _refuse_in_demonstration()
    addresses = [reverse("sitemap-part", args=["pages", 1])]
    for kind, rows in MAPS.items():
        numbers = Paginator(rows(), PER_MAP).page_range
        addresses += [reverse("sitemap-part", args=[kind, number]) for number in numbers]
    entries = "".join(f"<sitemap><loc>{settings.PUBLIC_URL}{address}</loc></sitemap>\n" for address in addresses)
    return _xml(f"<sitemapindex {SPACE}>\n{entries}</sitemapindex>\n")


def sitemap_part(_request: HttpRequest, kind: str, number: int) -> HttpResponse:
    _refuse_in_demonstration()
    if kind == "pages":
        pages: Iterable[Callable[[], str]] = [_reversed(name) for name in PAGES]
    elif kind in MAPS:
        pages = [row.get_absolute_url for row in Paginator(MAPS[kind](), PER_MAP).get_page(number)]
    else:
        raise Http404
    entries = "".join(entry for page in pages for entry in _entries(page))
    return _xml(f"<urlset {SPACE} {ALTERNATES}>\n{entries}</urlset>\n")


def _reversed(name: str) -> Callable[[], str]:
    return lambda: reverse(f"accountability:{name}")


def _entries(page: Callable[[], str]) -> Iterator[str]:
    """The page in each language, each naming the others."""
    addresses = {}
    for language, _ in settings.LANGUAGES:
        with override(language):
            addresses[language] = escape(f"{settings.PUBLIC_URL}{page()}")
    links = "".join(
        f'<xhtml:link rel="alternate" hreflang="{language}" href="{address}"/>'
        for language, address in addresses.items()
    )
    for address in addresses.values():
        yield f"<url><loc>{address}</loc>{links}</url>\n"


def _refuse_in_demonstration() -> None:
    if settings.DEMO:
        raise Http404


def _xml(text: str) -> HttpResponse:
    return HttpResponse(HEAD + text, content_type="application/xml")
