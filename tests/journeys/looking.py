"""A browser in front of a page, and what it finds wrong with it."""

from collections.abc import Callable, Iterator
from itertools import product
from pathlib import Path
from typing import Any

from django.contrib.staticfiles import finders

from tests.journeys.crawling import Reply

AXE = (Path(__file__).resolve().parents[2] / "node_modules" / "axe-core" / "axe.min.js").read_text()
PHONE, DESK = {"width": 360, "height": 740}, {"width": 1280, "height": 900}
EVERYWHERE = PHONE_BY_DAY, PHONE_BY_NIGHT, DESK_BY_DAY, DESK_BY_NIGHT = tuple(product((PHONE, DESK), ("light", "dark")))
RULES = {"light": {}, "dark": {"runOnly": ["color-contrast"]}}  # by night nothing changes but the colours
RUN_AXE = "rules => axe.run(document, {resultTypes: ['violations'], ...rules})"
HOUSE = "http://house.localhost"


class Onlooker:
    """Opens one page after the other, and says what is wrong with each."""

    def __init__(self, browser: Any, ask: Callable[[str], Reply] | None = None) -> None:
        self.context = browser.new_context(viewport=PHONE, bypass_csp=True)
        self.ask, self.path, self.reply = ask, "", (0, {}, b"")
        if ask:
            self.context.route(f"{HOUSE}/**", lambda route: answer(route, self.path, self.reply))
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

    def faults(self, address: str, *looks: tuple[dict[str, int], str]) -> list[str]:
        found = self._opened(address)
        for size, scheme in looks:
            self.tab.set_viewport_size(size)
            self.tab.emulate_media(color_scheme=scheme)
            found += [f"{size['width']} px, {scheme}: {fault}" for fault in self._seen(scheme)]
        return [f"{address}: {fault}" for fault in found]

    def faults_everywhere(self, address: str) -> list[str]:
        """On a phone and at a desk, by day and by night."""
        return self.faults(address, *EVERYWHERE)

    def _opened(self, address: str) -> list[str]:
        self.said.clear()
        if self.ask:  # now, for while the browser waits a database would be another connection
            self.path = address.removeprefix(HOUSE)
            self.reply = self.ask(self.path)
        self.tab.goto(address)
        self.tab.evaluate(AXE)
        return [f"the console says {line}" for line in self.said]

    def _seen(self, scheme: str) -> Iterator[str]:
        width, window = self.tab.evaluate("[document.documentElement.scrollWidth, innerWidth]")
        if width > window:
            yield f"scrolls sideways: {width} px in {window}"
        for violation in self.tab.evaluate(RUN_AXE, RULES[scheme])["violations"]:
            yield f"axe {violation['id']}: {violation['nodes'][0]['html'][:160]}"


def answer(route: Any, path: str, reply: Reply) -> None:
    """The page that was asked for, and the files it brings; nothing else."""
    asked = route.request.url.removeprefix(HOUSE)
    if asked == path:
        status, headers, body = reply
        route.fulfill(status=status, headers=dict(headers.items()), body=body)
    else:
        route.fulfill(path=finders.find(asked.removeprefix("/static/").partition("?")[0]))
