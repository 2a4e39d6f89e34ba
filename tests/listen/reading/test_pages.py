import re

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils.translation import override

from multaqa.listen.reading.actions import accept_proposals, refuse_proposals
from multaqa.listen.reading.models import Proposal, ReadingRun
from multaqa.listen.statements.models import Statement
from tests.factories.ground import TerritoryFactory, person_who_may
from tests.factories.listen import DocumentFactory, ReadingRunFactory, ReferenceSeriesFactory

pytestmark = pytest.mark.django_db
READS = ["statement.read_drafts", "statement.capture"]
State = Proposal.State
SCRIPT = {"HTTP_HX_REQUEST": "true"}


@pytest.fixture(autouse=True)
def one_factor(settings):
    settings.SECOND_FACTOR_FOR_STAFF = False


@pytest.fixture
def run():
    return ReadingRunFactory()


@pytest.fixture
def reader(run):
    return person_who_may(READS, run.contribution.territory)


@pytest.fixture
def desk(client, reader):
    client.force_login(reader.user)
    return client


def address(run, part=""):
    return f"/en/desk/listen/reading/{run.pk}/{part}"


def words_of(response):
    return " ".join(re.sub(r"<[^>]+>", "", response.text).split())


def seen(*proposals):
    return [f"{one.pk}:{one.version}" for one in proposals]


def test_a_document_is_read_by_its_button(client):
    document = DocumentFactory(file__data="نطالب بفتح مركز للاستماع للنساء.".encode())
    ReferenceSeriesFactory(round=document.meeting.round)
    client.force_login(person_who_may(READS, document.meeting.territory).user)
    assert "Read this document" in client.get("/en/desk/listen/reading/").text
    page = client.post(f"/en/desk/listen/reading/read/{document.code}/", follow=True)
    assert (page.status_code, "Decided: 0 of 1" in words_of(page)) == (200, True)
    assert "Decided: 0 of 1" in words_of(client.get("/en/desk/listen/reading/"))


@pytest.mark.parametrize(
    ("language", "said"), [("ar", "الملف فارغ"), ("fr", "Le fichier est vide"), ("en", "The file is empty")]
)
def test_a_document_that_cannot_be_read_says_so_in_the_readers_language(client, language, said):
    document = DocumentFactory(file__data=b"")
    client.force_login(person_who_may(READS, document.meeting.territory).user)
    page = client.post(f"/{language}/desk/listen/reading/read/{document.code}/")
    assert (page.status_code, said in page.text, ReadingRun.objects.count()) == (422, True, 0)


def test_the_page_of_a_meeting_offers_its_documents(client, run):
    client.force_login(person_who_may([*READS, "meeting.manage"], run.contribution.territory).user)
    assert (
        f"/en/desk/listen/reading/{run.pk}/"
        in client.get(f"/en/desk/listen/meetings/{run.document.meeting.code}/").text
    )


def test_the_words_of_each_proposal_are_marked_in_the_document(desk, run):
    page = desk.get(address(run)).text
    assert re.findall(r'<mark id="words-\d+" data-words="\d+" class="proposed">([^<]+)', page) == run.text.split("\n\n")


def test_a_neighbour_finds_no_reading_and_no_document(client, run):
    client.force_login(person_who_may(READS, TerritoryFactory()).user)
    assert client.get(address(run)).status_code == 404
    assert client.post(f"/en/desk/listen/reading/read/{run.document.code}/").status_code == 404


@pytest.mark.parametrize(("published", "links"), [(True, 1), (False, 0)])
def test_the_original_is_offered_to_who_may_download_it(desk, run, published, links):
    run.document.published = published
    run.document.save()
    assert desk.get(address(run)).text.count(f"/en/documents/{run.document.code}/file/") == links


def test_who_only_reads_drafts_sees_proposals_and_no_button(client, run):
    client.force_login(person_who_may("statement.read_drafts", run.contribution.territory).user)
    page = client.get(address(run)).text
    assert ("La commune demande" in page, 'value="accept"' in page) == (True, False)


def test_accepting_leads_on_to_the_next_and_is_undone_by_its_line(desk, run):
    first, second = run.proposals.all()
    answer = desk.post(address(run, "decide/?kind=expectation"), {"do": "accept", "proposal": seen(first)})
    assert answer.url == address(run, f"?kind=expectation#proposal-{second.pk}")
    page = desk.get(answer.url).text
    assert "1 proposal is accepted." in page
    desk.post(re.search(r'action="([^"]+/undo/\?proposal=\d+)"', page)[1])
    first.refresh_from_db()
    assert (first.state, Statement.objects.get().state) == (State.PROPOSED, Statement.State.WITHHELD)


def test_all_that_are_chosen_are_decided_together(desk, run):
    desk.post(address(run, "decide/"), {"do": "refuse", "proposal": seen(*run.proposals.all())})
    assert set(run.proposals.values_list("state", flat=True)) == {State.REFUSED}


@pytest.mark.parametrize("sent", [{}, {"do": "accept"}, {"do": "accept", "proposal": "x:y"}, {"proposal": "1:0"}])
def test_deciding_on_nothing_says_what_to_do(desk, run, sent):
    assert "Choose proposals first" in desk.post(address(run, "decide/"), sent, follow=True).text


def test_a_script_gets_the_changed_cards_and_the_progress_alone(desk, run):
    first = run.proposals.first()
    answer = desk.post(address(run, "decide/"), {"do": "accept", "proposal": seen(first), "since": "0"}, **SCRIPT)
    assert (answer.status_code, re.findall(r'id="proposal-(\d+)"', answer.text)) == (200, [str(first.pk)])
    assert ("Decided: 1 of 2" in words_of(answer), "<html" in answer.text) == (True, False)


