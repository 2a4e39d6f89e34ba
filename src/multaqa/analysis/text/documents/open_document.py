"""ODT and ODS: paragraphs, tables and notes in the order in which they are read; cells as they are shown.

Deleted passages and comments are left out; headers come first and footers last, each text once.
"""

import io
from collections.abc import Iterator
from typing import Any

from odf.namespaces import DRAWNS, OFFICENS, STYLENS, TABLENS, TEXTNS
from odf.opendocument import load

from multaqa.analysis.text.documents.archives import check_archive, opened
from multaqa.analysis.text.documents.drafts import Draft
from multaqa.analysis.text.documents.page_numbers import is_page_number
from multaqa.analysis.text.documents.records import DocumentText, Format, Limits, UnreadableDocument

PARAGRAPHS = {(TEXTNS, "p"), (TEXTNS, "h")}
TABLE, ROW, SHEETS = (TABLENS, "table"), (TABLENS, "table-row"), (OFFICENS, "spreadsheet")
CELLS = {(TABLENS, "table-cell"), (TABLENS, "covered-table-cell")}
PICTURE = (DRAWNS, "image")
NOTE, BOX = (TEXTNS, "note"), (DRAWNS, "text-box")
SIGNS = {(TEXTNS, "tab"): "\t", (TEXTNS, "line-break"): "\n"}
SPACES, DELETION, COMMENT = (TEXTNS, "s"), (TEXTNS, "deletion"), (OFFICENS, "annotation")
PASSED_OVER = {COMMENT, (TEXTNS, "tracked-changes"), (TEXTNS, "note-citation"), (OFFICENS, "forms")}
MARGINS = {"header": {"header", "header-first", "header-left"}, "footer": {"footer", "footer-first", "footer-left"}}
MOST_SPACES = 100


def read(data: bytes, limits: Limits) -> DocumentText:
    form: Format = "ods" if b"spreadsheet" in data[:200] else "odt"
    check_archive(data, form, limits)
    with opened(data, form) as archive:
        if b"encryption-data" in archive.read("META-INF/manifest.xml"):
            raise UnreadableDocument("encrypted", format=form)
    try:
        return _Walk(load(io.BytesIO(data)), form, limits).text()
    except (UnreadableDocument, MemoryError, RecursionError):
        raise
    except Exception:  # a damaged or forged document makes the library fail in every possible way
        raise UnreadableDocument("damaged", format=form) from None


