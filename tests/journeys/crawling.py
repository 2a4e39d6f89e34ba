"""Every address of a running site that a visitor may reach, found by following what its pages offer."""

import gzip
import json
import os
import re
import sys
from collections import Counter, defaultdict
from collections.abc import Callable, Collection, Iterable, Iterator
from dataclasses import asdict, dataclass
from typing import Any
from urllib.parse import urldefrag, urlencode, urljoin, urlsplit
from zlib import crc32

import lxml.html
from django.conf import settings
from django.test import Client
from django.urls import Resolver404, URLPattern, URLResolver, get_resolver, resolve
from django.utils import translation

from multaqa.ground.territory.models import Territory
from tests.journeys.reading import LANGUAGES, Page, Reader

BEHIND_A_SIGN_IN = r"/[a-z]{2}/(desk|admin|account/demo)(/|$)"
BESIDE_THE_DESKS = r"/(?![a-z]{2}/desk/)"
PARTS_OF_PAGES = r"/[a-z]{2}/territories/find/"
PUBLIC = "(?!desk|admin|account)"
PAPER = re.compile(r"\.(pdf|docx|tar\.gz)$")
EVERYTHING = os.environ.get("CRAWL") == "everything"
"""1,500 communes and quarters, each in three languages, take minutes: asked for by hand, `CRAWL=everything`."""
BEGINNINGS = {"application/pdf": b"%PDF-", "application/gzip": b"\x1f\x8b", "application/json": b"{"}
ENDLESS = 6_000
"""So many addresses in one language say that links lead round in a circle."""

Look = Callable[[Page], Iterable[str]]
Reply = tuple[int, Any, bytes]
"""Status, headers whose names may be written in any case, and what came with them."""


@dataclass(frozen=True)
class Answer:
    """What came from an address: how much of it, and what is wrong with it. Its words are not kept."""

    path: str
    status: int
    media: str
    bytes_sent: int
    size: int
    faults: list[str]

    @property
    def is_page(self) -> bool:
        return self.media == "text/html"

    @property
    def kind(self) -> str:
        return kind_of(self.path)


def kind_of(address: str) -> str:
    """The name of the page's view: pages of one kind share a template."""
    path = urlsplit(address).path
    with translation.override(path.split("/")[1]):
        try:
            return resolve(path).view_name
        except Resolver404:
            return "unknown"


def asked_of(client: Client) -> Callable[[str], Reply]:
    """The house itself answers, without any server between: what a test has prepared is there."""

    def ask(path: str) -> Reply:
        response = client.get(path)
        content = b"".join(response.streaming_content) if response.streaming else response.content
        return response.status_code, response.headers, content

    return ask


def walk(
    ask: Callable[[str], Reply],
    language: str,
    look: Look,
    starts: Iterable[str],
    left_out: str,
    most_of_a_kind: int | None = None,
    alike: Collection[str] = (),
) -> list[Answer]:
    """Through one language of a site, breadth first; `left_out` says which addresses are not opened.

    Of those that are alike, named without their language, each is opened in one language only.
    """
    answers: list[Answer] = []
    waiting = list(starts)
    seen = set(waiting)
    kinds_met: Counter[str] = Counter()
    for path in waiting:
        answer, links = visit(ask, path, look)
        answers.append(answer)
        for link in links:
            if link in seen or not is_followed(link, language, alike) or re.match(left_out, link):
                continue
            seen.add(link)
            if most_of_a_kind is None or kinds_met[kind_of(link)] < most_of_a_kind:
                waiting.append(link)
                kinds_met[kind_of(link)] += 1
        refuse_circles(waiting)
    return answers


def tell(language: str, starts: list[str]) -> None:
    """Every public address of the installation at hand, as lines for whoever asked its operator's shell."""
    client = Client(headers={"Host": urlsplit(settings.PUBLIC_URL).netloc, "Accept-Encoding": "gzip"})
    found = walk(asked_of(client), language, Reader(language), starts, BEHIND_A_SIGN_IN, alike=communes())
    json.dump([asdict(one) for one in found], sys.stdout)


def communes() -> set[str]:
    """Pages of the smallest territories, which lead to no other: none differs by a word of ours from another."""
    smallest = Territory.objects.filter(children=None)
    return set() if EVERYTHING else {f"/territories/{code}/" for code in smallest.values_list("code", flat=True)}


