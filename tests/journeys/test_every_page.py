"""Acceptance: every public page answers in three languages, and every kind of page is sound in a browser."""

import gzip
import re
from html.parser import HTMLParser
from pathlib import Path

import pytest
from babel.messages.pofile import read_po

from tests.journeys.conftest import Site
from tests.journeys.crawling import Answer, crawl, smallest_typical_fullest

LANGUAGES = ["ar", "fr", "en"]
LOCALE = Path(__file__).resolve().parents[2] / "src" / "multaqa" / "locale"
AXE = Path(__file__).resolve().parents[2] / "node_modules" / "axe-core" / "axe.min.js"
PAGE_LIMIT_BYTES = 100_000


@pytest.fixture(scope="session")
def pages(site: Site) -> dict[str, list[Answer]]:
    return {language: crawl(site.address, f"/{language}/") for language in LANGUAGES}


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_public_page_answers(pages: dict[str, list[Answer]], language: str) -> None:
    broken = {page.path: page.status for page in pages[language] if page.status != 200}
    assert broken == {}
    assert len({page.kind for page in pages[language]}) >= 25


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_page_knows_its_language_and_direction(pages: dict[str, list[Answer]], language: str) -> None:
    frame = f'<html lang="{language}" dir="{"rtl" if language == "ar" else "ltr"}">'
    assert [page.path for page in pages[language] if page.body and frame not in page.body] == []


def test_each_page_stands_in_all_languages(pages: dict[str, list[Answer]]) -> None:
    kinds = [{page.path[3:] for page in pages[language]} for language in LANGUAGES]
    assert kinds[0] == kinds[1] == kinds[2]


@pytest.mark.parametrize("language", ["ar", "fr"])
def test_no_sentence_is_left_in_english(pages: dict[str, list[Answer]], language: str) -> None:
    english = _english_sentences(language)
    left = {(text, page.path) for page in pages[language] for text in _texts(page.body) if text in english}
    assert {text for text, _path in left} == set(), sorted(left)[:20]


@pytest.mark.parametrize("language", LANGUAGES)
def test_pages_are_light(pages: dict[str, list[Answer]], language: str) -> None:
    heavy = {
        page.path: size
        for page in pages[language]
        if (size := len(gzip.compress(page.body.encode()))) > PAGE_LIMIT_BYTES
    }
    assert heavy == {}


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_kind_of_page_is_sound_in_a_browser(
    site: Site, pages: dict[str, list[Answer]], browser, language: str
) -> None:  # type: ignore[no-untyped-def]
    """axe finds nothing, the console is silent, and nothing scrolls sideways on a phone."""
    context = browser.new_context(viewport={"width": 360, "height": 740}, bypass_csp=True)
    tab = context.new_page()
    said: list[str] = []
    tab.on("console", lambda message: said.append(message.text) if message.type in {"error", "warning"} else None)
    tab.on("pageerror", lambda error: said.append(str(error)))
    wrong: list[str] = []
    for page in smallest_typical_fullest(pages[language]):
        said.clear()
        tab.goto(site.address + page.path)
        wrong += [f"{page.path}: console: {line}" for line in said]
        wrong += [f"{page.path}: {fault}" for fault in _faults(tab)]
    context.close()
    assert wrong == []


def _faults(tab) -> list[str]:  # type: ignore[no-untyped-def]
    faults = []
    width, window = tab.evaluate("[document.documentElement.scrollWidth, innerWidth]")
    if width > window:
        faults.append(f"scrolls sideways: {width} px in {window}")
    tab.evaluate(AXE.read_text())
    result = tab.evaluate("axe.run(document, {resultTypes: ['violations']})")
    for violation in result["violations"]:
        first = violation["nodes"][0]
        faults.append(f"axe {violation['id']}: {first['html'][:160]}")
    return faults


def _english_sentences(language: str) -> set[str]:
    """Sentences of the source whose translation differs, so that meeting one in the page is a fault."""
    path = LOCALE / language / "LC_MESSAGES" / "django.po"
    with path.open("rb") as file:
        catalogue = read_po(file)
    return {
        message.id
        for message in catalogue
        if isinstance(message.id, str) and message.id and message.string and message.string != message.id
    }


class _Texts(HTMLParser):
    """What a reader reads: texts outside scripts, in the page's own language."""

    def __init__(self) -> None:
        super().__init__()
        self.found: list[str] = []
        self.open: list[tuple[str, bool]] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        named = dict(attrs)
        if tag not in {"meta", "link", "input", "br", "img", "hr", "path", "rect", "circle", "line", "wbr"}:
            self.open.append((tag, "lang" in named and tag != "html"))
        self.found += [value for name in ("aria-label", "title", "placeholder", "alt") if (value := named.get(name))]

    def handle_endtag(self, tag: str) -> None:
        while self.open and self.open.pop()[0] != tag:
            pass

    def handle_data(self, data: str) -> None:
        if not any(foreign or tag in {"script", "style"} for tag, foreign in self.open):
            self.found.append(data)


def _texts(html: str) -> set[str]:
    parser = _Texts()
    parser.feed(html)
    return {re.sub(r"\s+", " ", text).strip() for text in parser.found}
