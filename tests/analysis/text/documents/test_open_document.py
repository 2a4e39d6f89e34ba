"""ODT and ODS, made by the library that others make them with."""

import io
from typing import Any

from odf import draw, office, style, table, text
from odf.opendocument import OpenDocumentSpreadsheet, OpenDocumentText

from multaqa.analysis.text.documents.formats import parse
from multaqa.analysis.text.documents.records import DocumentText, Limits


def read(document: Any, name: str) -> DocumentText:
    content = io.BytesIO()
    document.write(content)
    return parse(content.getvalue(), name, Limits())


def row_of(*cells: str, **repeated: int) -> Any:
    row = table.TableRow(**repeated)
    for content in cells:
        cell = table.TableCell()
        for line in content.split("\n") if content else []:
            cell.addElement(text.P(text=line))
        row.addElement(cell)
    return row


def table_of(*rows: Any, **names: Any) -> Any:
    made = table.Table(**names)
    for row in rows:
        made.addElement(row)
    return made


def test_odt_keeps_paragraphs_rows_blanks_and_breaks() -> None:
    document = OpenDocumentText()
    document.text.addElement(text.H(outlinelevel=1, text="محضر اجتماع"))
    paragraph = text.P(text="Un")
    for part in (text.S(c=2), text.Span(text="deux"), text.LineBreak()):
        paragraph.addElement(part)
    paragraph.addText("trois")
    document.text.addElement(paragraph)
    document.text.addElement(table_of(row_of("الجماعة", "العدد"), row_of("", "12")))
    document.text.addElement(table_of(row_of("أ\nب", "ج")))
    items = text.List()
    item = text.ListItem()
    item.addElement(text.P(text="بند"))
    items.addElement(item)
    document.text.addElement(items)
    assert read(document, "a.odt").text.split("\n\n") == [
        "محضر اجتماع", "Un  deux\ntrois", "الجماعة\tالعدد", "\t12", "أ", "ب", "ج", "بند",
    ]  # fmt: skip


def test_odt_reads_notes_and_boxes_after_their_paragraph_and_leaves_out_comments_and_deletions() -> None:
    document = OpenDocumentText()
    changes, region, deletion = text.TrackedChanges(), text.ChangedRegion(check_grammar=False), text.Deletion()
    deletion.addElement(text.P(text="supprimé"))
    region.addElement(deletion)
    changes.addElement(region)
    document.text.addElement(changes)
    paragraph = text.P(text="Texte")
    note = text.Note(noteclass="footnote")
    note.addElement(text.NoteCitation(text="1"))
    body = text.NoteBody()
    body.addElement(text.P(text="note"))
    note.addElement(body)
    comment = office.Annotation()
    comment.addElement(text.P(text="à revoir"))
    frame, box = draw.Frame(), draw.TextBox()
    box.addElement(text.P(text="encadré"))
    frame.addElement(box)
    for part in (note, comment, frame):
        paragraph.addElement(part)
    document.text.addElement(paragraph)
    read_text = read(document, "a.odt")
    assert read_text.text.split("\n\n") == ["Texte", "note", "encadré"]
    assert {remark.code: remark.values for remark in read_text.remarks} == {
        "deleted_text": {"n": 1},
        "comments": {"n": 1},
    }


def test_odt_reads_headers_first_and_footers_last_without_page_numbers() -> None:
    document = OpenDocumentText()
    layout = style.PageLayout(name="p")
    document.automaticstyles.addElement(layout)
    master = style.MasterPage(name="Standard", pagelayoutname=layout)
    header, footer = style.Header(), style.Footer()
    header.addElement(text.P(text="إقليم أزيلال"))
    footer.addElement(text.P(text="Page 2 sur 5"))
    footer.addElement(text.P(text="Entraide Nationale"))
    master.addElement(header)
    master.addElement(footer)
    document.masterstyles.addElement(master)
    document.text.addElement(text.P(text="نص"))
    assert read(document, "a.odt").text == "إقليم أزيلال\n\nنص\n\nEntraide Nationale"


def test_ods_gives_each_sheet_as_a_page_and_repeats_only_what_holds_text() -> None:
    document = OpenDocumentSpreadsheet()
    hidden = style.Style(name="ta2", family="table")
    hidden.addElement(style.TableProperties(display="false"))
    document.automaticstyles.addElement(hidden)
    first = table_of(row_of("أزيلال", "", "26 MDH"), row_of("", numberrowsrepeated=1_000_000), name="un")
    wide = table.TableRow(numberrowsrepeated=2)
    cell = table.TableCell(numbercolumnsrepeated=3)
    cell.addElement(text.P(text="x"))
    wide.addElement(cell)
    wide.addElement(table.TableCell(numbercolumnsrepeated=16_000))
    second = table_of(wide, name="deux")
    for sheet in (first, second, table_of(row_of("secret"), name="brouillon", stylename=hidden)):
        document.spreadsheet.addElement(sheet)
    read_sheets = read(document, "a.ods")
    assert [page.of(read_sheets.text) for page in read_sheets.pages] == ["أزيلال\t\t26 MDH", "x\tx\tx\n\nx\tx\tx"]
    assert [(remark.code, remark.values) for remark in read_sheets.remarks] == [("hidden_sheet", {"name": "brouillon"})]