class _Walk:
    def __init__(self, document: Any, form: Format, limits: Limits) -> None:
        self.document, self.form = document, form
        self.draft = Draft(limits)
        self.cells = 0

    def text(self) -> DocumentText:
        if self.form == "ods":
            for sheet in _within(self.document.body, {TABLE}):
                self._sheet(sheet)
        else:
            for text in self._margin("header"):
                self.draft.add(text)
            self._blocks(self.document.body)
            for text in self._margin("footer"):
                self.draft.add(text)
        for code, name in (("deleted_text", DELETION), ("comments", COMMENT)):
            if n := sum(1 for _ in _within(self.document.body, {name}, through=set())):
                self.draft.remark(code, n=n)
        pictures = sum(1 for _ in _within(self.document.body, {PICTURE}, through=set()))
        return self.draft.finished(self.form, pictures)

    def _margin(self, kind: str) -> list[str]:
        """What stands on top or at the bottom of the pages, each text once, page numbers left out."""
        parts = _within(self.document.masterstyles, {(STYLENS, name) for name in MARGINS[kind]})
        texts = (_letters(paragraph)[0].strip() for part in parts for paragraph in _within(part, PARAGRAPHS))
        return list(dict.fromkeys(text for text in texts if not is_page_number(text)))

    def _blocks(self, container: Any) -> None:
        for block in _within(container, PARAGRAPHS | {TABLE}):
            if block.qname == TABLE:
                self._table(block)
            else:
                self._paragraph(block)

    def _paragraph(self, paragraph: Any) -> None:
        text, apart = _letters(paragraph)
        self.draft.add(text)
        for part in apart:
            self._blocks(part)

    def _table(self, table: Any) -> None:
        """Rows of short cells by tabs; a row whose cells hold paragraphs is laid out, and read cell after cell."""
        for row in _within(table, {ROW}):
            cells = list(_within(row, CELLS))
            self._count(len(cells))
            texts = [_short(cell) for cell in cells]
            if None in texts:
                for cell in cells:
                    self._blocks(cell)
            else:
                self.draft.add_row([text or "" for text in texts])

    def _sheet(self, sheet: Any) -> None:
        if self._is_hidden(sheet):
            self.draft.remark("hidden_sheet", name=_attribute(sheet, TABLENS, "name"))
            return
        for row in _within(sheet, {ROW}):
            texts = list(self._texts_of_row(row))
            for _ in range(_repeated(row, "rows") if any(texts) else 0):
                self._count(len(texts))
                self.draft.add_row(texts)
        self.draft.turn_page()

    def _texts_of_row(self, row: Any) -> Iterator[str]:
        """The cells up to the last with text: a sheet says that the rest of its thousand columns are empty."""
        empty = 0
        for cell in _within(row, CELLS):
            text = "\n".join(_letters(paragraph)[0] for paragraph in _within(cell, PARAGRAPHS)).strip()
            times = _repeated(cell, "columns")
            if not text:
                empty += times
                continue
            self._count(empty + times)
            yield from [""] * empty
            yield from [text] * times
            empty = 0

    def _count(self, cells: int) -> None:
        self.cells += cells
        if self.cells > self.draft.limits.cells:
            raise UnreadableDocument("too_many_cells", most=self.draft.limits.cells)

    def _is_hidden(self, sheet: Any) -> bool:
        style = _attribute(sheet, TABLENS, "style-name")
        return any(
            _attribute(found, STYLENS, "name") == style
            and any(_attribute(child, TABLENS, "display") == "false" for child in found.childNodes)
            for found in self.document.automaticstyles.childNodes
        )


def _within(element: Any, names: set[tuple[str, str]], through: set[tuple[str, str]] | None = None) -> Iterator[Any]:
    """The elements so called, the outermost ones, in order; without looking into those that are passed over."""
    closed = PASSED_OVER if through is None else through
    waiting = list(reversed(element.childNodes))
    while waiting:
        node = waiting.pop()
        name = getattr(node, "qname", None)
        if name in names:
            yield node
        elif name is not None and name not in closed:
            waiting.extend(reversed(node.childNodes))


def _letters(paragraph: Any) -> tuple[str, list[Any]]:
    """The text of a paragraph, and the notes and text boxes in it, which are read after it."""
    signs: list[str] = []
    apart: list[Any] = []
    waiting = list(reversed(paragraph.childNodes))
    while waiting:
        node = waiting.pop()
        name = getattr(node, "qname", None)
        if name is None:
            signs.append(str(node.data))
        elif name in SIGNS:
            signs.append(SIGNS[name])
        elif name == SPACES:
            signs.append(" " * min(_number(_attribute(node, TEXTNS, "c")), MOST_SPACES))
        elif name in (NOTE, BOX):
            apart.append(node)
        elif name not in PASSED_OVER:
            waiting.extend(reversed(node.childNodes))
    return "".join(signs), apart


def _short(cell: Any) -> str | None:
    """The text of a cell of at most one paragraph; None where there is more to it."""
    blocks = list(_within(cell, PARAGRAPHS | {TABLE}))
    if any(block.qname == TABLE for block in blocks):
        return None
    read = [_letters(block) for block in blocks]
    texts = [text for text, _apart in read if text.strip()]
    return None if len(texts) > 1 or any(apart for _text, apart in read) else "".join(texts)


def _attribute(element: Any, namespace: str, name: str) -> str:
    return str((getattr(element, "attributes", None) or {}).get((namespace, name), ""))


def _repeated(element: Any, what: str) -> int:
    return _number(_attribute(element, TABLENS, f"number-{what}-repeated"))


def _number(text: str) -> int:
    return int(text) if text.isascii() and text.isdigit() and len(text) < 10 else 1
