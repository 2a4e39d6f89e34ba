"""A browser in front of a page, and what it finds wrong with it."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

from django.contrib.staticfiles import finders
from django.test import Client

AXE = (Path(__file__).resolve().parents[2] / "node_modules" / "axe-core" / "axe.min.js").read_text()
PHONE, DESK = {"width": 360, "height": 740}, {"width": 1280, "height": 900}
RULES = {"light": {}, "dark": {"runOnly": ["color-contrast"]}}  # by night nothing changes but the colours
RUN_AXE = "rules => axe.run(document, {resultTypes: ['violations'], ...rules})"
HOUSE = "http://house.localhost"


class Onlooker:
    """Opens one page after the other, and says what is wrong with each."""

    def __init__(self, browser: Any, client: Client | None = None) -> None:
        self.context = browser.new_context(viewport=PHONE, bypass_csp=True)
        if client:
            self.context.route(f"{HOUSE}/**", lambda route: answer_by(client, route))
        self.tab = self.context.new_page()
        self.said: list[str] = []
        self.tab.on("console", self._hear)
        self.tab.on("pageerror", lambda error: self.said.append(str(error)))

    def _hear(self, line: Any) -> None:
        about_the_page_itself = line.text.startswith("Failed to load") and line.location["url"] == self.tab.url
        if line.type in {"error", "warning"} and not about_the_page_itself:
            self.said.append(line.text)

    def close(self) -> None:
        self.context.close()

    def faults_on_a_phone(self, address: str) -> list[str]:
        return [f"{address}: {fault}" for fault in (*self._opened(address), *self._seen("light"))]

    def faults_everywhere(self, address: str) -> list[str]:
        """On a phone and at a desk, by day and by night."""
        found = self._opened(address)
        for size in (PHONE, DESK):
            for scheme in RULES:
                self.tab.set_viewport_size(size)
                self.tab.emulate_media(color_scheme=scheme)
                found += [f"{size['width']} px, {scheme}: {fault}" for fault in self._seen(scheme)]
        self.tab.set_viewport_size(PHONE)
        self.tab.emulate_media(color_scheme="light")
        return [f"{address}: {fault}" for fault in found]

    def _opened(self, address: str) -> list[str]:
        self.said.clear()
        self.tab.goto(address)
        self.tab.evaluate(AXE)
        return [f"the console says {line}" for line in self.said]

    def _seen(self, scheme: str) -> Iterator[str]:
        width, window = self.tab.evaluate("[document.documentElement.scrollWidth, innerWidth]")
        if width > window:
            yield f"scrolls sideways: {width} px in {window}"
        for violation in self.tab.evaluate(RUN_AXE, RULES[scheme])["violations"]:
            yield f"axe {violation['id']}: {violation['nodes'][0]['html'][:160]}"


def answer_by(client: Client, route: Any) -> None:
    """The house itself answers the browser, without any server between them: what a test prepared is there."""
    path = route.request.url.removeprefix(HOUSE)
    if path.startswith("/static/"):
        route.fulfill(path=finders.find(path.removeprefix("/static/").partition("?")[0]))
        return
    response = client.get(path)
    content = b"".join(response.streaming_content) if response.streaming else response.content
    route.fulfill(status=response.status_code, headers=dict(response.headers), body=content)
