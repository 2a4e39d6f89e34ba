"""The pages of drafts: what they show, what each button does, and nothing of another territory."""

import csv
import io
import re

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse
from openpyxl import load_workbook

from multaqa.listen.moderation.actions import erase_contribution
from multaqa.listen.statements.actions import revise_statement
from multaqa.understand.drafts import deeds as room
from multaqa.understand.drafts.models import Draft, DraftingRun
from multaqa.understand.themes.models import Theme
from tests.factories.ground import CountryFactory, RegionFactory, TargetGroupFactory, TerritoryFactory, person_who_may
from tests.factories.listen import BY, RoundFactory, StatementFactory
from tests.factories.understand import DraftFactory, DraftingRunFactory, RunStatementFactory

pytestmark = pytest.mark.django_db
DRAFTS = ["theme.draft", "statement.read_drafts"]
NAMED = {"name_ar": "اسم", "name_fr": "Nom"}


@pytest.fixture(autouse=True)
def begun(monkeypatch, settings):
    """Where a process would be started, it is counted."""
    settings.SECOND_FACTOR_FOR_STAFF = False
    started = []
    monkeypatch.setattr(room, "begin_working", lambda: started.append(True))
    return started


@pytest.fixture
def run():
    """Three statements in the first draft, one of them in the second too, one in none; all said in one province."""
    place = TerritoryFactory()
    run = DraftingRunFactory(territory=place)
    said = StatementFactory.create_batch(5, round=run.round, territory=place, state="confirmed")
    DraftFactory(run=run, statements=said[:3])
    DraftFactory(run=run, statements=said[2:4], name={"ar": "طريق", "fr": "Route"})
    RunStatementFactory(run=run, statement=said[4])
    return run


@pytest.fixture
def desk(client, run):
    client.force_login(person_who_may(DRAFTS, run.territory).user)
    return client


def at(name, run, *more):
    return reverse(f"understand:desk-{name}", args=[run.pk, *more])


def words_of(response):
    return " ".join(re.sub(r"<[^>]+>", "", response.text).split())


def reads(run, number):
    return list(Draft.objects.get(run=run, number=number).members.live().values_list("read", flat=True))


def test_each_deed_is_undone_that_no_later_one_stands_on(desk, run):
    desk.post(at("draft-rename", run, 1), NAMED)
    desk.post(at("draft-rename", run, 2), NAMED)
    desk.post(at("draft-rename", run, 2), {"name_ar": "غيره", "name_fr": "Autre"})
    first, _second, third = run.deeds.order_by("pk")
    desk.get(at("drafting", run))  # which says what was done, each with its undo
    page = desk.get(at("drafting", run)).text
    assert re.findall(r"/undo/(\d+)/", page) == [str(third.pk), str(first.pk)]


def undone(client, page):
    """Post the undo that the page offers."""
    address = re.search(r'action="([^"]+/undo/\d+/)"', page.text)[1]
    return client.post(address, follow=True)


def test_a_run_is_asked_for_with_a_taxonomy(client, begun, django_capture_on_commit_callbacks):
    statement = StatementFactory(state="confirmed", round=RoundFactory())
    client.force_login(person_who_may(DRAFTS, statement.territory).user)
    axes = "code,name_ar,name_fr\nA1,الوقاية,Prévention\n".encode()
    sent = {"round": statement.round.pk, "territory": statement.territory.code}
    file = SimpleUploadedFile("axes.csv", axes)
    with django_capture_on_commit_callbacks(execute=True):
        page = client.post(reverse("understand:desk-drafting-start"), {**sent, "taxonomy": file}, follow=True)
    run = DraftingRun.objects.get()
    assert (run.taxonomy, run.taxonomy_name) == (
        [{"code": "A1", "name_ar": "الوقاية", "name_fr": "Prévention"}],
        "axes.csv",
    )
    assert (begun, "It waits for its turn." in page.text, "Stop" in page.text) == ([True], True, True)


