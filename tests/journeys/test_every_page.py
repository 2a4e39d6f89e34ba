"""Acceptance: every public address answers in three languages, and every kind of page is sound in a browser."""

import json
import re
from collections import Counter
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from functools import partial
from typing import Any
from urllib.parse import quote, urlsplit
from urllib.request import urlopen
from zlib import crc32

import pytest

from tests.journeys.conftest import Site, manage
from tests.journeys.crawling import (
    PUBLIC,
    Answer,
    Reply,
    is_in_every_language,
    kinds,
    smallest_typical_fullest,
    visit,
)
from tests.journeys.looking import PHONE_BY_DAY, Onlooker
from tests.journeys.reading import LANGUAGES, Reader

PAGE_LIMIT_BYTES = 100_000
WITHOUT_A_LINK = ["components/", "account/password/new/", "account/closed/", "account/by-invitation/"]
SEARCHED = ["مركز", "centre", "BMK-2022-0001", "nowhere at all", "a" * 300]
SEND_ON = {"listen:contribute-now"}
PARTS = {"ground:territory-find"}
PAPERS = {"accountability:trace-pdf", "accountability:trace-docx", "accountability:source-archive"}
ONLY_POSTED_TO = {"listen:follow-correct", "listen:follow-withdraw", "listen:follow-delete"}


@pytest.fixture(scope="session")
def found(site: Site) -> dict[str, list[Answer]]:
    """Everything that can be reached from the front page and from what is searched there, by language."""
    with ThreadPoolExecutor(2) as several:
        return dict(zip(LANGUAGES, several.map(partial(crawled, site), LANGUAGES), strict=True))


def crawled(site: Site, language: str) -> list[Answer]:
    pages = ["", *WITHOUT_A_LINK, *(f"search/?q={quote(words)}" for words in SEARCHED)]
    starts = [f"/{language}/{page}" for page in pages]
    ask = f"from tests.journeys.crawling import tell; tell({language!r}, {starts!r})"
    return [Answer(**one) for one in json.loads(manage(site, "shell", "--verbosity", "0", "--command", ask))]


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_public_address_answers(found: dict[str, list[Answer]], language: str) -> None:
    assert {answer.path: answer.status for answer in found[language] if answer.status != 200} == {}


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_page_speaks_its_language_alone(found: dict[str, list[Answer]], language: str) -> None:
    """The right `lang` and `dir`, and no sentence left in English; every paper is what its name says."""
    assert {answer.path: answer.faults for answer in found[language] if answer.faults} == {}


def test_every_territory_has_its_page(site: Site, found: dict[str, list[Answer]]) -> None:
    pages = {answer.path[3:] for answers in found.values() for answer in answers if answer.kind == "ground:territory"}
    assert len({page for page in pages if "?" not in page}) == site.loaded["territory"]


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_statement_has_its_pages(found: dict[str, list[Answer]], language: str) -> None:
    pages = Counter(answer.kind for answer in found[language] if not urlsplit(answer.path).query)
    assert pages["listen:statement"] == pages["listen:statement-report"] > 100


def test_each_address_stands_in_all_languages(found: dict[str, list[Answer]]) -> None:
    ar, fr, en = (
        {one.path[3:] for one in found[tag] if is_in_every_language(one.path) and one.kind != "ground:territory"}
        for tag in LANGUAGES
    )
    assert ar == fr == en


@pytest.mark.parametrize("language", LANGUAGES)
def test_papers_are_drawn(site: Site, found: dict[str, list[Answer]], language: str) -> None:
    """Of the least, a typical and the fullest thread, and of one in forty. The others show the same thread as data."""
    threads = [one for one in found[language] if one.is_page and one.path.startswith(f"/{language}/trace/statement/")]
    chosen = {one.path for one in smallest_typical_fullest(threads)} | {
        one.path for one in threads if crc32(one.path[3:].encode()) % 40 == 0
    }
    papers = [path.rstrip("/") + ending for path in sorted(chosen) for ending in (".pdf", ".docx")]
    papers.append(f"/{language}/source.tar.gz")
    answers = [visit(partial(_asked, site), path, Reader(language))[0] for path in papers]
    assert {one.path: one for one in answers if one.status != 200 or one.faults or one.is_page} == {}


@pytest.mark.parametrize("language", LANGUAGES)
def test_places_are_found_while_a_name_is_typed(site: Site, language: str) -> None:
    status, _headers, found = _asked(site, f"/{language}/territories/find/?words=azilal")
    assert (status, b"data-value" in found) == (200, True)


def _asked(site: Site, path: str) -> Reply:
    with urlopen(f"{site.address}{path}") as answer:
        return answer.status, answer.headers, answer.read()


def test_every_kind_of_public_page_was_reached(found: dict[str, list[Answer]]) -> None:
    reached = {answer.kind for answers in found.values() for answer in answers}
    assert kinds(PUBLIC) - reached == SEND_ON | PARTS | ONLY_POSTED_TO | PAPERS


@pytest.mark.parametrize("language", LANGUAGES)
def test_pages_are_light(found: dict[str, list[Answer]], language: str) -> None:
    pages = [answer for answer in found[language] if answer.is_page]
    assert {page.path: page.bytes_sent for page in pages if page.bytes_sent > PAGE_LIMIT_BYTES} == {}


def test_every_call_that_reads_answers(site: Site, found: dict[str, list[Answer]]) -> None:
    """The lists of the API to their last row, whatever a row leads to, and every thread."""
    calls = [path for path, verbs in _told(site, "/api/openapi.json")["paths"].items() if "get" in verbs]
    rows = {path: list(_rows(site, path)) for path in calls if "{" not in path}
    of_rows = [
        quote(path.format_map(row)) for path in calls if "/{" in path for row in rows.get(path.partition("/{")[0], [])
    ]
    assert len(of_rows) == sum(map(len, rows.values())) > 150
    threads = re.findall(r"^/fr(/trace/.*)/$", "\n".join(answer.path for answer in found["fr"]), re.MULTILINE)
    assert len(threads) > 150
    assert all(_told(site, path) for path in (*of_rows, *(f"/api{thread}" for thread in threads)))


def _rows(site: Site, path: str) -> Iterator[dict[str, Any]]:
    """All rows of a list, page by page; a call that gives no list has none."""
    told, seen = _told(site, path), 0
    while isinstance(told, dict) and told.get("items"):
        yield from told["items"]
        seen += len(told["items"])
        told = _told(site, f"{path}?offset={seen}&page={1 + seen // 100}") if seen < told["count"] else {}


def _told(site: Site, path: str) -> Any:
    with urlopen(f"{site.address}{path}") as answer:
        return json.load(answer)


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_kind_of_page_is_sound_in_a_browser(
    site: Site, found: dict[str, list[Answer]], browser: Any, language: str
) -> None:
    """axe finds nothing, the console is silent, and nothing scrolls sideways on a phone."""
    onlooker = Onlooker(browser)
    pages = smallest_typical_fullest(found[language])
    assert len({page.kind for page in pages}) > 30
    assert [fault for page in pages for fault in onlooker.faults(site.address + page.path, PHONE_BY_DAY)] == []
