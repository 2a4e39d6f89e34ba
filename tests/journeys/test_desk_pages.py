"""Acceptance: each kind of page of the workspaces is sound with the demonstration's rows, in Arabic and in French."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import pytest
from django.utils.datastructures import CaseInsensitiveMapping

from tests.journeys.conftest import Site, ways_in
from tests.journeys.crawling import BESIDE_THE_DESKS, Answer, Reply, smallest_typical_fullest, walk
from tests.journeys.looking import DESK_BY_DAY, DESK_BY_NIGHT, PHONE_BY_DAY, PHONE_BY_NIGHT, Onlooker
from tests.journeys.reading import Reader

MOST_OF_A_KIND = 3
SEES_MOST, NOTE_TAKER = ("administrator", "MA"), ("note_taker", "05.081")
# Every size by day and by night; a language differs from the other by its direction alone.
LOOKS = {"ar": (PHONE_BY_DAY, DESK_BY_NIGHT), "fr": (PHONE_BY_NIGHT, DESK_BY_DAY)}


@contextmanager
def signed_in(browser: Any, site: Site, who: tuple[str, str], language: str) -> Iterator[Onlooker]:
    onlooker = Onlooker(browser)
    onlooker.tab.goto(ways_in(site, language)[who])
    with onlooker.tab.expect_navigation():
        onlooker.tab.locator('main form[action*="/account/demo/"] button, main form:not([action]) button').first.click()
    yield onlooker
    onlooker.close()


def read(onlooker: Onlooker, site: Site, language: str) -> list[Answer]:
    """A few pages of each kind that the workspace offers."""

    def ask(path: str) -> Reply:
        got = onlooker.context.request.get(site.address + path, headers={"Accept-Encoding": "identity"})
        return got.status, CaseInsensitiveMapping(got.headers), got.body()

    starts = [f"/{language}/desk/"]
    return walk(ask, language, Reader(language), starts, BESIDE_THE_DESKS, MOST_OF_A_KIND)


def faults_of(answers: list[Answer], onlooker: Onlooker, site: Site, *looks: Any) -> list[str]:
    faults = [f"{one.path}: {one.status} {one.faults}" for one in answers if one.status != 200 or one.faults]
    fullest = {one.kind: one for one in smallest_typical_fullest(answers)}
    return faults + [fault for one in fullest.values() for fault in onlooker.faults(site.address + one.path, *looks)]


@pytest.mark.parametrize("language", LOOKS)
def test_every_kind_of_page_is_sound_for_whoever_sees_most(browser: Any, site: Site, language: str) -> None:
    with signed_in(browser, site, SEES_MOST, language) as onlooker:
        answers = read(onlooker, site, language)
        assert len({answer.kind for answer in answers}) > 30
        assert faults_of(answers, onlooker, site, *LOOKS[language]) == []


@pytest.mark.parametrize("language", LOOKS)
def test_pages_of_a_note_taker_fit_a_phone(browser: Any, site: Site, language: str) -> None:
    with signed_in(browser, site, NOTE_TAKER, language) as onlooker:
        answers = read(onlooker, site, language)
        assert {"listen:desk-statements", "listen:desk-capture"} <= {answer.kind for answer in answers}
        assert faults_of(answers, onlooker, site, PHONE_BY_DAY) == []