@pytest.mark.parametrize(
    ("table", "said"),
    [
        ("code,name_fr\nA1,Prévention\n", "no column name_ar"),
        ("code,name_ar,name_fr\nA1,و,P\nA1,و,P\n", "These codes stand twice in the taxonomy: A1"),
        ("code,name_ar,name_fr\nA1,,\n", "no code or no name: 2"),
        ("", "empty"),
    ],
)
def test_a_taxonomy_that_cannot_be_read_is_refused_with_what_to_do(client, begun, table, said):
    statement = StatementFactory(state="confirmed", round=RoundFactory())
    client.force_login(person_who_may(DRAFTS, statement.territory).user)
    sent = {"round": statement.round.pk, "territory": statement.territory.code}
    file = SimpleUploadedFile("axes.csv", table.encode())
    page = client.post(reverse("understand:desk-drafting-start"), {**sent, "taxonomy": file})
    assert (page.status_code, said in words_of(page), DraftingRun.objects.count()) == (422, True, 0)


def test_a_run_under_way_says_what_it_is_at_and_is_stopped(client):
    run = DraftingRunFactory(state="running", stage="vectors", done=512, of=1034, output_sha256="", seconds=None)
    client.force_login(person_who_may(DRAFTS, run.territory).user)
    page = client.get(at("drafting", run))
    assert "Reading the statements · 512 of 1,034" in words_of(page)
    assert ('max="1034" value="512"' in page.text, 'hx-trigger="every 3s"' in page.text) == (True, True)
    assert "It was stopped, and kept no draft." in client.post(at("drafting-stop", run), follow=True).text
    client.post(at("drafting-again", run))
    run.refresh_from_db()
    assert run.state == DraftingRun.State.WAITING


def test_a_draft_is_shown_with_its_evidence(desk, run):
    page = desk.get(at("drafting", run))
    said, first = words_of(page), Draft.objects.get(run=run, number=1)
    quote = first.members.live().get(end__isnull=False)
    assert "5 statements were read, 5 without duplicates. In a draft: 4; in no theme: 1." in said
    assert "3 statements, 3 without duplicates · as drafted, 90% of it comes back" in said
    assert (quote.quote in said, quote.read.statement.ref in said, "Online form 3" in said) == (True, True, True)
    assert 'hx-trigger="every' not in page.text


def test_a_quote_that_was_worded_anew_is_said_to_be_and_an_erased_one_is_gone(desk, run):
    row = Draft.objects.get(run=run, number=1).members.live().get(end__isnull=False)
    revise_statement(by=BY, statement=row.read.statement, expected_n=1, text="Autres mots.", why="Faute")
    page = desk.get(at("drafting", run))
    assert ("worded anew since" in page.text, row.quote in page.text) == (True, True)
    erase_contribution(by=BY, contribution=row.read.statement.contribution)
    for name, more in (("drafting", ()), ("draft", (1,)), ("drafting-statements", ())):
        assert row.quote not in desk.get(at(name, run, *more)).text


def test_a_draft_is_renamed_with_undo(desk, run):
    page = desk.post(at("draft-rename", run, 1), NAMED, follow=True)
    assert "The draft has another name. 4 statements stand in a draft, as before." in words_of(page)
    undone(desk, page)
    assert Draft.objects.get(run=run, number=1).name["fr"].startswith("Unités mobiles")


def test_drafts_are_merged_with_undo(desk, run):
    page = desk.post(at("draft-merge", run, 1), {"into": "2"}, follow=True)
    assert (page.redirect_chain[0][0], len(reads(run, 2))) == (at("draft", run, 2), 4)
    undone(desk, page)
    assert (len(reads(run, 1)), len(reads(run, 2))) == (3, 2)


def test_statements_begin_a_draft_with_undo(desk, run):
    leaving = reads(run, 1)[:2]
    page = desk.post(at("draft-split", run, 1), {**NAMED, "statement": leaving}, follow=True)
    assert sorted(reads(run, 3)) == sorted(leaving)
    undone(desk, page)
    assert len(reads(run, 1)) == 3


