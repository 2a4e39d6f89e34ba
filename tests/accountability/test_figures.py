"""Figures that follow the journal are as if counted anew: whatever people do, and after every other way to write."""

import os
from collections.abc import Iterator
from pathlib import Path

import pytest
from django.core.management import call_command

import multaqa
from multaqa.accountability.answers.queries import clock
from multaqa.ground.journal.figures import MOST_LINES
from multaqa.ground.journal.models import JournalEntry
from multaqa.ground.territory.models import Territory
from multaqa.ground.territory.queries import regions
from multaqa.listen.rounds.models import Round
from multaqa.listen.statements.queries import newest_statements
from multaqa.understand.themes.queries import said_in
from tests.accountability.random_deeds import RandomDeeds, compare_with_rows
from tests.listen.statements.random_operations import run

pytestmark = pytest.mark.django_db
FOLDER = Path(multaqa.__file__).parent / "demo" / "round-2022"
STEPS = int(os.environ.get("MULTAQA_RANDOM_STEPS", "2000")) // 8


@pytest.fixture
def house() -> Iterator[RandomDeeds]:
    """Ten statements in five places, all on the clock; three themes, of which two are published."""
    machine = RandomDeeds()
    machine.begin_with_themes()
    machine.figures_are_as_if_counted_anew()
    yield machine
    machine.teardown()


def test_each_deed_is_followed(house: RandomDeeds) -> None:
    first, second, *_others, last = house.first_statements
    one, two, three = house.first_themes
    part = house.split(key=first, where=0.5)
    for deed, what in (
        (house.confirm, {"key": part}),
        (house.cite, {"theme": one, "key": part}),
        (house.publish, {"key": part}),
        (house.cite, {"theme": two, "key": last}),
        (house.make_main, {"theme": two, "key": last}),
        (house.let_go, {"theme": two, "key": last}),
        (house.publish_theme, {"theme": three}),
        (house.answer, {"key": first, "outcome": "adopted", "publish": True}),
        (house.answer_theme, {"theme": two, "outcome": "later"}),
        (house.said_and_published, {"place": house.places[1]}),
        (house.open_answers, {"key": first}),
        (house.time_passes, {"key": first, "days": 11}),
        (house.withhold, {"key": second, "code": "legal"}),
        (house.undo, {"key": second}),
        (house.redact, {"key": second, "text": "Other words"}),
        (house.supersede, {"theme": one, "successor": two}),
        (house.withdraw, {"key": last}),
        (house.erase, {"key": first}),
        (house.publish_and_think_better_of_it, {"key": first}),
    ):
        deed(**what)
        assert not house.done["refused"], deed
        house.figures_are_as_if_counted_anew()


def test_a_folder_is_followed() -> None:
    for command in ("load_territories", "load_vocabulary"):
        call_command(command)
    country = Territory.objects.get(parent=None)
    assert (clock(country).published, newest_statements(country), said_in(country, limit=1).themes) == (0, [], [])
    call_command("load_round", FOLDER)
    assert JournalEntry.objects.count() < MOST_LINES, "it would all be counted again"
    compare_with_rows(Round.objects.get(), list(regions()))


@pytest.mark.slow
def test_whatever_people_do_figures_are_as_if_counted_anew() -> None:
    assert run(STEPS, RandomDeeds).total() >= STEPS
