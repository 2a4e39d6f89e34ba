"""Every list of the workspaces is narrowed, sorted and had as a table by its address, and shows no other territory."""

import csv
import io
from collections.abc import Iterator
from datetime import datetime

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from openpyxl import load_workbook

from multaqa.ground.people.models import Person
from multaqa.ground.territory.models import Territory
from multaqa.ground.vocabulary.fields import Words
from multaqa.listen.rounds.models import Round
from tests.factories.deliver import RecommendationFactory, VisitFactory
from tests.factories.fund import EnvelopeFactory
from tests.factories.ground import OrganisationFactory, RoleFactory, TerritoryFactory, person_who_may
from tests.factories.listen import MeetingFactory, ReferenceSeriesFactory, RoundFactory
from tests.house.leaks import drafts_in
from tests.house.test_addresses import OF_STAFF, VERBS

pytestmark = pytest.mark.django_db
NAMES_NO_SECRET = {"ground:people", "ground:organisations"}
ROWS = {"deliver:desk-centres": "centres", "deliver:desk-projects": "projects", "deliver:desk-visits": "visits",
        "deliver:desk-recommendations": "recommendations", "fund:desk-agreements": "agreements",
        "fund:desk-envelopes": "envelopes", "ground:offices": "offices", "ground:organisations": "organisations",
        "ground:people": "roles", "listen:desk-meetings": "meetings"}  # fmt: skip


@pytest.fixture
def officer() -> Person:
    """In a province with one draft of each kind, beside another with as many."""
    series = ReferenceSeriesFactory(round=RoundFactory())
    own, other = TerritoryFactory.create_batch(2)
    for place in (own, other):
        rows_in(place, series.round)
    return person_who_may(list(VERBS), own)


def rows_in(place: Territory, round: Round) -> None:
    """A row of every list at least: what is draft there, and what the desks hold besides."""
    words = drafts_in(place, round)[0].secret
    title = Words(ar=words, fr=words)
    visit = VisitFactory(territory=place, title=title, host=OrganisationFactory(territory=place), state="planned")
    recalled = MeetingFactory(round=round, territory=place)
    RecommendationFactory(visit=visit, recalls=recalled, owner=OrganisationFactory(territory=place), text=title)
    EnvelopeFactory(territory=place, title=title)
    RoleFactory(territory=place)


def table(client: Client, page: str, **asked: str) -> Iterator[dict[str, str]]:
    response = client.get(reverse(page), {"format": "csv", **asked})
    assert (response.status_code, response.headers["Content-Type"]) == (200, "text/csv; charset=utf-8")
    return csv.DictReader(io.StringIO(response.getvalue().decode("utf-8-sig")))


@pytest.mark.parametrize("page", OF_STAFF)
def test_a_desk_s_list_is_had_as_a_table_of_its_own_territory_alone(client: Client, officer: Person, page: str) -> None:
    client.force_login(officer.user)
    said = client.get(reverse(page), {"format": "csv"}).getvalue().decode()
    shown = client.get(reverse(page)).context[ROWS.get(page, "rows")].count
    assert len(list(table(client, page))) == shown > 0
    own = officer.roles.get().territory
    others = {f"zq{pk}secret" for pk in type(own).objects.exclude(pk=own.pk).values_list("pk", flat=True)}
    assert [secret for secret in others if secret in said] == []
    if page not in NAMES_NO_SECRET:
        assert f"zq{own.pk}secret" in said


@pytest.mark.parametrize("page", OF_STAFF)
def test_a_desk_s_list_is_had_as_a_workbook_that_says_the_same(client: Client, officer: Person, page: str) -> None:
    client.force_login(officer.user)
    book = load_workbook(io.BytesIO(client.get(reverse(page), {"format": "xlsx"}).getvalue()))
    header, *lines = ([as_cell(cell) for cell in line] for line in book.active.iter_rows(values_only=True))
    assert [dict(zip(header, line, strict=True)) for line in lines] == list(table(client, page))


def as_cell(value: object) -> str:
    """As the other table writes it."""
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, datetime):
        return value.date().isoformat()
    return "" if value is None else str(value)


@pytest.mark.parametrize("page", OF_STAFF)
def test_a_desk_s_page_leads_to_its_table_and_keeps_what_was_asked(client: Client, officer: Person, page: str) -> None:
    client.force_login(officer.user)
    sort = next(iter(client.get(reverse(page)).context[ROWS.get(page, "rows")].columns))
    shown = client.get(reverse(page), {"sort": f"-{sort}", "item": ""})
    assert f'href="?sort=-{sort}&amp;format=csv" download' in shown.text
    assert f'<input type="hidden" name="sort" value="-{sort}">' in shown.text


@pytest.mark.parametrize("page", OF_STAFF)
def test_a_table_that_cannot_be_as_asked_is_not_given_in_silence(client: Client, officer: Person, page: str) -> None:
    client.force_login(officer.user)
    for name in OF_STAFF[page]:
        response = client.get(reverse(page), {"format": "csv", name: "nothing"})
        assert (response.status_code, response.url) == (302, f"{reverse(page)}?{name}=nothing")


def test_a_table_holds_every_page_and_is_sent_line_by_line(client: Client) -> None:
    place = TerritoryFactory()
    OrganisationFactory.create_batch(30, territory=place)
    client.force_login(person_who_may(["organisation.manage"], place).user)
    response = client.get(reverse("ground:organisations"), {"format": "csv", "page": "2"})
    assert (response.streaming, len(list(response.streaming_content))) == (True, 1 + 30)


def test_a_refused_form_is_a_page_whatever_its_address_asks_for(client: Client, officer: Person) -> None:
    client.force_login(officer.user)
    refused = client.post(f"{reverse('ground:organisation-add')}?format=csv")
    assert (refused.status_code, refused.headers["Content-Type"]) == (422, "text/html; charset=utf-8")


def test_a_table_is_narrowed_and_sorted_like_its_list(client: Client, officer: Person) -> None:
    client.force_login(officer.user)
    rows = list(table(client, "listen:desk-statements", sort="-ref", state="captured"))
    assert [row["state"] for row in rows] == ["captured"]
    refs = [row["ref"] for row in table(client, "listen:desk-statements", sort="-ref")]
    assert refs == sorted(refs, reverse=True)


@pytest.mark.parametrize("page", OF_STAFF)
def test_a_table_asks_as_often_for_many_rows_as_for_one(client: Client, page: str) -> None:
    place, series = TerritoryFactory(), ReferenceSeriesFactory(round=RoundFactory())
    client.force_login(person_who_may(list(VERBS), place).user)
    asked = []
    for more in (1, 2):
        for _ in range(more):
            rows_in(place, series.round)
        with CaptureQueriesContext(connection) as queries:
            list(table(client, page))
        asked.append(len(queries))
    assert asked[0] == asked[1]
