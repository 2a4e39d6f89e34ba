"""Whole files, good and bad: every refusal names its place, and nothing hostile is parsed."""

import io
import zipfile
from datetime import date, datetime
from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from openpyxl import Workbook

from multaqa.ground.sheets.days import read_day
from multaqa.ground.sheets.garbled import is_garbled
from multaqa.ground.sheets.limits import Limits
from multaqa.ground.sheets.refusals import Refusal
from multaqa.ground.sheets.tables import Row, as_text
from multaqa.ground.sheets.writing import write_csv, write_xlsx
from tests.ground.sheets.making import only_refusal, read, refusals, with_member, without_member, workbook, workbook_of

CELL = st.text(
    st.characters(exclude_categories=["Cs", "Cc"]) | st.sampled_from("=+-@'\"\t\n\r;,|?_xéم"), max_size=40
).filter(lambda text: not set("\ufffe\uffff") & set(text) and not is_garbled(text))


@pytest.mark.parametrize("separator", [",", ";", "\t", "|"])
def test_csv_is_parted_by_its_own_separator(separator: str) -> None:
    table = read(f'code{separator}title\r\nfm-1{separator}"one{separator} ""two""\nthree"\r\n')
    assert table.rows == (Row(2, {"code": "fm-1", "title": f'one{separator} "two"\nthree'}),)


def test_rows_are_counted_as_a_spreadsheet_counts_them() -> None:
    table = read('code,title\na,"two\nlines"\n\n,\nb,last\n')
    assert [row.number for row in table.rows] == [2, 5]


def test_separator_directive_of_spreadsheets_is_obeyed() -> None:
    assert read("sep=;\ncode;title\na;b,c\n").rows[0].cells["title"] == "b,c"


def test_separator_is_refused_when_uncertain() -> None:
    assert "separator is uncertain" in only_refusal("a,b;c\n1,2;3\n").reason


@pytest.mark.parametrize(
    ("content", "name", "reason"),
    [
        (b"", "rows.csv", "empty"),
        (b"\xef\xbb\xbf \r\n", "rows.csv", "empty"),
        (b"%PDF-1.7 ...", "rows.csv", "a PDF document"),
        (b"\x89PNG\r\n\x1a\n", "rows.csv", "an image"),
        (b"\xff\xd8\xff\xe0", "rows.xlsx", "an image"),
        (b"\n<!DOCTYPE html><table>", "rows.csv", "a web page"),
        (b"<html><table>", "rows.xls", "a web page"),
        (b"<?xml version='1.0'?>", "rows.xlsx", "an XML file"),
        (b'[{"code": 1}]', "rows.csv", "a JSON file"),
        (b"PK\x03\x04 nothing more", "rows.xlsx", "damaged"),
        (b"code,title\na,b\n", "rows.xlsx", "holds plain text"),
        (b"code,title\na,b\n", "rows.ods", "“.ods”"),
        (b"code,title\na,b\n", "rows.xlsm", "macros"),
    ],
)
def test_a_file_that_is_no_table_is_refused_by_what_it_is(content: bytes, name: str, reason: str) -> None:
    refusal = only_refusal(content, name)
    assert reason in refusal.reason
    assert (refusal.file, bool(refusal.remedy)) == (name, True)


@pytest.mark.parametrize(
    ("stream", "reason"), [("EncryptedPackage", "password"), ("Workbook", "old format"), ("WordDocument", "old office")]
)
def test_old_office_files_are_told_apart(stream: str, reason: str) -> None:
    assert reason in only_refusal(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + stream.encode("utf-16-le"), "rows.xlsx").reason


@pytest.mark.parametrize(
    ("member", "reason"),
    [("word/document.xml", "Word"), ("xl/workbook.bin", "XLSB"), ("a.csv", "archive"), ("content.xml", "OpenDocument")],
)
def test_other_archives_are_told_apart(member: str, reason: str) -> None:
    content = io.BytesIO()
    with zipfile.ZipFile(content, "w") as archive:
        archive.writestr("mimetype", "x")
        archive.writestr(member, "x")
    assert reason in only_refusal(content.getvalue(), "rows.xlsx").reason


def test_a_workbook_named_csv_is_refused_with_its_right_name() -> None:
    refusal = only_refusal(workbook_of(["code"], ["a"]), "rows.csv")
    assert "holds a workbook" in refusal.reason
    assert ".xlsx" in refusal.remedy


