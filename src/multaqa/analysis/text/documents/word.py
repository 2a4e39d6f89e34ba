"""DOCX: paragraphs, tables, text boxes and notes in the order in which they are read.

The library's own `text` loses what was inserted in tracked changes and what stands in text boxes, so the elements are
walked here. Deleted passages are left out; headers come first and footers last, each text once.
"""

import io
import warnings
from collections.abc import Iterable, Iterator
from typing import Any

from docx import Document
from docx.oxml.ns import qn

from multaqa.analysis.text.documents.archives import check_archive
from multaqa.analysis.text.documents.drafts import Draft
from multaqa.analysis.text.documents.page_numbers import is_page_number
from multaqa.analysis.text.documents.records import DocumentText, Limits, UnreadableDocument

PARAGRAPH, TABLE, ROW, CELL = qn("w:p"), qn("w:tbl"), qn("w:tr"), qn("w:tc")
SIGNS = {
    qn("w:tab"): "\t",
    qn("w:br"): "\n",
    qn("w:cr"): "\n",
    qn("w:noBreakHyphen"): "‑",
    qn("w:softHyphen"): "\u00ad",
}
TEXT, BOX = qn("w:t"), qn("w:txbxContent")
COMMENT, PICTURES = qn("w:commentReference"), (qn("a:blip"), "{urn:schemas-microsoft-com:vml}imagedata")
NOTES = {qn("w:footnoteReference"): "footnotes", qn("w:endnoteReference"): "endnotes"}
DELETED = {qn("w:del"), qn("w:moveFrom")}
# The second copy of a text box for older programs, properties, and what a field computes from.
PASSED_OVER = {"{http://schemas.openxmlformats.org/markup-compatibility/2006}Fallback", qn("w:pPr"), qn("w:rPr")}


def read(data: bytes, limits: Limits) -> DocumentText:
    check_archive(data, "docx", limits)
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            return _Walk(Document(io.BytesIO(data)), limits).text()
    except UnreadableDocument:
        raise
    except MemoryError:
        raise
    except Exception:  # a damaged or forged document makes the library fail in every possible way
        raise UnreadableDocument("damaged", format="docx") from None


class _Walk:
    def __init__(self, document: Any, limits: Limits) -> None:
        self.document = document
        self.draft = Draft(limits)
        self.notes = {kind: dict(_notes(document, kind)) for kind in NOTES.values()}
        self.deleted = self.cells = 0

    def text(self) -> DocumentText:
        for header in self._margin("header"):
            self.draft.add(header)
        self._blocks(self.document.element.body)
        for footer in self._margin("footer"):
            self.draft.add(footer)
        if self.deleted:
            self.draft.remark("deleted_text", n=self.deleted)
        if comments := _count(self.document.element.body, COMMENT):
            self.draft.remark("comments", n=comments)
        return self.draft.finished("docx", _count(self.document.element.body, *PICTURES))

    def _margin(self, kind: str) -> list[str]:
        """What stands on top or at the bottom of the pages, each text once, page numbers left out."""
        texts: dict[str, None] = {}
        for section in self.document.sections:
            for part in (getattr(section, kind), getattr(section, f"first_page_{kind}")):
                if part.is_linked_to_previous:
                    continue
                for paragraph in part._element.iter(PARAGRAPH):
                    text = self._paragraph(paragraph)[0].strip()
                    if not is_page_number(text):
                        texts[text] = None
        return list(texts)

    def _blocks(self, container: Any) -> None:
        for block in _blocks(container):
            if block.tag == TABLE:
                self._table(block)
            else:
                self._add_paragraph(block)

    def _add_paragraph(self, paragraph: Any) -> None:
        text, boxes, notes = self._paragraph(paragraph)
        self.draft.add(text)
        for box in boxes:
            self._blocks(box)
        for note in notes:
            self.draft.add(note)

    def _table(self, table: Any) -> None:
        """Rows of short cells by tabs; a row whose cells hold paragraphs is laid out, and read cell after cell."""
        for row in _children(table, ROW):
            cells = list(_children(row, CELL))
            self.cells += len(cells)
            if self.cells > self.draft.limits.cells:
                raise UnreadableDocument("too_many_cells", most=self.draft.limits.cells)
            lines = [self._short(cell) for cell in cells]
            if all(line is not None for line in lines):
                self.draft.add_row([line or "" for line in lines])
            else:
                for cell in cells:
                    self._blocks(cell)

    def _short(self, cell: Any) -> str | None:
        """The text of a cell of at most one paragraph; None where there is more to it."""
        blocks = list(_blocks(cell))
        filled = [block for block in blocks if block.tag == TABLE or any(True for _ in block.iter(TEXT))]
        if not filled:
            return ""
        if len(filled) > 1 or filled[0].tag == TABLE:
            return None
        deleted = self.deleted
        text, boxes, notes = self._paragraph(filled[0])
        if boxes or notes:
            self.deleted = deleted  # it will be read again
            return None
        return text

    def _paragraph(self, paragraph: Any) -> tuple[str, list[Any], list[str]]:
        """The text of a paragraph, its text boxes, and the notes it refers to."""
        signs: list[str] = []
        boxes: list[Any] = []
        notes: list[str] = []
        waiting = list(reversed(paragraph))
        while waiting:
            element = waiting.pop()
            tag = element.tag
            if tag == TEXT:
                signs.append(element.text or "")
            elif tag in SIGNS:
                signs.append(SIGNS[tag])
            elif tag in DELETED:
                self.deleted += 1
            elif tag == BOX:
                boxes.append(element)
            elif tag in NOTES:
                notes.append(self.notes[NOTES[tag]].get(element.get(qn("w:id")), ""))
            elif tag not in PASSED_OVER:
                waiting.extend(reversed(element))
        return "".join(signs), boxes, notes


def _count(element: Any, *tags: str) -> int:
    return sum(1 for _ in element.iter(*tags))


def _blocks(container: Any) -> Iterator[Any]:
    """Paragraphs and tables of a body, a cell or a text box, also those wrapped in content controls or insertions."""
    waiting = list(reversed(container))
    while waiting:
        element = waiting.pop()
        if element.tag in (PARAGRAPH, TABLE):
            yield element
        elif element.tag not in DELETED | PASSED_OVER:
            waiting.extend(reversed(element))


def _children(element: Any, tag: str) -> Iterator[Any]:
    """The rows of a table or cells of a row, also those wrapped in content controls; not those of a table within."""
    waiting = list(reversed(element))
    while waiting:
        child = waiting.pop()
        if child.tag == tag:
            yield child
        elif child.tag not in (PARAGRAPH, TABLE):
            waiting.extend(reversed(child))


def _notes(document: Any, kind: str) -> Iterable[tuple[str, str]]:
    """Each footnote or endnote by its number."""
    for part in document.part.package.iter_parts():
        if str(part.partname) == f"/word/{kind}.xml":
            from docx.oxml.parser import parse_xml  # only the documents that have notes need it

            for note in parse_xml(part.blob):
                texts = ("".join(t.text or "" for t in p.iter(TEXT)) for p in note.iter(PARAGRAPH))
                yield note.get(qn("w:id")), " ".join(text.strip() for text in texts if text.strip())
