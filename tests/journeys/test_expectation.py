"""Acceptance: an expectation, from the note taker's keyboard to the public answer and back, in two languages,
with and without JavaScript."""

import re
from typing import Any

import pytest

from tests.journeys.conftest import Site, manage, ways_in

AZILAL, BENI_MELLAL = "05.081", "05.091"
THEME = "theme-ecoute"
SAID = {
    "ar": "ننتظر أن تصل الوحدة المتنقلة إلى دوارنا قبل الثلج، {mark}.",
    "fr": "Nous attendons que l’unité mobile passe dans notre douar avant la neige, {mark}.",
}
IN_THE_OTHER = {"ar": "Nous attendons l’unité mobile avant la neige.", "fr": "ننتظر الوحدة المتنقلة قبل الثلج."}
AUTHOR_KIND, EXPECTATION = "association", "expectation"
INPUTS_AT_MOST = 12


class Visitor:
    """Somebody at a browser, signed in or not."""

    def __init__(self, browser: Any, site: Site, way_in: str = "", javascript: bool = True) -> None:
        self.context = browser.new_context(java_script_enabled=javascript, viewport={"width": 1280, "height": 900})
        self.tab = self.context.new_page()
        self.address = site.address
        if way_in:
            self.tab.goto(way_in)
            self.take_the_way_in()

    def take_the_way_in(self) -> None:
        """One button, so that whoever looks ahead at links does not use the way in up."""
        button = self.tab.locator('main form[action*="/account/demo/"] button, main form:not([action]) button')
        if button.count():
            with self.tab.expect_navigation():
                button.first.click()

    def open(self, path: str) -> int:
        response = self.tab.goto(self.address + path)
        return int(response.status)

    def press(self, name: str, value: str) -> None:
        with self.tab.expect_navigation():
            self.tab.locator(f"button[name={name}][value={value}]").first.click()

    def close(self) -> None:
        self.context.close()


@pytest.mark.parametrize("javascript", [True, False], ids=["script", "no-script"])
@pytest.mark.parametrize("language", ["ar", "fr"])
def test_an_expectation_goes_from_the_hall_to_its_answer(
    browser: Any, site: Site, language: str, javascript: bool
) -> None:
    links = ways_in(site, language)
    mark = f"{language}-{javascript}"
    note_taker = Visitor(browser, site, links["note_taker", AZILAL], javascript)
    ref = enter_by_keyboard(note_taker, language, SAID[language].format(mark=mark))
    strangers_see_nothing(browser, site, ref, links["note_taker", BENI_MELLAL], javascript, language)
    note_taker.close()

    coordinator = Visitor(browser, site, links["coordinator", "05"], javascript)
    confirm_and_publish(coordinator, language, ref)
    coordinator.close()

    strategist = Visitor(browser, site, links["strategist", "MA"], javascript)
    cite_in_theme(strategist, language, ref)
    manage(site, "open_answers")
    answer(strategist, language, ref)
    strategist.close()

    citizen = Visitor(browser, site, javascript=javascript)
    the_public_reads_the_whole_thread(citizen, language, ref)
    citizen.close()


def enter_by_keyboard(note_taker: Visitor, language: str, words: str) -> str:
    """At most twelve inputs: a field that is typed into, a choice that is changed, a button."""
    assert note_taker.open(f"/{language}/desk/listen/capture/") == 200
    keyboard, inputs = note_taker.tab.keyboard, 0
    note_taker.tab.locator("textarea[name=text]").focus()
    keyboard.insert_text(words)
    inputs += 1
    for field, value in (("kind", EXPECTATION), ("said_by_kind", AUTHOR_KIND)):
        keyboard.press("Tab")
        assert note_taker.tab.evaluate("document.activeElement.name") == field
        choose_by_keyboard(note_taker, value)
        inputs += 1
    keyboard.press("Tab")
    with note_taker.tab.expect_navigation():
        keyboard.press("Enter")
    inputs += 1
    assert inputs <= INPUTS_AT_MOST
    return refs_in(note_taker)[-1]


def choose_by_keyboard(visitor: Visitor, value: str) -> None:
    """Walk a closed list with the arrow keys until it holds the value."""
    for key in ["ArrowDown"] * 30 + ["ArrowUp"] * 60:
        if visitor.tab.evaluate("document.activeElement.value") == value:
            return
        visitor.tab.keyboard.press(key)
    raise AssertionError(f"{value} is no choice of this list")


