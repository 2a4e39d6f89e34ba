import pytest

from multaqa.listen.contributions.models import Contribution
from multaqa.listen.statements.actions import report_statement
from multaqa.listen.statements.models import Report, Statement
from tests.factories.ground import TerritoryFactory, person_who_may
from tests.factories.listen import ContributionFactory, ReferenceSeriesFactory, StatementFactory

pytestmark = pytest.mark.django_db
VERBS = ["statement.read_drafts", "statement.confirm", "contribution.moderate"]
TEXT = "Le pont est coupé. Un bus manque."


@pytest.fixture
def place():
    return TerritoryFactory()


@pytest.fixture
def desk(client, place, settings):
    settings.SECOND_FACTOR_FOR_STAFF = False
    client.force_login(person_who_may(VERBS, place).user)
    return client


@pytest.fixture
def contribution(place):
    contribution = ContributionFactory(territory=place, text=TEXT)
    ReferenceSeriesFactory(round=contribution.round)
    return contribution


def deed(desk, contribution, name, **sent):
    return desk.post(f"/en/desk/listen/contributions/{contribution.code}/{name}/", sent)


def test_queue_holds_what_nobody_has_cut_in_my_territory(desk, contribution, place):
    ContributionFactory()
    StatementFactory(territory=place)
    assert list(desk.get("/en/desk/listen/contributions/").context["rows"]) == [contribution]


def test_words_marked_by_themselves_are_cut_out(desk, contribution):
    deed(desk, contribution, "cut", **{"cut-quote": "Un bus manque.", "cut-kind": "constraint"})
    statement = Statement.objects.get()
    assert (statement.text, statement.start, statement.end) == ("Un bus manque.", 19, 33)


@pytest.mark.parametrize("quote", ["Un car manque.", "u"])
def test_words_that_are_changed_or_stand_there_twice_are_refused(desk, contribution, quote):
    response = deed(desk, contribution, "cut", **{"cut-quote": quote, "cut-kind": "constraint"})
    assert (response.status_code, Statement.objects.count()) == (422, 0)


def test_setting_aside_takes_it_off_the_queue(desk, contribution):
    assert deed(desk, contribution, "set-aside", **{"set_aside-reason": ""}).status_code == 422
    deed(desk, contribution, "set-aside", **{"set_aside-reason": "Publicité"})
    assert list(desk.get("/en/desk/listen/contributions/").context["rows"]) == []


def test_erasing_from_the_desk(desk, contribution):
    deed(desk, contribution, "erase")
    assert Contribution.objects.get().text == ""


def test_contribution_of_another_province_is_not_there(desk):
    other = ContributionFactory()
    assert desk.get(f"/en/desk/listen/contributions/{other.code}/").status_code == 404
    assert [deed(desk, other, name).status_code for name in ("cut", "set-aside", "erase")] == [404, 404, 404]


def test_report_waits_until_it_is_seen_to(desk, place):
    report = report_statement(statement=StatementFactory(territory=place), reason="insults", text="Ce mot-là")
    report_statement(statement=StatementFactory(), reason="insults", text="D’une autre province")
    page = desk.get("/en/desk/listen/reports/").content.decode()
    assert ("Ce mot-là" in page, "D’une autre province" in page) == (True, False)
    desk.post(f"/en/desk/listen/reports/{report.pk}/handled/")
    assert Report.objects.get(pk=report.pk).handled_at is not None


def test_retention_page_lists_the_deletions_asked_in_my_territory(desk, contribution):
    Contribution.objects.update(deletion_asked_at="2026-11-01T10:00Z")
    ContributionFactory(deletion_asked_at="2026-11-01T10:00Z")
    assert list(desk.get("/en/desk/listen/retention/").context["asked"]) == [contribution]


def test_queue_leads_to_the_import_only_whoever_may_import(client, desk, place):
    address = "/en/desk/listen/contributions/"
    assert "/desk/listen/import/" not in desk.get(address).content.decode()
    client.force_login(person_who_may([*VERBS, "contribution.import"], place).user)
    assert "/desk/listen/import/" in client.get(address).content.decode()
