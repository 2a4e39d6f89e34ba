import io

import pytest
from openpyxl import load_workbook

from multaqa.ground.sheets.describing import describe_sheets
from multaqa.ground.sheets.recognising import Format
from multaqa.ground.sheets.safety import safe_cell, unescaped
from multaqa.ground.sheets.sheets import Sheet, preview
from multaqa.ground.sheets.templates import example, folder_template, template
from tests.ground.sheets.example import GROUPS, NOTES, SHEETS
from tests.ground.sheets.making import only_refusal, read


@pytest.mark.parametrize("language", ["ar", "fr", "en"])
@pytest.mark.parametrize("form", ["csv", "xlsx"])
@pytest.mark.parametrize("sheet", SHEETS, ids=lambda sheet: sheet.name)
def test_an_example_is_read_without_refusal(sheet: Sheet, form: Format, language: str) -> None:
    seen = preview(sheet, read(example(sheet, form, language), f"example.{form}"))
    assert (len(seen.records), seen.refusals, seen.cautions) == (1, (), ())


@pytest.mark.parametrize("form", ["csv", "xlsx"])
def test_a_template_has_the_columns_and_no_row(form: Format) -> None:
    assert "no row below" in only_refusal(template(GROUPS, form, "ar"), f"template.{form}").reason


def test_a_csv_template_carries_the_mark_of_utf8() -> None:
    assert template(GROUPS, "csv", "ar") == b"\xef\xbb\xbfcode,name_ar,name_fr,name_en,parent\r\n"


@pytest.mark.parametrize(("language", "from_right"), [("ar", True), ("fr", False)])
def test_a_workbook_is_laid_out_as_its_language_reads(language: str, from_right: bool) -> None:
    book = load_workbook(io.BytesIO(template(NOTES, "xlsx", language)))
    assert [bool(sheet.sheet_view.rightToLeft) for sheet in book.worksheets] == [from_right] * 2
    assert book["notes"].freeze_panes == "A2"


def test_a_workbook_lists_choices_and_explains_columns() -> None:
    book = load_workbook(io.BytesIO(template(NOTES, "xlsx", "en")))
    (chooser,) = book["notes"].data_validations.dataValidation
    assert (chooser.formula1, str(chooser.sqref)) == ('"fact,offer"', "C2:C1048576")
    help_rows = {row[0]: row[1:] for row in book["_help"].values}
    assert help_rows["kind"] == ("one of: fact (Fact), offer (Offer)", "optional", None)
    assert help_rows["group"] == ("code of a row of groups", "required", None)


def test_a_folder_template_has_a_worksheet_per_sheet() -> None:
    book = load_workbook(io.BytesIO(folder_template(SHEETS, "fr")))
    assert book.sheetnames == ["groups", "notes", "_groups", "_notes"]


def test_the_description_names_every_column() -> None:
    page = describe_sheets(SHEETS)
    assert all(f"| `{header}` |" in page for sheet in SHEETS for header in sheet.headers)
    assert "## groups\n\nGroups. Whom a statement is about\n\nKey: `code`.\n" in page


@pytest.mark.parametrize(
    ("text", "safe"),
    [
        ("=1+1", "'=1+1"),
        ("+212 5 00", "'+212 5 00"),
        ("@x", "'@x"),
        ("\t=1", "'\t=1"),
        ("-x", "'-x"),
        ("＝1", "'＝1"),
        ("'=1", "''=1"),
        ("-12.5", "-12.5"),
        ("l’eau", "l’eau"),
        ("", ""),
    ],
)
def test_what_would_run_as_a_formula_is_escaped_and_read_back(text: str, safe: str) -> None:
    assert safe_cell(text) == safe
    assert unescaped(safe) == text