def test_statements_are_moved_and_coverage_is_said(desk, run):
    page = desk.post(at("draft-move", run, 1), {"statement": reads(run, 1)[:1], "to": "none"}, follow=True)
    assert "3 statements stand in a draft; before it was 4." in words_of(page)
    page = undone(desk, page)
    assert "in a draft: 4 before, 3 after undone" in words_of(page)


def test_what_stands_in_no_theme_is_listed_and_moved(desk, run):
    address = f"{at('drafting-statements', run)}?theme=none"
    alone = run.statements.in_no_theme().get()
    assert desk.get(address).text.count('name="statement"') == 1
    page = desk.post(f"{at('drafting-move', run)}?theme=none", {"statement": [alone.pk], "to": "2"}, follow=True)
    assert (page.redirect_chain[0][0], alone.pk in reads(run, 2)) == (address, True)


@pytest.mark.parametrize(
    ("name", "sent", "said"),
    [
        ("draft-move", {"to": "2"}, "No statement is chosen"),
        ("draft-rename", {"name_ar": ""}, "This field is required"),
        ("draft-split", NAMED, "No statement is chosen"),
        ("draft-merge", {"into": "9"}, "Select a valid choice"),
    ],
)
def test_a_refused_deed_comes_back_on_its_page(desk, run, name, sent, said):
    page = desk.post(at(name, run, 1), sent)
    assert (page.status_code, said in words_of(page), run.deeds.count()) == (422, True, 0)


def test_a_second_editor_of_a_name_is_shown_both(desk, run):
    seen = re.search(r'name="seen" value="([^"]+)"', desk.get(at("draft", run, 1)).text)[1].replace("&quot;", '"')
    desk.post(at("draft-rename", run, 1), {**NAMED, "seen": seen})
    page = desk.post(at("draft-rename", run, 1), {"name_ar": "غيره", "name_fr": "Autre", "seen": seen})
    assert (page.status_code, "Both versions are below" in page.text) == (422, True)


def test_a_draft_is_discarded_and_another_accepted(desk, run):
    page = desk.post(at("draft-discard", run, 2), follow=True)
    assert "3 statements stand in a draft; before it was 4." in words_of(page)
    page = desk.post(at("draft-accept", run, 1), follow=True)
    theme = Theme.objects.get()
    assert page.redirect_chain[0][0] == reverse("understand:desk-theme", args=[theme.code])
    assert (at("draft", run, 1) in page.text, theme.evidence.count()) == (True, 3)


def test_what_was_said_since_is_placed_when_somebody_ticks_it(desk, run, begun, django_capture_on_commit_callbacks):
    said = StatementFactory(round=run.round, territory=run.territory, state="confirmed")
    assert "1 statement was confirmed or published since" in words_of(desk.get(at("drafting", run)))
    with django_capture_on_commit_callbacks(execute=True):
        desk.post(at("drafting-place", run))
    assert begun == [True]
    draft = Draft.objects.get(run=run, number=2)
    read = RunStatementFactory(run=run, statement=said, proposed=draft, nearness=0.7)
    run.placings.update(state="done", output_sha256="0" * 64, seconds=1)
    assert "1 new statement has a place proposed." in words_of(desk.get(at("drafting", run)))
    listed = desk.get(f"{at('drafting-statements', run)}?theme=none&proposed=on").text
    assert (listed.count('name="statement"'), "nearness" in listed) == (1, True)
    page = desk.post(at("drafting-place-chosen", run), {"statement": [read.pk]}, follow=True)
    assert ("5 statements stand in a draft; before it was 4." in words_of(page), read.pk in reads(run, 2)) == (
        True,
        True,
    )


@pytest.fixture
def wide():
    """Two regions: a draft with two statements in one and one in the other, one of the first in no theme."""
    country, groups = CountryFactory(), TargetGroupFactory.create_batch(2)
    run = DraftingRunFactory(territory=country)
    one, other = (TerritoryFactory(parent=region) for region in RegionFactory.create_batch(2, parent=country))
    here = {"round": run.round, "state": "confirmed"}
    said = [
        StatementFactory(territory=one, target_groups=groups, **here),
        StatementFactory(territory=one, **here),
        StatementFactory(territory=other, target_groups=groups[:1], **here),
    ]
    DraftFactory(run=run, statements=said)
    RunStatementFactory(run=run, statement=StatementFactory(territory=country, **here))
    return run


