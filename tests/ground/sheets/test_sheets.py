import pytest

from multaqa.ground.sheets import sheets as register
from multaqa.ground.sheets.records import Record, parents_first
from multaqa.ground.sheets.refusals import SHOWN_REFUSALS, Refusal, Refused
from multaqa.ground.sheets.sheets import preview, register_sheet, registered_sheets
from tests.ground.sheets.example import GROUPS, NOTES
from tests.ground.sheets.making import table

HEADERS = ["code", "name_ar", "name_fr"]


def test_preview_keeps_good_rows_and_says_why_others_are_refused() -> None:
    seen = preview(GROUPS, table(HEADERS, ["women", "نساء", "Femmes"], ["two words", "أطفال", ""]))
    assert [record.code for record in seen.records] == ["women"]
    assert [(refusal.row, refusal.column, refusal.value) for refusal in seen.refusals] == [
        (3, "code", "two words"),
        (3, "name_fr", ""),
    ]


def test_preview_refuses_an_unknown_column_with_the_nearest_free_name() -> None:
    (refusal,) = preview(GROUPS, table([*HEADERS, "nmae_en"], ["a", "أ", "A", "A"])).refusals
    assert (refusal.row, refusal.column, refusal.remedy) == (1, "nmae_en", "Did you mean “name_en”?")


def test_preview_refuses_a_missing_required_column() -> None:
    seen = preview(GROUPS, table(["code", "name_ar"], ["a", "أ"]))
    assert [(refusal.column, refusal.reason) for refusal in seen.refusals] == [("name_fr", "This column is missing.")]


def test_preview_refuses_the_second_row_of_one_key() -> None:
    (refusal,) = preview(GROUPS, table(HEADERS, ["a", "أ", "A"], ["a", "ب", "B"])).refusals
    assert (refusal.row, refusal.value, refusal.reason) == (3, "a", "Row 2 has the same key already.")


def test_preview_flags_what_begins_like_a_formula() -> None:
    (caution,) = preview(GROUPS, table(HEADERS, ["a", "أ", "=1+1"])).cautions
    assert (caution.row, caution.column, caution.value) == (2, "name_fr", "=1+1")


def test_a_column_left_out_is_an_empty_value() -> None:
    (record,) = preview(GROUPS, table(HEADERS, ["a", "أ", "A"])).records
    assert record["parent"] == ""


def test_sheets_come_in_their_order(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(register, "_registered", {})
    register_sheet(NOTES, order=2)
    register_sheet(GROUPS, order=1)
    register_sheet(GROUPS, order=1)
    assert registered_sheets() == (GROUPS, NOTES)


@pytest.mark.parametrize(("name", "order"), [("groups", 2), ("others", 1)])
def test_a_name_or_a_place_is_given_once(monkeypatch: pytest.MonkeyPatch, name: str, order: int) -> None:
    monkeypatch.setattr(register, "_registered", {})
    register_sheet(GROUPS, order=1)
    with pytest.raises(ValueError, match=r"Two sheets|is taken"):
        register_sheet(register.Sheet(name, "", (), GROUPS.load), order=order)


def test_parents_come_first_and_circles_are_refused() -> None:
    rows = [
        Record("f", n, code, {"parent": parent}) for n, code, parent in [(2, "c", "b"), (3, "b", "a"), (4, "a", "")]
    ]
    assert [row.code for row in parents_first(rows, "parent")] == ["a", "b", "c"]
    with pytest.raises(Refused, match="row 2, column parent"):
        parents_first([Record("f", 2, "a", {"parent": "a"})], "parent")


def test_many_refusals_are_counted_at_the_end() -> None:
    refused = Refused(Refusal("f.csv", "Wrong.", "Mend it.", row) for row in range(SHOWN_REFUSALS + 2))
    assert str(refused).splitlines()[-1] == "And 2 more things to correct."


def test_a_long_or_hostile_value_is_shown_on_one_short_line() -> None:
    shown = Refusal("f.csv", "", "", value="a\x1b[2J\u202e\n" + "b" * 100).shown_value
    assert (len(shown), shown[:7], shown[-1]) == (60, "a [2J  ", "…")
