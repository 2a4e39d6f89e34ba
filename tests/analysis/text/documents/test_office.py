"""DOCX and XLSX, made by the programs' own libraries."""

import io
from datetime import date
from typing import Any

import docx
import pytest
from docx.oxml import parse_xml
from openpyxl import Workbook
from PIL import Image

from multaqa.analysis.text.documents.formats import parse
from multaqa.analysis.text.documents.records import DocumentText, Limits, UnreadableDocument

W = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'


def read_docx(document: Any) -> DocumentText:
    content = io.BytesIO()
    document.save(content)
    return parse(content.getvalue(), "a.docx", Limits())


def read_xlsx(book: Workbook, limits: Limits | None = None) -> DocumentText:
    content = io.BytesIO()
    book.save(content)
    return parse(content.getvalue(), "a.xlsx", limits or Limits())


def test_docx_keeps_paragraphs_and_rows_in_their_order() -> None:
    document = docx.Document()
    document.add_heading("محضر اجتماع")
    table = document.add_table(2, 3)
    for place, text in {(0, 0): "الجماعة", (0, 2): "العدد", (1, 1): "زاوية الشيخ"}.items():
        table.cell(*place).text = text
    document.add_paragraph("خلص اللقاء إلى ما يلي")
    assert read_docx(document).text == "محضر اجتماع\n\nالجماعة\t\tالعدد\n\n\tزاوية الشيخ\n\nخلص اللقاء إلى ما يلي"


def test_docx_reads_a_layout_of_two_languages_cell_after_cell() -> None:
    document = docx.Document()
    left, right = document.add_table(1, 2).rows[0].cells
    left.text, right.text = "Royaume du Maroc", "المملكة المغربية"
    left.add_paragraph("Province d'Azilal")
    assert read_docx(document).text.split("\n\n") == ["Royaume du Maroc", "Province d'Azilal", "المملكة المغربية"]


def test_docx_reads_what_was_inserted_and_leaves_out_what_was_deleted() -> None:
    document = docx.Document()
    paragraph = document.add_paragraph("Le centre ")
    run = "<w:{0} {1} w:id='1' w:author='x'><w:r><w:{2}>{3}</w:{2}></w:r></w:{0}>"
    paragraph._p.append(parse_xml(run.format("del", W, "delText", "fermera")))
    paragraph._p.append(parse_xml(run.format("ins", W, "t", "ouvrira")))
    read = read_docx(document)
    assert read.text == "Le centre ouvrira"
    assert [(remark.code, remark.values) for remark in read.remarks] == [("deleted_text", {"n": 1})]


def test_docx_reads_a_text_box_once() -> None:
    document = docx.Document()
    box = "<w:txbxContent><w:p><w:r><w:t>encadré</w:t></w:r></w:p></w:txbxContent>"
    compatible = 'xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006"'
    document.add_paragraph("texte")._p.append(
        parse_xml(
            f"<w:r {W} {compatible}><mc:AlternateContent><mc:Choice>{box}</mc:Choice>"
            f"<mc:Fallback>{box}</mc:Fallback></mc:AlternateContent></w:r>"
        )
    )
    assert read_docx(document).text == "texte\n\nencadré"


def test_docx_reads_headers_first_and_footers_last_without_page_numbers() -> None:
    document = docx.Document()
    document.add_paragraph("texte")
    section = document.sections[0]
    section.header.paragraphs[0].text = "عمالة إقليم أزيلال"
    section.footer.paragraphs[0].text = "صفحة 3 من 7"
    section.footer.add_paragraph("Entraide Nationale")
    assert read_docx(document).text == "عمالة إقليم أزيلال\n\ntexte\n\nEntraide Nationale"


def test_docx_of_a_pasted_scan_is_said_to_hold_only_a_picture() -> None:
    picture = io.BytesIO()
    Image.new("L", (60, 80)).save(picture, "PNG")
    document = docx.Document()
    document.add_picture(picture)
    read = read_docx(document)
    assert (read.text, [(remark.code, remark.values) for remark in read.remarks]) == ("", [("only_pictures", {"n": 1})])


def test_docx_leaves_out_comments_and_says_so() -> None:
    document = docx.Document()
    paragraph = document.add_paragraph("Texte")
    document.add_comment(paragraph.runs, text="à revoir", author="x")
    read = read_docx(document)
    assert (read.text, [remark.code for remark in read.remarks]) == ("Texte", ["comments"])


def test_xlsx_gives_each_worksheet_as_a_page_with_the_values_that_are_shown() -> None:
    book = Workbook()
    book.active.append(["أزيلال", 26.5, date(2024, 2, 13), 0.25, True])
    book.active["B1"].number_format = '0.0 "MDH"'
    book.active["D1"].number_format = "0%"
    book.create_sheet("empty")
    book.create_sheet("second").append([None, "نريد مركزا\nفي الدوار"])
    read = read_xlsx(book)
    assert [page.of(read.text) for page in read.pages] == [
        "أزيلال\t26.5 MDH\t2024-02-13\t25%\t✓",
        "",
        "\tنريد مركزا\nفي الدوار",
    ]


def test_xlsx_says_what_it_leaves_out() -> None:
    book = Workbook()
    book.active.append(["total", "=1+1"])
    hidden = book.create_sheet("brouillon")
    hidden.append(["secret"])
    hidden.sheet_state = "hidden"
    read = read_xlsx(book)
    assert read.text == "total"
    assert [(remark.code, remark.values) for remark in read.remarks] == [
        ("hidden_sheet", {"name": "brouillon"}),
        ("formulas_without_values", {"n": 1}),
    ]


def test_xlsx_with_more_cells_than_allowed_is_refused() -> None:
    book = Workbook()
    for _ in range(11):
        book.active.append([1] * 10)
    with pytest.raises(UnreadableDocument, match="more than 100 cells"):
        read_xlsx(book, Limits(cells=100))
