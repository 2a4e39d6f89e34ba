import csv
import io
import re

import pytest

from multaqa.listen.linking.actions import link_statements
from multaqa.listen.statements.actions import revise_statement, withhold_statement
from multaqa.listen.statements.models import Statement
from tests.factories.ground import TargetGroupFactory, TerritoryFactory, person_who_may
from tests.factories.listen import BY, REASON, RoundFactory, StatementFactory

pytestmark = pytest.mark.django_db
State = Statement.State
ALL = ["statement.read_drafts", "statement.confirm", "statement.publish", "translation.approve"]


@pytest.fixture(autouse=True)
def one_factor(settings):
    settings.SECOND_FACTOR_FOR_STAFF = False


@pytest.fixture
def place():
    return TerritoryFactory()


@pytest.fixture
def draft(place):
    return StatementFactory(territory=place, state=State.CAPTURED)


@pytest.fixture
def desk(client, place):
    client.force_login(person_who_may(ALL, place).user)
    return client


def deed(client, statement, name, **sent):
    return client.post(f"/en/desk/listen/statements/{statement.ref}/{name}/", sent)


def test_desk_asks_for_a_sign_in(client):
    assert client.get("/en/desk/listen/statements/").status_code == 302


def test_list_shows_my_territory_alone(desk, draft):
    StatementFactory(state=State.CAPTURED)
    assert [row.ref for row in desk.get("/en/desk/listen/statements/").context["rows"]] == [draft.ref]


@pytest.mark.parametrize(("address", "found"), [("?state=captured", 1), ("?state=published", 0), ("?q=mobile", 1)])
def test_list_is_narrowed_by_its_address(desk, draft, address, found):
    assert desk.get(f"/en/desk/listen/statements/{address}").context["rows"].count == found


def test_confirm_keeps_description_and_translation_and_leads_to_the_next(desk, draft):
    women = TargetGroupFactory()
    sent = {"kind": "offer", "target_groups": women.pk, "territories": draft.territory.code, "words_ar": "حافلة"}
    back = "/en/desk/listen/statements/?item=NEXT"
    response = deed(desk, draft, "save", do="confirm", approve="on", back=back, said_on="03/02/2022", **sent)
    draft.refresh_from_db()
    assert (response.url, draft.state, draft.kind) == (back, State.CONFIRMED, "offer")
    assert list(draft.target_groups.all()) == [women]
    assert draft.translations.get(language="ar").may_be_published(draft.text)


def test_refused_description_brings_everything_back(desk, draft):
    response = deed(desk, draft, "save", do="confirm", kind="", words_ar="ترجمة لا تضيع")
    assert (response.status_code, "ترجمة لا تضيع" in response.content.decode()) == (422, True)
    draft.refresh_from_db()
    assert draft.state == State.CAPTURED


def test_second_editor_sees_both_versions_and_may_save_on_top(desk, draft):
    revise_statement(by=BY, statement=draft, expected_n=1, text="Les mots de l’autre", why="Avant")
    sent = {"revise-text": "Mes mots", "revise-why": "Après", "revise-expected_n": "1"}
    response = deed(desk, draft, "revise", **sent)
    page = response.content.decode()
    assert (response.status_code, "Les mots de l’autre" in page, "Mes mots" in page) == (422, True, True)
    again = sent | {"revise-expected_n": response.context["forms"]["revise"]["expected_n"].value()}
    assert deed(desk, draft, "revise", **again).status_code == 302
    assert list(draft.revisions.values_list("text", flat=True)) == [draft.text, "Les mots de l’autre", "Mes mots"]


def test_withholding_is_undone_by_the_line_it_leaves(desk, draft):
    sent = {"withhold-code": "insult", "withhold-reason_ar": "سبب", "withhold-reason_fr": "Motif"}
    page = deed(desk, draft, "withhold", **sent)
    draft.refresh_from_db()
    assert draft.state == State.WITHHELD
    desk.post(undo_line(desk.get(page.url)))
    draft.refresh_from_db()
    assert draft.state == State.CAPTURED


def undo_line(page) -> str:
    return re.search(r"[^\"]+/undo/\?[^\"]+", page.content.decode())[0]


def test_undo_line_does_not_take_back_what_a_colleague_did_since(desk, place):
    statement = StatementFactory(territory=place, state=State.CONFIRMED)
    chosen = {"do": "publish", "ref": statement.ref}
    line = undo_line(desk.post("/en/desk/listen/statements/bulk/", chosen, follow=True))
    withhold_statement(by=BY, statement=statement, code="insult", reason=REASON)
    page = desk.post(line, follow=True).content.decode()
    assert "Somebody else took" in page
    statement.refresh_from_db()
    assert statement.state == State.WITHHELD


def test_undo_of_a_statement_of_elsewhere_is_not_there(desk):
    move = StatementFactory(state=State.CONFIRMED).moves.last()
    for key in (move.pk, "x", "9" * 30):
        assert desk.post(f"/en/desk/listen/statements/undo/?move={key}").status_code == 404


