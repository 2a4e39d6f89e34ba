from datetime import date
from decimal import Decimal
from typing import Any

import pytest
from django.utils.translation import gettext_lazy, override

from multaqa.ground.sheets.columns import Column
from multaqa.ground.sheets.refusals import Fault
from multaqa.ground.sheets.tables import Cell
from multaqa.ground.vocabulary.fields import Words

KINDS = (
    ("association", gettext_lazy("Association")),
    ("wilaya", gettext_lazy("Wilaya")),
    ("french", gettext_lazy("French")),
)


@pytest.mark.parametrize(
    ("column", "cell", "value"),
    [
        (Column("x"), "  text \n", "text"),
        (Column("x"), Decimal(2), "2"),
        (Column("x"), "", ""),
        (Column("x", "code"), "05.051.01.01.", "05.051.01.01."),
        (Column("x", "code", refers_to="y"), "a:b:M-2.3", "a:b:M-2.3"),
        (Column("x", "code"), "\u200f٠٥.٠٨١\u200e", "05.081"),
        (Column("x", "integer"), "٢٠٢٢", 2022),
        (Column("x", "integer"), Decimal("7.0"), 7),
        (Column("x", "integer"), "", None),
        (Column("x", "decimal"), "26 000,50", Decimal("26000.50")),
        (Column("x", "decimal"), Decimal("1.234"), Decimal("1.234")),
        (Column("x", "date"), date(2022, 1, 31), date(2022, 1, 31)),
        (Column("x", "date"), "12 رجب 1443", date(2022, 2, 13)),
        (Column("x", "date"), " ", None),
        (Column("x", "boolean"), "نعم", True),
        (Column("x", "boolean"), "Non", False),
        (Column("x", "boolean"), True, True),
        (Column("x", "boolean"), "", None),
        (Column("x", "choice", choices=KINDS), "WILAYA", "wilaya"),
        (Column("x", "choice", choices=KINDS), "", ""),
        (Column("x", "code", many=True), "a; b؛c;", ("a", "b", "c")),
        (Column("x", "code", many=True), "", ()),
    ],
)
def test_cell_becomes_a_value_of_its_kind(column: Column, cell: Cell, value: Any) -> None:
    read = column.read({"x": cell})
    assert (read, type(read)) == (value, type(value))


@pytest.mark.parametrize(
    ("column", "cell", "reason", "remedy"),
    [
        (Column("x", required=True), " ", "missing", "Fill in"),
        (Column("x", longest=3), "four", "at most 3", "Shorten"),
        (Column("x", "code"), "two words", "Latin letters", "without spaces"),
        (Column("x", "code"), "a/b", "Latin letters", "without spaces"),
        (Column("x", "code"), "a:b", "Latin letters", "without spaces"),
        (Column("x", "integer"), "1,5", "whole number", "without decimals"),
        (Column("x", "integer"), True, "not a number", "digits only"),
        (Column("x", "integer"), Decimal("inf"), "not a number", "digits only"),
        (Column("x", "date"), date(9999, 12, 31), "neither a Gregorian", "Correct the year"),
        (Column("x", "date"), Decimal(44605), "may be 2022-02-13", "Format the column as dates"),
        (Column("x", "words", required=True), "\u200f\u200b", "missing", "Fill in"),
        (Column("x", "decimal", at_least=0), "-1", "smallest number allowed here is 0", "Correct"),
        (Column("x", "decimal", at_most=100), "101", "largest number allowed here is 100", "Correct"),
        (Column("x", "boolean"), "perhaps", "neither yes nor no", "oui"),
        (Column("x", "choice", choices=KINDS), "asociation", "not one of", "Did you mean “association”?"),
        (Column("x", "choice", choices=KINDS), "zzz", "not one of", "association, wilaya, french"),
    ],
)
def test_wrong_cell_is_refused_with_a_remedy(column: Column, cell: Cell, reason: str, remedy: str) -> None:
    with pytest.raises(Fault) as caught:
        column.read({"x": cell, "x_ar": cell, "x_fr": cell})
    assert reason in caught.value.reason
    assert remedy in caught.value.remedy


@pytest.mark.parametrize("label", ["French", "Français", "francais", "الفرنسية"])
def test_choice_is_known_by_its_label_in_any_language(label: str) -> None:
    column = Column("x", "choice", choices=KINDS)
    with override("ar"):
        assert column.read({"x": label}) == "french"


def test_a_label_of_two_codes_chooses_neither() -> None:
    column = Column("x", "choice", choices=[("a", "Same"), ("b", "Same")])
    with pytest.raises(Fault):
        column.read({"x": "same"})


def test_words_gather_their_languages() -> None:
    column = Column("title", "words", required=True)
    assert column.headers == ("title_ar", "title_fr", "title_en")
    assert column.read({"title_ar": "عنوان", "title_fr": "Titre"}) == Words(ar="عنوان", fr="Titre")


def test_required_words_name_the_language_that_is_missing() -> None:
    with pytest.raises(Fault) as caught:
        Column("title", "words", required=True).read({"title_ar": "عنوان", "title_fr": ""})
    assert caught.value.column == "title_fr"


@pytest.mark.parametrize(
    ("column", "cell", "reasons"),
    [
        (Column("x"), "=1+1", ["The text begins like a formula; it is kept as text."]),
        (Column("x"), "-12,5", []),
        (Column("x", "date"), "12 رجب 1443", ["This Hijri date was read as 2022-02-13, by the Umm al-Qura calendar."]),
        (Column("x", "date"), "2022-02-13", []),
    ],
)
def test_what_deserves_a_look_is_said(column: Column, cell: str, reasons: list[str]) -> None:
    assert [caution.reason for _header, caution in column.cautions({"x": cell})] == reasons