def table(client, run, **asked):
    response = client.get(at("drafting-compare", run), {"format": "csv", **asked})
    return list(csv.DictReader(io.StringIO(response.getvalue().decode("utf-8-sig"))))


@pytest.mark.parametrize("by", ["territory", "group"])
def test_figures_side_by_side_add_up_and_lead_to_their_statements(client, wide, by):
    client.force_login(person_who_may(DRAFTS, wide.territory).user)
    page = client.get(at("drafting-compare", wide), {"by": by})
    figures = re.findall(r'<a href="([^"]+)"><bdi class="n" dir="ltr">(\d+)</bdi></a>', page.text)
    assert len(figures) >= 6
    for address, n in figures:
        listed = client.get(address.replace("&amp;", "&"))
        assert (listed.status_code, listed.context["rows"].count) == (200, int(n)), address


def test_places_side_by_side_are_regions_and_inside_one_its_provinces(client, wide):
    client.force_login(person_who_may(DRAFTS, wide.territory).user)
    first, alone = table(client, wide)
    regions = [code for code in first if code not in ("number", "name_ar", "name_fr", "none", "total", "statements")]
    assert ([first[code] for code in regions], first["none"], first["total"]) == (["2", "1"], "0", "3")
    assert (alone["number"], alone["none"], alone["total"]) == ("none", "1", "1")
    inside = table(client, wide, within=regions[0])
    assert [row["total"] for row in inside] == ["2", "0"]


def test_groups_side_by_side_say_how_many_statements_a_row_is(client, wide):
    client.force_login(person_who_may(DRAFTS, wide.territory).user)
    first, alone = table(client, wide, by="group")
    assert (first["total"], first["statements"], alone["total"], alone["statements"]) == ("4", "3", "1", "1")


@pytest.mark.parametrize("name", ["draftings", "drafting", "drafting-statements", "drafting-compare"])
def test_everything_is_had_as_a_workbook(desk, run, name):
    address = reverse("understand:desk-draftings") if name == "draftings" else at(name, run)
    response = desk.get(address, {"format": "xlsx"})
    sheet = load_workbook(io.BytesIO(response.getvalue())).active
    rows = desk.get(address).context["rows"].count
    assert (response["Content-Disposition"].endswith('.xlsx"'), sheet.max_row) == (True, 1 + rows)


@pytest.mark.parametrize("verbs", [["theme.draft"], ["statement.read_drafts"], ["theme.publish"]])
def test_whoever_lacks_one_of_the_two_rights_finds_no_run(client, run, verbs):
    client.force_login(person_who_may(verbs, run.territory).user)
    assert client.get(at("drafting", run)).status_code == 404
    assert client.get(reverse("understand:desk-draftings")).context["rows"].count == 0


def test_a_neighbour_finds_nothing_and_changes_nothing(run):
    client = Client()
    client.force_login(person_who_may(DRAFTS, TerritoryFactory()).user)
    for name in ("drafting", "drafting-statements", "drafting-compare"):
        assert client.get(at(name, run)).status_code == 404
    for name in ("rename", "merge", "discard", "accept", "move", "split"):
        assert client.post(at(f"draft-{name}", run, 1), {**NAMED, "to": "none", "into": "2"}).status_code == 404
    assert run.deeds.count() == 0


@pytest.mark.parametrize("rows", [1, 3, 300])
def test_drafts_ask_a_fixed_number_of_queries(desk, run, django_assert_max_num_queries, rows):
    DraftFactory.create_batch(rows, run=run, statements=list(run.round.statements.all())[:1])
    desk.get(at("drafting", run))
    with django_assert_max_num_queries(32):
        desk.get(at("drafting", run))