def visit(ask: Callable[[str], Reply], path: str, look: Look) -> tuple[Answer, list[str]]:
    status, headers, body = ask(path)
    if status in (301, 302):
        return visit(ask, urljoin(path, headers["Location"]), look)
    media = headers.get("Content-Type", "").partition(";")[0]
    content = gzip.decompress(body) if headers.get("Content-Encoding") == "gzip" else body
    if media != "text/html":
        return Answer(path, status, media, len(body), len(content), list(faults_of_file(media, content))), []
    page = lxml.html.document_fromstring(content)
    answer = Answer(path, status, media, len(body), len(content), list(look(page)))
    return answer, list(dict.fromkeys(offers_of(page, path)))


def is_followed(link: str, language: str, alike: Collection[str]) -> bool:
    """Pages of the language and the files they bring. Of what differs by no word of ours, the rows of a chosen list,
    the data of a thread and one commune from another, each is opened in one language; papers are slow to draw and
    asked for apart."""
    parts = urlsplit(link)
    if parts.path.startswith("/static/"):
        return True
    own = parts.path.startswith(f"/{language}/") and not PAPER.search(parts.path)
    in_every_language = is_in_every_language(link) and link[3:] not in alike
    return own and (in_every_language or is_looked_at_in(language, link))


def is_in_every_language(link: str) -> bool:
    return not re.search(r"\?|\.json$|^/static/", link)


def is_looked_at_in(language: str, link: str) -> bool:
    return LANGUAGES[crc32(link[3:].encode()) % len(LANGUAGES)] == language


def offers_of(page: Page, path: str) -> Iterator[str]:
    """Addresses of this site that the page links to, brings with it, or reaches by one choice of a form."""
    for element in page.iter("a", "link", "script", "img", "use"):
        link = _joined(path, element.get("href") or element.get("src") or path)
        if link.startswith("/"):
            yield link
    for form in page.iter("form"):
        if form.get("method", "get").lower() == "get" and not urlsplit(path).query:
            there = _joined(path, form.get("action", ""))
            yield there
            yield from choices_of(form, there)


def _joined(path: str, reference: str) -> str:
    return urldefrag(reference if re.match("/[^/]", reference) else urljoin(path, reference))[0]


def choices_of(form: Page, there: str) -> Iterator[str]:
    for select in form.iter("select"):
        yield from (f"{there}?{urlencode({select.name: value})}" for value in select.value_options if value)


def refuse_circles(paths: list[str]) -> None:
    if len(paths) > ENDLESS:
        most, times = Counter(urlsplit(path).path for path in paths).most_common(1)[0]
        raise RecursionError(f"{most} leads to {times} addresses of itself")


def faults_of_file(media: str, content: bytes) -> Iterator[str]:
    if not content.startswith(BEGINNINGS.get(media, b"")):
        yield f"is no {media}: begins with {content[:8]!r}"
    if media == "application/json":
        json.loads(content)


def smallest_typical_fullest(answers: Iterable[Answer]) -> list[Answer]:
    """Of each kind of page, the emptiest, a typical and the fullest one."""
    by_kind = defaultdict(list)
    for answer in answers:
        if answer.is_page:
            by_kind[answer.kind].append(answer)
    chosen: dict[str, Answer] = {}
    for pages in by_kind.values():
        pages.sort(key=lambda page: (page.size, page.path))
        for page in (pages[0], pages[len(pages) // 2], pages[-1]):
            chosen[page.path] = page
    return list(chosen.values())


def kinds(of: str) -> set[str]:
    """The names of all views whose address, without its language, begins as the pattern says."""
    with translation.override("fr"):
        return {name for path, name in _addresses(get_resolver()) if re.match(f"fr/{of}", path)}


def lists(language: str, of: str) -> list[str]:
    """The addresses that need nothing to be filled in."""
    with translation.override(language):
        return [f"/{path}" for path, _ in _addresses(get_resolver()) if re.fullmatch(f"{language}/{of}[^<(]*", path)]


def _addresses(resolver: URLResolver, path: str = "", rooms: tuple[str, ...] = ()) -> Iterator[tuple[str, str]]:
    for one in resolver.url_patterns:
        there = path + str(one.pattern).removeprefix("^")
        if isinstance(one, URLPattern):
            yield there, ":".join((*rooms, str(one.name)))
        else:
            yield from _addresses(one, there, (*rooms, one.namespace) if one.namespace else rooms)