def refs_in(visitor: Visitor) -> list[str]:
    return re.findall(r"BMK-2022-\d{4}", visitor.tab.content())


def strangers_see_nothing(browser: Any, site: Site, ref: str, way_in: str, javascript: bool, language: str) -> None:
    """The note taker of the next province, and the public, meet no trace of the draft."""
    for visitor in (Visitor(browser, site, way_in, javascript), Visitor(browser, site, javascript=javascript)):
        for path in (
            f"/{language}/statements/{ref}/",
            f"/{language}/desk/listen/statements/{ref}/",
            f"/api/statements/{ref}",
        ):
            visitor.open(path)
            assert ref not in visitor.tab.inner_text("body"), path
        visitor.close()


def confirm_and_publish(coordinator: Visitor, language: str, ref: str) -> None:
    tab = coordinator.tab
    assert coordinator.open(f"/{language}/desk/listen/statements/{ref}/") == 200
    other = "fr" if language == "ar" else "ar"
    tab.locator(f"[name=words_{other}]").fill(IN_THE_OTHER[language])
    tab.locator("[name=approve]").check()
    coordinator.press("do", "confirm")
    coordinator.open(f"/{language}/desk/listen/statements/{ref}/")
    coordinator.press("do", "publish")


def cite_in_theme(strategist: Visitor, language: str, ref: str) -> None:
    tab = strategist.tab
    assert strategist.open(f"/{language}/desk/understand/themes/{THEME}/?q={ref}") == 200
    tab.locator(f"#choose-{ref}").check()
    with tab.expect_navigation():
        tab.locator("button[data-key=t]").click()
    assert ref in tab.content()


def answer(strategist: Visitor, language: str, ref: str) -> None:
    tab = strategist.tab
    assert strategist.open(f"/{language}/desk/accountability/answers/?q={ref}") == 200
    tab.locator("table a", has_text=ref).first.click()
    tab.locator("[name=outcome]").select_option("adopted") if tab.locator(
        "select[name=outcome]"
    ).count() else tab.locator("[name=outcome][value=adopted]").check()
    tab.locator("[name=text_ar]").fill("نعم: تمر الوحدة المتنقلة قبل الثلج، ويُعلن موعدها في السوق.")
    tab.locator("[name=text_fr]").fill("Oui : l’unité mobile passe avant la neige, et son jour est affiché au souk.")
    strategist.press("do", "publish")


def the_public_reads_the_whole_thread(citizen: Visitor, language: str, ref: str) -> None:
    """Themed, planned, agreed, built, opened, answered; and the trace leads both ways in few steps."""
    assert citizen.open(f"/{language}/statements/{ref}/") == 200
    page = citizen.tab.content()
    for part in (f"/themes/{THEME}/", "/measures/", "/agreements/", "/projects/", "/centres/"):
        assert f'href="/{language}{part}' in page, part
    assert citizen.tab.locator(".thread > .answer.done").count() == 1
    assert citizen.open(f"/{language}/trace/statement/{ref}/") == 200
    measure = citizen.tab.locator(f'a[href^="/{language}/measures/"]').first
    measure.click()
    citizen.tab.wait_for_load_state()
    assert citizen.tab.locator("h1").count() == 1


def test_a_dirham_leads_back_to_what_was_said_in_four_clicks(browser: Any, site: Site) -> None:
    citizen = Visitor(browser, site)
    citizen.open("/fr/money/")
    tab = citizen.tab
    tab.locator('table a[href^="/fr/agreements/"]').first.click()
    tab.locator('main a[href^="/fr/measures/"]').first.click()
    tab.locator('main a[href^="/fr/statements/"]').first.click()
    assert re.search(r"/fr/statements/[A-Z]+-\d{4}-\d{4}/", tab.url)
    citizen.close()


def test_a_way_in_opens_once(browser: Any, site: Site) -> None:
    way_in = ways_in(site, "fr")["accountant", "MA"]
    first, second = Visitor(browser, site, way_in), Visitor(browser, site, way_in)
    assert first.open("/fr/desk/") == 200
    second.open("/fr/desk/")
    assert "/account/sign-in/" in second.tab.url