def test_size_is_limited_before_anything_is_parsed() -> None:
    assert "larger than 0.001 MB" in only_refusal(b"%PDF" + b"x" * 2000, limits=Limits(bytes=1000)).reason


def test_a_zip_bomb_is_refused_unopened() -> None:
    bomb = with_member(workbook_of(["code"], ["a"]), "xl/worksheets/sheet2.xml", b" " * 20_000_000)
    assert len(bomb) < 100_000
    assert "far larger than a table" in only_refusal(bomb, "rows.xlsx").reason


def test_too_many_parts_are_refused() -> None:
    assert "parts" in only_refusal(workbook_of(["a"], ["b"]), "rows.xlsx", Limits(members=3)).reason


@pytest.mark.parametrize(
    ("member", "content", "reason"),
    [
        ("xl/vbaProject.bin", b"x", "macros"),
        ("xl/macrosheets/sheet1.xml", b"x", "macros"),
        (
            "[Content_Types].xml",
            b"<Types><Override ContentType='application/vnd.ms-excel.sheet.macroEnabled.main+xml'/></Types>",
            "macros",
        ),
        ("xl/externalLinks/externalLink1.xml", b"x", "other files"),
        ("xl/connections.xml", b"x", "other files"),
        ("xl/sharedStrings.xml", b'<!DOCTYPE x [<!ENTITY a "aaaa">]><x>&a;</x>', "XML declarations"),
        ("xl/sharedStrings.xml", "<!DOCTYPE x>".encode("utf-16"), "XML declarations"),
        ("xl/sharedStrings.xml", "<!DOCTYPE x>".encode("utf-16-le"), "XML declarations"),
        ("xl/sharedStrings.xml", '<?xml version="1.0" encoding="cp037"?>'.encode("cp037"), "XML declarations"),
        ("xl/sharedStrings.xml", b'<?xml version="1.0" encoding="utf-7"?>', "XML declarations"),
        ("xl/chartsheets/sheet1.xml", b"<chartsheet/>", "a chart"),
        ("xl/workbook.xml", b"<workbook", "damaged"),
        ("xl/worksheets/sheet1.xml", b"<worksheet><sheetData><row><c t='s'><v>99</v></c></row>", "damaged"),
    ],
)
def test_a_hostile_or_broken_workbook_is_refused(member: str, content: bytes, reason: str) -> None:
    assert reason in only_refusal(with_member(workbook_of(["code"], ["a"]), member, content), "rows.xlsx").reason


def test_a_workbook_whose_worksheet_is_missing_is_damaged() -> None:
    """The library reads the others and says nothing: a whole table of rows would be lost."""

    def fill(book: Workbook) -> None:
        for worksheet in (book.active, book.create_sheet("_more")):
            worksheet.append(["code"])
            worksheet.append(["a"])

    lost = without_member(workbook(fill), "xl/worksheets/sheet2.xml")
    assert "damaged" in only_refusal(lost, "rows.xlsx").reason


@pytest.mark.filterwarnings("ignore:Duplicate name")
def test_a_workbook_that_holds_a_part_twice_is_damaged() -> None:
    content = io.BytesIO(workbook_of(["code"], ["a"]))
    with zipfile.ZipFile(content, "a") as archive:
        archive.writestr("xl/worksheets/sheet1.xml", b"<worksheet/>")
    assert "damaged" in only_refusal(content.getvalue(), "rows.xlsx").reason


def test_a_workbook_stops_at_the_last_row_that_may_be_read() -> None:
    rows = [["code"], *(["a"] for _ in range(9))]
    refusal = only_refusal(workbook_of(*rows), "rows.xlsx", Limits(rows=4))
    assert (refusal.row, refusal.reason) == (6, "There are more than 4 rows.")


@pytest.mark.parametrize(
    ("escaped", "text"), [("a_xD83D__xDE00_", "a😀"), ("a_x000A_b", "a\nb"), ("_xZZZZ_", "_xZZZZ_")]
)
def test_escaped_letters_of_a_workbook_are_read(escaped: str, text: str) -> None:
    assert read(workbook_of(["t"], [escaped]), "r.xlsx").rows[0].cells["t"] == text


