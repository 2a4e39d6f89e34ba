"""Acceptance: drafts are drawn by a process beside the server, looked at, and worked on by keyboard alone."""

from typing import Any

import pytest
from playwright.sync_api import expect

from tests.journeys.conftest import Site
from tests.journeys.test_desk_pages import signed_in

STRATEGIST = ("strategist", "MA")
COUNTRY = {"ar": "المغرب", "fr": "Maroc"}
DRAWN_WITHIN_MS = 180_000
MOST_STEPS = 80
LOOKED_AT = ("", "themes/1/", "statements/?theme=none", "compare/", "compare/?by=group")


@pytest.mark.parametrize("language", COUNTRY)
def test_drafts_are_drawn_and_worked_on_by_keyboard(browser: Any, site: Site, language: str) -> None:
    with signed_in(browser, site, STRATEGIST, language) as onlooker:
        tab = onlooker.tab
        run = draw(tab, f"{site.address}/{language}/desk/understand/drafts/", COUNTRY[language])
        assert [fault for part in LOOKED_AT for fault in onlooker.faults_everywhere(run + part)] == []
        tab.goto(f"{run}themes/1/")
        before = tab.locator("input[name=statement]").count()
        walk_to(tab, "input[name=statement]")
        tab.keyboard.press("Space")
        walk_to(tab, ".bulk button")
        with tab.expect_navigation():
            tab.keyboard.press("Enter")
        expect(tab.locator("input[name=statement]")).to_have_count(before - 1)
        walk_to(tab, ".said-to-you button")
        with tab.expect_navigation():
            tab.keyboard.press("Enter")
        tab.goto(f"{run}themes/1/")
        expect(tab.locator("input[name=statement]")).to_have_count(before)


def draw(tab: Any, desk: str, territory: str) -> str:
    """Ask for drafts, and wait for them on the page that says how far they are."""
    tab.goto(desk)
    form = tab.locator('form[action$="/start/"]')
    if not form.is_visible():
        tab.locator("details summary").first.click()
    form.locator("input[name=territory]").fill(territory)
    with tab.expect_navigation():
        form.locator("button.btn").click()
    expect(tab.locator("article.proposal").first).to_be_visible(timeout=DRAWN_WITHIN_MS)
    return str(tab.url)


def walk_to(tab: Any, goal: str) -> None:
    for _step in range(MOST_STEPS):
        tab.keyboard.press("Tab")
        if tab.locator(f"{goal}:focus").count():
            return
    raise AssertionError(f"{goal} is not reached within {MOST_STEPS} steps of the keyboard")
