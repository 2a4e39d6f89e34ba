import csv
from io import StringIO
from pathlib import Path

import pytest

from multaqa.ground.journal.actions import SystemActor
from multaqa.ground.sheets.folders import read_folder
from multaqa.ground.sheets.loading import check_folder, load_folder
from multaqa.listen.contributions.models import Contribution
from multaqa.listen.rounds.models import ReferenceSeries
from multaqa.listen.statements.actions import revise_statement, undo_last_move
from multaqa.listen.statements.models import Statement, StatementLink
from multaqa.listen.statements.queries import conservation_of, with_words
from tests.factories.ground import RegionFactory, TargetGroupFactory, TerritoryFactory
from tests.factories.listen import BY

pytestmark = pytest.mark.django_db
TEXT = "Le pont est coupé. Un bus manque."
SHEETS = {
    "round": {
        "code": "r1", "title_ar": "دورة", "title_fr": "Cycle", "territories": "r99",
        "state": "open", "illustrative": "yes",
    },
    "reference_series": {"prefix": "BMK", "territory": "r99", "year": "2022"},
    "contributions": {
        "code": "c1", "territory": "r99.001", "channel": "floor", "language": "fr", "said_by_kind": "association",
        "recorded_by_kind": "public_agency", "received_on": "2022-02-04", "text": TEXT, "consent": "yes",
        "illustrative": "yes",
    },
    "statements": {
        "code": "s1", "contribution": "c1", "quote": "Un bus manque.", "kind": "constraint", "language": "fr",
        "territories": "r99.001;r99", "target_groups": "women", "state": "published", "translation_ar": "تنقص حافلة",
    },
    "statement_links": {"kind": "follows", "from": "s2", "to": "s1"},
}  # fmt: skip
SECOND = SHEETS["statements"] | {"code": "s2", "quote": "Le pont est coupé.", "state": "captured", "translation_ar": ""}
WITHHELD = {"state": "withheld", "withheld_code": "legal", "withheld_reason_ar": "سبب", "withheld_reason_fr": "Motif"}


@pytest.fixture
def load(tmp_path: Path):
    """Write the folder with these rows in place of the usual ones, and say what is refused or load it."""
    TerritoryFactory(code="r99.001", parent=RegionFactory(code="r99"))
    TargetGroupFactory(code="women")

    def loaded(**changed: list[dict[str, str]]) -> list[str]:
        usual = {name: [row] for name, row in SHEETS.items()} | {"statements": [SHEETS["statements"], SECOND]}
        for name, rows in (usual | changed).items():
            write(tmp_path / f"{name}.csv", rows)
        folder, by = read_folder(tmp_path), SystemActor("load_round")
        refusals = [str(refusal) for refusal in check_folder(folder, by)]
        if not refusals:
            load_folder(folder, by)
        return refusals

    return loaded


def write(path: Path, rows: list[dict[str, str]]) -> None:
    text = StringIO()
    columns = list(dict.fromkeys(name for row in rows for name in row))
    writer = csv.DictWriter(text, columns)
    writer.writeheader()
    writer.writerows(rows)
    path.write_text(text.getvalue(), encoding="utf-8")


def test_folder_becomes_numbered_statements_with_their_way(load):
    assert load() == []
    statement = Statement.objects.get(code="s1")
    assert (statement.ref, statement.text, statement.state) == ("BMK-2022-0001", "Un bus manque.", "published")
    assert list(statement.moves.values_list("to_state", flat=True)) == ["captured", "confirmed", "published"]
    assert statement.translation("ar").may_be_published(statement.text)
    assert statement.territories.count() == 2
    assert "حافله" in statement.search_text
    assert list(with_words(Statement.objects.all(), "bus الحافلات")) == [statement]
    assert Contribution.objects.get().is_intact
    assert conservation_of(statement.round).holds


def test_folder_loaded_twice_changes_nothing_and_leaves_the_editors_work(load):
    load()
    statement = Statement.objects.get(code="s1")
    revise_statement(by=BY, statement=statement, expected_n=1, text="Il manque un bus.", why="Style")
    before = Statement.objects.order_by("pk").values("ref", "state", "search_text")
    before = list(before)
    assert load() == []
    assert list(Statement.objects.order_by("pk").values("ref", "state", "search_text")) == before
    assert (ReferenceSeries.objects.get().last_number, StatementLink.objects.count()) == (2, 1)


def test_statement_that_was_loaded_goes_on_like_any_other(load):
    load()
    assert undo_last_move(by=BY, statement=Statement.objects.get(code="s1")).state == "confirmed"


@pytest.mark.parametrize(
    ("change", "said"),
    [
        ({"quote": "Un car manque."}, "don't stand in the contribution"),
        ({"quote": "u"}, "stand 3 times"),
        ({"quote": SECOND["quote"]}, "cuts the same words"),
        ({"state": "withheld"}, "says why"),
        ({"state": "withheld", "withheld_code": "legal", "withheld_reason_fr": "Motif"}, "withheld_reason_ar"),
        ({"translation_fr": "Déjà en français"}, "already in this language"),
    ],
)
def test_statement_that_cannot_stand_is_refused_before_anything_is_written(load, change, said):
    refusals = load(statements=[SECOND, SHEETS["statements"] | change])
    assert said in "".join(refusals)
    assert not Contribution.objects.exists()


def test_withheld_statement_keeps_its_reason(load):
    load(statements=[SHEETS["statements"] | WITHHELD, SECOND])
    statement = Statement.objects.get(code="s1")
    assert (statement.withheld_for, statement.withheld_reason["fr"]) == ("legal", "Motif")
    assert statement.moves.last().withheld_for == "legal"


def test_statement_without_its_authors_consent_is_not_published(load):
    contribution = SHEETS["contributions"] | {"consent": "no"}
    assert "did not agree to publication" in "".join(load(contributions=[contribution]))


def test_words_received_never_change(load):
    load()
    changed = SHEETS["contributions"] | {"text": f"{TEXT} Et l’école ?"}
    assert "was received with other words" in "".join(load(contributions=[changed]))


def test_territory_without_series_is_refused(load):
    TerritoryFactory(code="r98.001", parent=RegionFactory(code="r98"))
    contribution = SHEETS["contributions"] | {"territory": "r98.001"}
    assert "No series of references covers" in "".join(load(contributions=[contribution]))


def test_links_in_a_circle_are_refused(load):
    back = {"kind": "rephrases", "from": "s1", "to": "s2"}
    assert "in a circle" in "".join(load(statement_links=[SHEETS["statement_links"], back]))
