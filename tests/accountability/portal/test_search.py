"""The search is narrowed by its address, and each filter is taken away again by a link."""

import pytest

from multaqa.listen.statements.models import Statement
from tests.factories.ground import TargetGroupFactory, TerritoryFactory, person_who_may
from tests.factories.listen import MeetingFactory, RoundFactory, StatementFactory
from tests.factories.understand import PublishedThemeFactory, ThemeStatementFactory

pytestmark = pytest.mark.django_db
State = Statement.State


def found(client, **asked) -> list[str]:
    groups = client.get("/fr/search/", {"q": "phare", **asked}).context["groups"]
    return [row.text for group in groups if group.kind == "statement" for row in group.rows]


@pytest.fixture
def wanted() -> Statement:
    """A statement that every filter can choose, beside one that none of them does."""
    meeting = MeetingFactory(code="m1", title={"ar": "لقاء", "fr": "Rencontre du phare"})
    region = TerritoryFactory(code="r1")
    statement = StatementFactory(
        text="Le phare du port",
        round=meeting.round,
        territory=TerritoryFactory(code="p1", parent=region),
        contribution__meeting=meeting,
        kind="offer",
        target_groups=[TargetGroupFactory(code="women")],
    )
    StatementFactory(text="Le phare du cap", round=meeting.round)
    theme = PublishedThemeFactory(code="t1", round=meeting.round, territory=region)
    ThemeStatementFactory(theme=theme, statement=statement)
    return statement


@pytest.mark.parametrize(
    "asked",
    [
        {"kind": "offer"},
        {"territory": "r1"},
        {"group": "women"},
        {"meeting": "m1"},
        {"theme": "t1"},
        {"kind": "offer", "territory": "p1", "group": "women", "meeting": "m1", "theme": "t1", "language": "fr"},
    ],
)
def test_statements_are_narrowed_by_each_filter_and_by_all(client, wanted, asked):
    assert len(found(client)) == 2
    assert found(client, **asked) == ["Le phare du port"]
    assert found(client, **{**asked, "language": "ar"}) == []


def test_a_filter_leaves_statements_alone_and_is_taken_away_by_a_link(client, wanted):
    page = client.get("/fr/search/", {"q": "phare", "kind": "offer", "meeting": "m1", "page": "1"})
    assert [group.kind for group in page.context["groups"]] == ["statement"]
    assert 'href="?q=phare&amp;meeting=m1"' in page.text
    assert 'href="?q=phare&amp;kind=offer"' in page.text
    assert 'href="?q=phare"' in page.text


def test_other_words_keep_the_filters(client, wanted):
    page = client.get("/fr/search/", {"q": "phare", "kind": "offer"}).text
    form = page[page.index('role="search" action="/fr/search/"') :]
    assert '<input type="hidden" name="kind" value="offer">' in form[: form.index("</form>")]


def test_where_filters_leave_nothing_it_says_what_to_do(client, wanted):
    page = client.get("/en/search/", {"q": "phare", "kind": "constraint"}).text
    assert "No statement holds all these words and fits the filters" in page
    assert "Take a filter away above, or try fewer words." in page


def test_only_who_reads_drafts_may_ask_for_their_state(client, settings):
    settings.SECOND_FACTOR_FOR_STAFF = False
    round = RoundFactory()
    mine = StatementFactory(text="Le phare à moi", state=State.CONFIRMED, round=round)
    StatementFactory(text="Le phare à eux", state=State.CONFIRMED, round=round)
    StatementFactory(text="Le phare de tous", round=round)
    assert found(client) == found(client, state="confirmed") == ["Le phare de tous"]
    client.force_login(person_who_may("statement.read_drafts", mine.territory).user)
    assert found(client, state="confirmed") == ["Le phare à moi"]
    assert set(found(client)) == {"Le phare à moi", "Le phare de tous"}


@pytest.mark.parametrize("state", [State.CAPTURED, State.CONFIRMED, State.WITHHELD, State.WITHDRAWN])
def test_no_filter_finds_what_may_not_be_read(client, state):
    statement = StatementFactory(text="Le phare du port", state=state, contribution__meeting=MeetingFactory(code="m1"))
    for asked in ({}, {"kind": "expectation"}, {"meeting": "m1"}, {"state": state}, {"q": statement.ref}):
        page = client.get("/fr/search/", {"q": "phare", **asked})
        assert (page.context["total"], statement.text in page.text) == (0, False)