def test_half_a_letter_of_a_workbook_is_a_lost_one() -> None:
    assert "lost or garbled" in only_refusal(workbook_of(["t"], ["a_xD800_b"]), "r.xlsx").reason


@pytest.mark.parametrize(
    ("number_format", "cell"),
    [("0%", "2600%"), ('0" MDH"', "26 MDH"), ('#,##0.00 "DH"', Decimal(26)), ("0,,", Decimal(26)), ('0"M"', "26 M")],
)
def test_a_number_is_read_as_its_format_shows_it(number_format: str, cell: object) -> None:
    def fill(book: Workbook) -> None:
        book.active.append(["amount"])
        book.active.append([26])
        book.active["A2"].number_format = number_format

    assert read(workbook(fill), "r.xlsx").rows[0].cells["amount"] == cell


def test_a_day_with_an_hour_is_kept_for_the_day_to_be_read() -> None:
    cells = read(workbook_of(["at"], [datetime.fromisoformat("2022-02-13T10:30")]), "r.xlsx").rows[0].cells
    assert read_day(as_text(cells["at"])) == date(2022, 2, 13)


def test_an_encrypted_member_is_refused() -> None:
    data = bytearray(workbook_of(["code"], ["a"]))
    data[data.index(b"PK\x01\x02") + 8] |= 1
    assert "password" in only_refusal(bytes(data), "rows.xlsx").reason


def test_a_formula_in_a_workbook_is_refused_with_its_place() -> None:
    refusal = only_refusal(workbook_of(["code", "amount"], ["a", "=SUM(1,2)"]), "rows.xlsx")
    assert (refusal.row, refusal.column, refusal.value) == (2, "amount", "=SUM(1,2)")


def test_an_error_in_a_workbook_is_refused_with_its_place() -> None:
    refusal = only_refusal(workbook_of(["code", "amount"], ["a", "#REF!"]), "rows.xlsx")
    assert (refusal.row, refusal.column, refusal.reason) == (
        2,
        "amount",
        "The cell holds an error of the spreadsheet program.",
    )


def test_types_of_a_workbook_are_kept() -> None:
    typed = [2.0, 0.1 + 0.2, date(2022, 1, 31), True, None]
    cells = read(workbook_of(["a", "b", "c", "d", "e"], typed), "r.xlsx").rows[0].cells
    assert cells == {"a": Decimal(2), "b": Decimal("0.3"), "c": date(2022, 1, 31), "d": True, "e": ""}
    assert [as_text(cell) for cell in cells.values()] == ["2", "0.3", "2022-01-31", "yes", ""]


def test_merged_cells_are_refused() -> None:
    def fill(book: Workbook) -> None:
        book.active.append(["code", "title"])
        book.active.merge_cells("A2:B2")
        book.active["A2"] = "x"

    assert "merged" in only_refusal(workbook(fill), "r.xlsx").reason


def test_hidden_worksheet_is_refused_and_a_note_passed_over() -> None:
    def fill(book: Workbook) -> None:
        book.active.append(["code"])
        book.active.append(["a"])
        book.create_sheet("_help").append(["=1"])

    def hide(book: Workbook) -> None:
        fill(book)
        book.create_sheet("more").sheet_state = "hidden"

    assert len(read(workbook(fill), "r.xlsx").rows) == 1
    assert "hidden" in only_refusal(workbook(hide), "r.xlsx").reason


def test_several_worksheets_are_refused_where_one_is_read() -> None:
    def fill(book: Workbook) -> None:
        for worksheet in (book.active, book.create_sheet("second")):
            worksheet.append(["code"])
            worksheet.append(["a"])

    assert "Sheet, second" in only_refusal(workbook(fill), "r.xlsx").reason


def test_a_false_dimension_costs_nothing() -> None:
    rows = b"<row r='1'><c r='A1'><v>1</v></c></row><row r='999999999'><c><v>2</v></c></row>"
    sheet = (
        b"<worksheet xmlns='http://schemas.openxmlformats.org/spreadsheetml/2006/main'><dimension ref='A1:XFD1048576'/>"
    )
    forged = with_member(
        workbook_of(["a"]), "xl/worksheets/sheet1.xml", sheet + b"<sheetData>" + rows + b"</sheetData></worksheet>"
    )
    assert "no row below" in only_refusal(forged, "r.xlsx").reason


