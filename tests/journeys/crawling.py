"""Every public address of a running site, found by following its links."""

import re
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from html import unescape
from http.client import HTTPConnection
from urllib.parse import urldefrag, urljoin, urlsplit
from zlib import crc32

from django.urls import Resolver404, resolve
from django.utils import translation

LINK = re.compile(r'href="([^"]+)"')
NOT_PAGES = re.compile(r"^/(static|api|admin|[a-z]{2}/(desk|account|admin))(/|$)")


@dataclass(frozen=True)
class Answer:
    path: str
    status: int
    body: str

    @property
    def kind(self) -> str:
        """The name of the page's view: pages of one kind share a template."""
        language = self.path.split("/")[1]
        with translation.override(language):
            try:
                return resolve(urlsplit(self.path).path).view_name
            except Resolver404:
                return "unknown"


def crawl(address: str, start: str, follow_query: bool = False) -> list[Answer]:
    """Breadth first from `start`, staying in its language; one connection, kept open."""
    host = urlsplit(address).netloc
    language = start.split("/")[1]
    connection = HTTPConnection(host, timeout=60)
    waiting, seen, answers = [start], {start}, []
    while waiting:
        path = waiting.pop(0)
        answer = _get(connection, path)
        answers.append(answer)
        for link in _links(answer, language, follow_query):
            if link not in seen:
                seen.add(link)
                waiting.append(link)
    connection.close()
    return answers


def _get(connection: HTTPConnection, path: str) -> Answer:
    connection.request("GET", path)
    response = connection.getresponse()
    body = response.read()
    if response.status == 302 and (there := response.headers["Location"]).startswith("/"):
        return _get(connection, there)
    text = body.decode("utf-8", "replace") if "html" in response.headers.get("Content-Type", "") else ""
    return Answer(path, response.status, text)


def _links(answer: Answer, language: str, follow_query: bool) -> Iterable[str]:
    for href in LINK.findall(answer.body):
        path = urldefrag(urljoin(answer.path, unescape(href)))[0]
        parts = urlsplit(path)
        if parts.netloc or NOT_PAGES.match(parts.path) or not parts.path.startswith(f"/{language}/"):
            continue
        if (parts.query and not follow_query) or _is_one_of_many(parts.path):
            continue
        yield path


def _is_one_of_many(path: str) -> bool:
    """Of 1,503 communes and of the papers drawn for each statement, a fixed sample is looked at."""
    commune = re.match(r"^/[a-z]{2}/territories/(\d{2}\.\d{3}\.[\d.]+)/$", path)
    paper = path.endswith((".pdf", ".docx", ".json"))
    return bool(commune or paper) and crc32(path[3:].encode()) % 40 != 0


def smallest_typical_fullest(answers: Iterable[Answer]) -> list[Answer]:
    """Of each kind of page, the emptiest, a typical and the fullest one."""
    by_kind = defaultdict(list)
    for answer in answers:
        if answer.body:
            by_kind[answer.kind].append(answer)
    chosen: dict[str, Answer] = {}
    for pages in by_kind.values():
        pages.sort(key=lambda page: len(page.body))
        for page in (pages[0], pages[len(pages) // 2], pages[-1]):
            chosen[page.path] = page
    return list(chosen.values())
