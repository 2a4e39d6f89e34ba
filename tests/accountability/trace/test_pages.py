import io
import sys
from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone, translation
from docx import Document
from docx.oxml.ns import qn

from multaqa.accountability.trace.drawing import statement_steps
from multaqa.accountability.trace.queries import close_thread, trace
from multaqa.listen.statements.models import StatementRevision
from multaqa.ui.slots import slot_queries_within_budget
from tests.factories.accountability import AnswerFactory, PublishedAnswerFactory, whole_thread
from tests.factories.listen import StatementFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def whole():
    return whole_thread()


@pytest.mark.parametrize("language", ["ar", "fr", "en"])
def test_every_kind_has_its_page(client, whole, language):
    with translation.override(language):
        addresses = [trace(thing).subject.trace_url for thing in whole]
    assert [client.get(address).status_code for address in addresses] == [200] * len(addresses)


def test_any_dirham_is_one_link_from_what_was_said(client, whole):
    assert whole.statement.get_absolute_url() in client.get(f"/en/trace/payment/{whole.payment.code}/").text


def test_a_thing_that_is_not_public_has_no_thread(client):
    draft = StatementFactory(state="confirmed")
    for ending in ("/", ".json", ".pdf", ".docx"):
        assert client.get(f"/en/trace/statement/{draft.ref}{ending}").status_code == 404


@pytest.mark.parametrize("kind", ["measure", "agreement", "project", "centre"])
def test_slots_stay_within_their_budget(client, whole, kind):
    with slot_queries_within_budget():
        page = client.get(getattr(whole, kind).get_absolute_url())
    assert trace(whole.statement).subject.key in page.text


def test_statement_page_draws_its_thread_within_the_budget(client, whole):
    with slot_queries_within_budget():
        page = client.get(whole.statement.get_absolute_url())
    assert reverse("accountability:trace", args=["statement", whole.statement.ref]) in page.text


def test_the_drawn_thread_runs_in_time_with_the_future_last(whole):
    with translation.override("en"):
        steps = statement_steps(whole.statement, close_thread(whole.statement))
    done = [step for step in steps if step.state == "done"]
    assert [step.title for step in steps[:2]] != []
    assert steps[: len(done)] == done
    assert {"Said", "Published", "Held by a theme", "Agreement signed"} <= {step.title for step in done}


@pytest.mark.parametrize(("days", "state"), [(-1, "late"), (1, "todo")])
def test_an_answer_that_is_owed_shows_its_day(days, state):
    answer = AnswerFactory(due_on=timezone.localdate() + timedelta(days=days))
    steps = statement_steps(answer.statement, close_thread(answer.statement))
    assert [(step.state, step.on) for step in steps if step.kind == "answer"] == [(state, answer.due_on)]


def test_a_refusal_promises_nothing_more():
    answer = PublishedAnswerFactory(outcome="refused")
    titles = [step.title for step in statement_steps(answer.statement, close_thread(answer.statement))]
    assert "Planned" not in titles


def test_pdf_holds_the_words_and_is_tagged(client, whole):
    pypdf = pytest.importorskip("pypdf")
    response = client.get(f"/fr/trace/statement/{whole.statement.ref}.pdf")
    if response.status_code == 503:
        pytest.skip(f"PDF needs Pango: {response.text[-200:]}")
    reader = pypdf.PdfReader(io.BytesIO(response.content))
    text = " ".join(page.extract_text() for page in reader.pages)
    assert whole.statement.ref in text
    assert reader.trailer["/Root"]["/MarkInfo"]["/Marked"]


def test_without_pango_the_page_says_what_to_install(client, whole, monkeypatch):
    monkeypatch.setitem(sys.modules, "weasyprint", None)
    response = client.get(f"/en/trace/statement/{whole.statement.ref}.pdf")
    assert response.status_code == 503
    assert "apt install libpango" in response.text


def test_docx_reads_from_the_right_in_arabic(client, whole):
    content = client.get(f"/ar/trace/statement/{whole.statement.ref}.docx").content
    document = Document(io.BytesIO(content))
    table = document.tables[0]
    assert table._tbl.tblPr.find(qn("w:bidiVisual")) is not None
    paragraphs = [
        paragraph for row in table.rows for cell in row.cells for paragraph in cell.paragraphs if paragraph.text
    ]
    assert paragraphs
    for paragraph in paragraphs:
        assert paragraph._p.pPr.find(qn("w:bidi")) is not None
        assert all(run._r.rPr.find(qn("w:rtl")) is not None for run in paragraph.runs)
    assert "\u2066" in "".join(paragraph.text for paragraph in paragraphs)


def test_docx_reads_from_the_left_in_french(client, whole):
    content = client.get(f"/fr/trace/statement/{whole.statement.ref}.docx").content
    assert Document(io.BytesIO(content)).tables[0]._tbl.tblPr.find(qn("w:bidiVisual")) is None


def test_docx_breaks_no_reference(client, whole):
    content = client.get(f"/fr/trace/statement/{whole.statement.ref}.docx").content
    title = Document(io.BytesIO(content)).paragraphs[0]
    assert title.text == whole.statement.ref
    assert len(title._p.findall(f".//{qn('w:noBreakHyphen')}")) == whole.statement.ref.count("-") > 0


def test_docx_holds_words_that_are_older_than_our_forms(client, whole):
    StatementRevision.objects.filter(statement=whole.statement).update(text="Un pont\x0bcoupé \x1b[31m\ufffe ici")
    content = client.get(f"/fr/trace/statement/{whole.statement.ref}.docx").content
    assert "coupé [31m ici" in "".join(paragraph.text for paragraph in Document(io.BytesIO(content)).paragraphs)