def test_withholding_without_reason_is_refused_beside_what_was_typed(desk, draft):
    response = deed(desk, draft, "withhold", **{"withhold-code": "legal", "withhold-reason_fr": "Un motif français"})
    assert (response.status_code, "Un motif français" in response.content.decode()) == (422, True)


def test_split_by_empty_lines_cuts_the_original(desk, place):
    whole = StatementFactory(territory=place, text="Le pont est coupé. Un bus manque. Merci.")
    deed(desk, whole, "split", **{"split-text": "Le pont est coupé.\r\n\r\nUn bus manque."})
    assert [part.text for part in whole.parts.order_by("start")] == ["Le pont est coupé.", "Un bus manque."]


def test_split_that_changes_a_letter_is_refused(desk, draft):
    assert deed(desk, draft, "split", **{"split-text": "Autre chose\n\nEncore"}).status_code == 422
    assert not draft.parts.exists()


def test_link_by_reference_and_taking_it_back(desk, draft):
    other = StatementFactory(round=draft.round)
    deed(desk, draft, "link", **{"link-kind": "follows", "link-to": other.ref.lower(), "link-reason": ""})
    link = draft.links_out.get()
    desk.post(f"/en/desk/listen/statements/{draft.ref}/unlink/{link.pk}/", {"reason": "Erreur"})
    link.refresh_from_db()
    assert link.revoked_reason == "Erreur"


def test_link_to_a_hidden_draft_says_no_more_than_to_none(desk, draft):
    hidden = StatementFactory(round=draft.round, state=State.CAPTURED)
    for wanted in (hidden.ref, "XX-0000"):
        response = deed(desk, draft, "link", **{"link-kind": "follows", "link-to": wanted})
        assert (
            f'No statement that you may read has the reference <bdi class="whole">{wanted}</bdi>'
            in response.content.decode()
        )


def test_redaction_hides_the_earlier_words(desk, draft):
    sent = {
        "redact-text": "[…] attend",
        "redact-expected_n": "1",
        "redact-reason_ar": "سبب",
        "redact-reason_fr": "Motif",
    }
    deed(desk, draft, "redact", **sent)
    assert list(draft.revisions.values_list("text", "why")) == [("", ""), ("[…] attend", "Motif")]


def test_redaction_of_words_that_moved_shows_both_versions(desk, draft):
    revise_statement(by=BY, statement=draft, expected_n=1, text="Les mots de l’autre", why="Avant")
    reason = {"redact-reason_ar": "سبب", "redact-reason_fr": "Motif"}
    response = deed(desk, draft, "redact", **reason, **{"redact-text": "[…] attend", "redact-expected_n": "1"})
    shown = response.content.decode()
    assert (response.status_code, "Les mots de l’autre" in shown, "[…] attend" in shown) == (422, True, True)


def test_deed_on_all_that_are_chosen_does_what_it_may_and_says_the_rest(desk, place):
    round = RoundFactory()
    ready = StatementFactory(territory=place, round=round, state=State.CONFIRMED)
    raw = StatementFactory(territory=place, round=round, state=State.CAPTURED)
    theirs = StatementFactory(round=round, state=State.CONFIRMED)
    chosen = {"do": "publish", "ref": [ready.ref, raw.ref, theirs.ref]}
    page = desk.post("/en/desk/listen/statements/bulk/", chosen, follow=True).content.decode()
    states = [Statement.objects.get(pk=one.pk).state for one in (ready, raw, theirs)]
    assert states == [State.PUBLISHED, State.CAPTURED, State.CONFIRMED]
    assert f'<bdi class="whole">{raw.ref}</bdi> is captured' in page
    assert f"undo/?move={ready.moves.last().pk}" in page


def test_export_runs_no_formula_and_holds_my_territory_alone(desk, place):
    StatementFactory(territory=place, text='=HYPERLINK("http://x")')
    StatementFactory()
    rows = list(
        csv.DictReader(io.StringIO(desk.get("/en/desk/listen/statements/?format=csv").getvalue().decode("utf-8-sig")))
    )
    assert [row["text"] for row in rows] == ['\'=HYPERLINK("http://x")']


def test_link_made_elsewhere_is_not_taken_back_from_here(desk, draft):
    first, second = StatementFactory.create_batch(2, round=draft.round)
    link = link_statements(by=BY, kind="follows", from_statement=first, to_statement=second)
    assert desk.post(f"/en/desk/listen/statements/{draft.ref}/unlink/{link.pk}/", {"reason": "x"}).status_code == 404


@pytest.mark.parametrize(
    "back", ["999", "ground:desk", "//evil.example", "https://evil.example", "javascript:alert(1)"]
)
def test_a_way_back_that_was_tampered_with_leads_to_the_list(desk, back):
    response = desk.post("/en/desk/listen/statements/bulk/", {"back": back})
    assert (response.status_code, response.url) == (302, "/en/desk/listen/statements/")
