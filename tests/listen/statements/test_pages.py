import pytest

from multaqa.listen.errors import ListenError
from multaqa.listen.statements.actions import report_statement, revise_statement, translate_statement
from multaqa.listen.statements.models import Report, Statement
from multaqa.listen.statements.queries import add_filter
from multaqa.ui.slots import slot_queries_within_budget
from tests.factories.ground import TargetGroupFactory, TerritoryFactory, person_who_may
from tests.factories.listen import BY, MeetingFactory, RoundFactory, StatementFactory

pytestmark = pytest.mark.django_db
State = Statement.State


def test_statement_page_shows_words_translation_and_its_status(client):
    statement = StatementFactory(text="نريد وحدة متنقلة", contribution__language="ar")
    translate_statement(by=BY, statement=statement, language="fr", text="Nous voulons une unité", approve=True)
    with slot_queries_within_budget():
        page = client.get(f"/fr/statements/{statement.ref}/").content.decode()
    assert '<p class="words" lang="ar" dir="rtl">نريد وحدة متنقلة</p>' in page
    assert "Nous voulons une unité" in page


def test_translation_of_earlier_words_is_shown_with_its_label(client):
    statement = StatementFactory()
    translate_statement(by=BY, statement=statement, language="ar", text="قديم", approve=True)
    revise_statement(by=BY, statement=statement, expected_n=1, text="Des mots neufs", why="Correction")
    page = client.get(f"/en/statements/{statement.ref}/").content.decode()
    assert "translated from earlier words" in page
    assert "Correction" in page


@pytest.mark.parametrize("state", [State.CAPTURED, State.CONFIRMED])
def test_draft_is_not_there_for_the_public(client, state):
    statement = StatementFactory(state=state)
    response = client.get(statement.get_absolute_url())
    assert (response.status_code, statement.text in response.content.decode()) == (404, False)


def test_withheld_statement_answers_410_with_the_reason_and_without_the_words(client):
    statement = StatementFactory(state=State.WITHHELD)
    response = client.get(f"/fr/statements/{statement.ref}/")
    page = response.content.decode()
    assert (response.status_code, "Un motif" in page, statement.text in page) == (410, True, False)


def test_reader_of_drafts_sees_the_draft_of_their_province_alone(client, settings):
    settings.SECOND_FACTOR_FOR_STAFF = False
    mine, theirs = StatementFactory(state=State.CAPTURED), StatementFactory(state=State.CAPTURED)
    client.force_login(person_who_may("statement.read_drafts", mine.territory).user)
    assert [client.get(one.get_absolute_url()).status_code for one in (mine, theirs)] == [200, 404]


@pytest.mark.parametrize(
    ("address", "found"),
    [
        ("", 2),
        ("?kind=offer", 1),
        ("?q=TRANSPORT", 1),
        ("?group=women", 1),
        ("?territory=r77.001", 1),
        ("?language=ar", 0),
        ("?kind=nonsense", 2),
    ],
)
def test_list_is_narrowed_by_its_address(client, address, found):
    TerritoryFactory(code="r77.001", parent__code="r77")
    women = TargetGroupFactory(code="women")
    StatementFactory(text="Le trânsport manque", territory=TerritoryFactory(code="r77.001"), target_groups=[women])
    StatementFactory(kind="offer")
    StatementFactory(state=State.CAPTURED)
    assert client.get(f"/fr/statements/{address}").context["rows"].count == found


def test_list_is_narrowed_by_what_a_later_stage_offers(client):
    add_filter("only", "Only", lambda statements, ref: statements.filter(ref=ref))
    wanted, _other = StatementFactory.create_batch(2, round=RoundFactory())
    response = client.get(f"/fr/statements/?only={wanted.ref}")
    assert [one.ref for one in response.context["rows"]] == [wanted.ref]
    assert f'name="only" value="{wanted.ref}"' in response.content.decode()


def test_meeting_and_territory_show_what_was_said_there(client):
    meeting = MeetingFactory()
    statement = StatementFactory(round=meeting.round, contribution__meeting=meeting, territory=meeting.territory)
    for address in (meeting.get_absolute_url(), meeting.territory.get_absolute_url()):
        with slot_queries_within_budget():
            assert statement.ref in client.get(address).content.decode()


def test_report_is_kept_and_never_shown(client):
    statement = StatementFactory()
    response = client.post(f"/fr/statements/{statement.ref}/report/", {"reason": "insults", "text": "Ce mot-là"})
    assert (response.status_code, Report.objects.get().text) == (302, "Ce mot-là")
    assert "Ce mot-là" not in client.get(statement.get_absolute_url()).content.decode()


def test_report_of_a_draft_finds_nothing(client):
    statement = StatementFactory(state=State.CAPTURED)
    with pytest.raises(ListenError, match="nothing to report"):
        report_statement(statement=statement, reason="other", text="")
    assert client.get(f"/fr/statements/{statement.ref}/report/").status_code == 404
