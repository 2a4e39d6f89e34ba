import io

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from openpyxl import load_workbook

from multaqa.ground.sheets.writing import write_csv, write_xlsx
from multaqa.listen.contributions.models import Contribution, ImportDraft
from multaqa.listen.importing.views import SHEET
from tests.factories.ground import RegionFactory, TerritoryFactory, person_who_may
from tests.factories.listen import ContributionFactory, RoundFactory

pytestmark = pytest.mark.django_db
COLUMNS = ("text", "territory", "language", "consent", "said_on")


@pytest.fixture
def place():
    return TerritoryFactory(parent=RegionFactory())


@pytest.fixture
def round(place):
    return RoundFactory(territories=[place.parent])


@pytest.fixture
def desk(client, place, settings):
    settings.SECOND_FACTOR_FOR_STAFF = False
    client.force_login(person_who_may(["contribution.import", "statement.read_drafts"], place).user)
    return client


def bring(desk, round, content: bytes, name="a.csv"):
    sent = {"round": round.pk, "file": SimpleUploadedFile(name, content)}
    return desk.post("/en/desk/listen/import/", sent, follow=True)


def rows(place, *texts):
    return write_csv(COLUMNS, [(text, place.code, "fr", "yes", "2022-02-03") for text in texts])


def test_preview_writes_nothing_and_confirming_writes_all(desk, round, place):
    page = bring(desk, round, rows(place, "Un bus", "Une école"))
    assert (page.status_code, Contribution.objects.count()) == (200, 0)
    draft = ImportDraft.objects.get()
    desk.post(f"/en/desk/listen/import/{draft.token}/confirm/")
    assert set(Contribution.objects.values_list("text", "channel")) == {("Un bus", "import"), ("Une école", "import")}
    assert not ImportDraft.objects.exists()


def test_table_confirmed_twice_is_imported_once_and_says_so(desk, round, place):
    bring(desk, round, rows(place, "Un bus"))
    address = f"/en/desk/listen/import/{ImportDraft.objects.get().token}/confirm/"
    desk.post(address)
    assert "imported already" in desk.post(address, follow=True).content.decode()
    assert Contribution.objects.count() == 1


def test_workbook_is_read_like_a_csv(desk, round, place):
    content = write_xlsx(COLUMNS, [("نريد حافلة", place.code, "ar", "نعم", "2022-02-03")], title="contributions")
    bring(desk, round, content, "a.xlsx")
    desk.post(f"/en/desk/listen/import/{ImportDraft.objects.get().token}/confirm/")
    assert Contribution.objects.get().text == "نريد حافلة"


def test_preview_says_of_every_row_that_is_refused_why(desk, round, place):
    ContributionFactory(round=round, territory=place, text="Déjà reçu")
    elsewhere, unknown = TerritoryFactory(), "05.9999"
    table = write_csv(
        COLUMNS,
        [
            ("Déjà reçu", place.code, "fr", "yes", ""),
            ("Ailleurs", elsewhere.code, "fr", "yes", ""),
            ("Nulle part", unknown, "fr", "yes", ""),
            ("Sans langue", place.code, "xx", "yes", ""),
            ("Deux fois", place.code, "fr", "yes", ""),
            ("Deux fois", place.code, "fr", "yes", ""),
        ],
    )
    plan = bring(desk, round, table).context["plan"]
    assert [refusal.row for refusal in plan.refusals] == [2, 3, 3, 4, 5, 7]
    assert [record.number for record in plan.records] == [6]
    assert desk.post(f"/en/desk/listen/import/{plan.draft.token}/confirm/").status_code == 422
    assert Contribution.objects.count() == 1


@pytest.mark.parametrize(("name", "content"), [("a.csv", b"%PDF-1.4"), ("a.xlsx", b"PK broken"), ("a.csv", b"")])
def test_file_that_is_no_table_gets_a_message_and_no_row(desk, round, name, content):
    page = bring(desk, round, content, name)
    refused = page.context["form"].errors if "form" in page.context else page.context["plan"].refusals
    assert refused
    assert not Contribution.objects.exists()


def test_file_over_the_limit_is_not_read(desk, round):
    response = bring(desk, round, b"x" * 5_000_001)
    assert (response.status_code, ImportDraft.objects.count()) == (422, 0)
    assert b"larger than 5 MB" in response.content


def test_table_of_somebody_else_is_not_there(desk, client, round, place):
    bring(desk, round, rows(place, "Un bus"))
    token = ImportDraft.objects.get().token
    client.force_login(person_who_may("contribution.import", place).user)
    assert client.get(f"/en/desk/listen/import/{token}/").status_code == 404
    assert client.post(f"/en/desk/listen/import/{token}/confirm/").status_code == 404


def test_import_needs_its_right(client, place, settings):
    settings.SECOND_FACTOR_FOR_STAFF = False
    client.force_login(person_who_may("statement.capture", place).user)
    assert client.get("/en/desk/listen/import/").status_code == 403


@pytest.mark.parametrize("language", ["ar", "fr", "en"])
@pytest.mark.parametrize("what", ["template", "example"])
def test_template_and_example_stand_ready_in_each_language(desk, language, what):
    content = desk.get(f"/{language}/desk/listen/import/{what}.xlsx").content
    sheet = load_workbook(io.BytesIO(content))["contributions"]
    lines = list(sheet.iter_rows(values_only=True))
    assert lines[0] == SHEET.headers
    assert len(lines) == (2 if what == "example" else 1)
    assert sheet.sheet_view.rightToLeft == (language == "ar")


def test_example_can_be_imported_where_its_territory_is_known(desk):
    round = RoundFactory(territories=[TerritoryFactory(code="05.081", parent__code="05")])
    desk.force_login(person_who_may(["contribution.import"], round.territories.get()).user)
    page = bring(desk, round, desk.get("/fr/desk/listen/import/example.csv").content, "example.csv")
    assert [str(refusal) for refusal in page.context["plan"].refusals] == []
