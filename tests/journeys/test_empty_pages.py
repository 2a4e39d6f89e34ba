"""Acceptance: each kind of page where there is nothing yet, in three languages, for the public and for each role."""

import re
from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client

from multaqa.deliver.visits.models import Visit
from multaqa.ground.people.models import RoleTemplate
from multaqa.ground.people.starting import load_role_templates
from multaqa.plan.measures.models import Measure
from tests.factories.deliver import CentreFactory, ProjectFactory, ShelterFactory, VisitFactory
from tests.factories.fund import EnvelopeFactory, SignedAgreementFactory
from tests.factories.ground import CommuneFactory, CountryFactory, RoleFactory
from tests.factories.listen import DocumentFactory, MeetingFactory, RoundFactory, StatementFactory
from tests.factories.plan import MeasureFactory
from tests.factories.understand import PublishedThemeFactory
from tests.journeys.crawling import (
    BEHIND_A_SIGN_IN,
    BESIDE_THE_DESKS,
    PARTS_OF_PAGES,
    PUBLIC,
    Answer,
    asked_of,
    kinds,
    lists,
    smallest_typical_fullest,
    walk,
)
from tests.journeys.looking import HOUSE, PHONE_BY_DAY, Onlooker
from tests.journeys.reading import LANGUAGES, Reader

pytestmark = pytest.mark.django_db
# Papers and the archive are drawn in the demonstration; a browser brings static files by itself.
NOT_OPENED = rf"|/static/|.*\.(pdf|docx|tar\.gz)$|/[a-z]{{2}}/follow/.|{PARTS_OF_PAGES}"
WITHOUT_A_PAGE = {
    "listen:contribute-now",  # sends on to the open round
    "plan:changes",  # of a strategy with two versions
    "ground:territory-find",  # a part of pages
    *("listen:follow-correct", "listen:follow-withdraw", "listen:follow-delete"),  # posted to
    "accountability:trace-json",  # each in one language alone
    *("accountability:trace-pdf", "accountability:trace-docx", "accountability:source-archive"),
}
SEES_MOST = "administrator"
STAFF = ("note_taker", "coordinator", "strategist", "moderator", "legal_officer", "accountant", "project_manager",
         "visit_staff", "data_protection_officer", SEES_MOST)  # fmt: skip


def nothing_at_all() -> None:
    """As an installation stands before its first territory."""


def each_thing_alone() -> None:
    """One of each kind that the public reads, and nothing behind any of them; a round without meetings."""
    CommuneFactory()
    RoundFactory()
    DocumentFactory(meeting=MeetingFactory())
    StatementFactory()
    PublishedThemeFactory()
    MeasureFactory(state=Measure.State.ADOPTED)
    EnvelopeFactory()
    SignedAgreementFactory()
    ProjectFactory()
    CentreFactory()
    ShelterFactory()
    VisitFactory(state=Visit.State.SUBMITTED)


def read(client: Client, language: str, starts: list[str], left_out: str) -> list[Answer]:
    opened = [path for path in starts if not re.match(left_out, path)]
    return walk(asked_of(client), language, Reader(language), opened, left_out)


def wrong_words(answers: list[Answer]) -> list[str]:
    return [f"{one.path}: {one.status} {one.faults}" for one in answers if one.status != 200 or one.faults]


def wrong_looks(answers: list[Answer], browser: Any, client: Client) -> list[str]:
    """Of each kind the fullest page: the others are as empty."""
    onlooker = Onlooker(browser, asked_of(client))
    fullest = {one.kind: one for one in smallest_typical_fullest(answers)}
    faults = [fault for one in fullest.values() for fault in onlooker.faults(HOUSE + one.path, PHONE_BY_DAY)]
    onlooker.close()
    return faults


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("there", [nothing_at_all, each_thing_alone])
def test_public_pages_are_sound(client: Client, browser: Any, language: str, there: Callable[[], None]) -> None:
    there()
    answers = read(client, language, lists(language, PUBLIC), BEHIND_A_SIGN_IN + NOT_OPENED)
    missing = kinds(PUBLIC) - {answer.kind for answer in answers} - WITHOUT_A_PAGE
    assert not missing or there is nothing_at_all
    assert wrong_words(answers) + wrong_looks(answers, browser, client) == []


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("role", STAFF)
def test_workspaces_are_sound(client: Client, browser: Any, language: str, role: str) -> None:
    """Whatever they offer answers, in words of one language; whoever sees most looks at each kind of page."""
    load_role_templates()
    holder = RoleFactory(template=RoleTemplate.objects.get(code=role), territory=CountryFactory()).person
    client.force_login(holder.user)
    answers = read(client, language, [f"/{language}/desk/"], BESIDE_THE_DESKS + NOT_OPENED)
    assert len({answer.kind for answer in answers}) > 1
    assert wrong_words(answers) == []
    assert role != SEES_MOST or wrong_looks(answers, browser, client) == []