def test_whoever_was_overtaken_is_shown_what_stands(desk, run):
    first = run.proposals.first()
    colleague = person_who_may(READS, run.contribution.territory)
    refuse_proposals(by=colleague, run=run, seen={first.pk: 0})
    sent = {"do": "accept", "proposal": f"{first.pk}:0", "since": "0"}
    answer = desk.post(address(run, "decide/"), sent, **SCRIPT)
    assert (answer.status_code, f"{colleague} was first: it is refused." in answer.text) == (422, True)
    assert 'data-state="refused"' in answer.text
    assert "was first: it is refused" in desk.post(address(run, "decide/"), sent, follow=True).text


def test_the_work_of_a_colleague_comes_in_by_itself(desk, run):
    assert desk.get(address(run, "news/?since=0")).status_code == 204
    first, second = run.proposals.all()
    accept_proposals(by=person_who_may(READS, run.contribution.territory), run=run, seen={first.pk: 0, second.pk: 0})
    news = desk.get(address(run, f"news/?since=0&item={second.pk}"))
    assert re.findall(r'id="proposal-(\d+)"', news.text) == [str(first.pk)]
    assert ("Decided: 2 of 2" in words_of(news), "was first: it is accepted" in news.text) == (True, True)


def correction(desk, run, proposal, **typed):
    page = desk.get(address(run, f"?item={proposal.pk}"))
    form = page.context["forms"]["correct"]
    sent = {"seen": form.initial["seen"], "kind": proposal.kind, "quote": proposal.text}
    return desk.post(address(run, f"proposals/{proposal.pk}/correct/"), {**sent, **typed})


def test_a_correction_is_saved_and_accepted_in_one(desk, run):
    first, second = run.proposals.all()
    answer = correction(desk, run, first, kind="offer", quote="demande une  unité", do="accept")
    statement = Statement.objects.get()
    assert (answer.url, statement.text, statement.kind) == (
        address(run, f"#proposal-{second.pk}"),
        "demande une unité",
        "offer",
    )
    assert "What the machine proposed" in desk.get(address(run)).text


def test_words_that_do_not_stand_in_the_document_come_back_with_what_was_typed(desk, run):
    answer = correction(desk, run, run.proposals.first(), quote="demande un bateau", do="accept")
    assert (answer.status_code, "demande un bateau" in answer.text) == (422, True)
    assert "stand in the document so" in answer.text
    assert not Statement.objects.exists()


def test_a_correction_that_came_second_shows_both_versions(desk, run):
    proposal = run.proposals.first()
    page = desk.get(address(run, f"?item={proposal.pk}"))
    correction(desk, run, proposal, said_by="Le wali")
    sent = {"seen": page.context["forms"]["correct"].initial["seen"], "kind": "expectation", "quote": proposal.text}
    answer = desk.post(address(run, f"proposals/{proposal.pk}/correct/"), {**sent, "said_by": "Le président"})
    assert (answer.status_code, "Le wali" in answer.text, "Le président" in answer.text) == (422, True, True)


def test_a_split_makes_cards_of_its_own(desk, run):
    proposal = run.proposals.first()
    typed = {"split-text": "La commune demande\n\nune unité mobile."}
    page = desk.post(address(run, f"proposals/{proposal.pk}/split/"), typed, follow=True)
    assert [row.text for row in page.context["rows"]][:2] == ["La commune demande", "une unité mobile."]
    assert f"proposal={proposal.pk}" in page.text


@pytest.mark.parametrize(("query", "found"), [("?state=proposed", 2), ("?state=refused", 0), ("?kind=offer", 0)])
def test_the_list_is_narrowed_by_its_address(desk, run, query, found):
    assert desk.get(address(run, query)).context["rows"].count == found


def test_the_least_sure_come_first_where_one_asks_for_it(desk, run):
    first, second = run.proposals.all()
    Proposal.objects.filter(pk=second.pk).update(confidence=0.1)
    assert list(desk.get(address(run, "?sort=confidence")).context["rows"]) == [second, first]


def test_how_sure_the_machine_was_is_told_as_a_percentage(desk, run):
    run.proposals.update(confidence=0.87)
    assert "sure of the kind: 87%" in words_of(desk.get(address(run)))


@pytest.mark.parametrize("language", ["ar", "fr", "en"])
def test_the_page_says_what_it_does_not_know_of_its_address(desk, run, language):
    with override(language):
        page = desk.get(f"/{language}/desk/listen/reading/{run.pk}/?state=zz9&kind=zz9&sort=zz9&page=zz9&item=zz9")
    start = page.text.find('class="note look stack tight" role="status"')
    assert page.text[start : page.text.find("</div>", start)].count("zz9") == 5


@pytest.mark.parametrize("lines", [1, 3])
def test_a_reading_asks_a_fixed_number_of_queries(desk, reader, run, lines):
    text = "\n".join(f"La commune demande la route {n}." for n in range(lines))
    longer = ReadingRunFactory(document=run.document, text=text)
    accept_proposals(by=reader, run=longer, seen=dict(longer.proposals.values_list("pk", "version")))
    desk.get(address(longer))
    with CaptureQueriesContext(connection) as queries:
        desk.get(address(longer))
    assert len(queries) == 12


def test_erased_words_are_said_to_be_erased(run, desk):
    run.contribution.__class__.objects.filter(pk=run.contribution_id).update(text="", erased_at="2026-01-01T00:00Z")
    page = desk.get(address(run))
    assert (page.status_code, "were erased" in page.text) == (200, True)


def test_the_gate_asks_for_a_sign_in(run):
    assert Client().get(address(run)).status_code == 302