@pytest.mark.parametrize(
    ("text", "limits", "row", "reason"),
    [
        ("code,code\na,b\n", Limits(), 1, "twice: code"),
        ("code,,title\na,b,c\n", Limits(), 1, "Column 2 has no name"),
        ("\ncode\na\n", Limits(), 1, "first row is empty"),
        ("a,b,c\n1,2,3\n", Limits(columns=2), 1, "at most 2"),
        ("a\n1\n2\n3\n", Limits(rows=2), 4, "more than 2 rows"),
        ("a\n12345\n", Limits(cell_characters=4), 2, "at most 4"),
        ("a,b\n1,2,3\n1,2\n", Limits(), 2, "Cell 3 of this row stands under no column name"),
        ("List of 2022\na,b\n1,2\n", Limits(), 1, "every row below it has more cells"),
        ("a,b\n1,x\x00y\n", Limits(), 2, "U+0000"),
        ("a,b\n1,x\x1by\n", Limits(), 2, "U+001B"),
        ("a,b\n1,\ufffdcole\n", Limits(), 2, "lost or garbled"),
        ("a,b\n1,Ã‰cole dâ€™art\n", Limits(), 2, "lost or garbled"),
        ('a,b\n1,"open\n', Limits(), 2, "quotation marks"),
        ('a,b\n1,2\n3,"x"y\n', Limits(), 3, "quotation marks"),
        ("a,b\n", Limits(), None, "no row below"),
    ],
)
def test_what_no_table_may_hold_is_refused_at_its_row(text: str, limits: Limits, row: int | None, reason: str) -> None:
    refusal = only_refusal(text, limits=limits)
    assert reason in refusal.reason
    assert refusal.row == row


@pytest.mark.parametrize(
    "header",
    ["\u200fa\u200e,b", "\ufeffa,b", "\u202aa\u202c,b", " A ,b\u00a0"],
    ids=["marks", "BOM", "embedding", "spaces"],
)
def test_what_cannot_be_seen_in_a_column_name_is_passed_over(header: str) -> None:
    assert read(f"{header}\n1,2\n").columns == ("a", "b")


def test_a_row_of_nothing_that_can_be_seen_is_blank() -> None:
    assert [row.number for row in read("a,b\n1,2\n , \u200f\n3,4\n").rows] == [2, 4]


def test_a_wide_row_is_refused_once_however_many_cells_it_has() -> None:
    assert [refusal.row for refusal in refusals("a,b\n1,2\n1,2,3,4,5\n")] == [3]


def test_a_column_name_and_a_file_name_are_shown_on_one_line() -> None:
    refusal = Refusal("a\x1b[2J\n.csv", "Wrong.", "", 1, column="b\x1b[31m\u202e")
    assert refusal.place == "a [2J .csv, row 1, column b [31m "


def test_every_bad_cell_is_named_at_once() -> None:
    assert [(r.row, r.column) for r in refusals("a,b\n\x01,ok\nok,\x02\n")] == [(2, "a"), (3, "b")]


def test_a_cell_that_reads_as_another_one_than_it_is_is_refused() -> None:
    assert "control character (U+202E)" in str(only_refusal("code,amount\na,26\u202e000000\n"))


def test_a_refusal_says_file_row_column_value_reason_and_remedy() -> None:
    assert str(only_refusal("code,amount\na,\x1b1\n")) == (
        "rows.csv, row 2, column amount: “ 1”: The cell holds an invisible control character (U+001B). "
        "Type the text of this cell again."
    )


@settings(deadline=None)  # workbooks are slow to write, and how slow is the machine's
@given(st.lists(st.tuples(CELL, CELL), min_size=1, max_size=5))
def test_any_text_survives_our_csv_and_our_workbook(rows: list[tuple[str, str]]) -> None:
    marked = [(f"{number}", *row) for number, row in enumerate(rows)]
    expected = [dict(zip(("n", "a", "b"), row, strict=True)) for row in marked]
    for written, name in (
        (write_csv(("n", "a", "b"), marked), "r.csv"),
        (write_xlsx(("n", "a", "b"), marked, title="r"), "r.xlsx"),
    ):
        assert [row.cells for row in read(written, name).rows] == expected
