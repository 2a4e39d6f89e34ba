"""HTML: what a page says, without its scripts, styles, menus and hidden parts.

Where a page marks one main part (`<main>`, or its only `<article>`), that part is the document.
"""

import re
from dataclasses import dataclass, field

from selectolax.lexbor import LexborHTMLParser, LexborNode

from multaqa.analysis.text.documents.decoding import decode
from multaqa.analysis.text.documents.drafts import Draft
from multaqa.analysis.text.documents.records import DocumentText, Limits, Remark

DECLARED = re.compile(rb"""<meta[^>]+charset\s*=\s*["']?\s*([\w-]+)|<\?xml[^>]+encoding\s*=\s*["']([\w-]+)""", re.I)
DECLARED_WITHIN = 2_000  # bytes
PASSED_OVER = frozenset(
    [
        "script",
        "style",
        "nav",
        "noscript",
        "template",
        "svg",
        "iframe",
        "object",
        "embed",
        "canvas",
        "audio",
        "video",
        "button",
        "select",
        "textarea",
        "head",
        "math",
        "datalist",
        "dialog",
    ]
)
INLINE = frozenset(
    [
        "a",
        "abbr",
        "acronym",
        "b",
        "bdi",
        "bdo",
        "big",
        "cite",
        "code",
        "data",
        "del",
        "dfn",
        "em",
        "font",
        "i",
        "ins",
        "kbd",
        "label",
        "mark",
        "q",
        "ruby",
        "s",
        "samp",
        "small",
        "span",
        "strike",
        "strong",
        "sub",
        "sup",
        "time",
        "tt",
        "u",
        "var",
        "wbr",
        "img",
        "rp",
        "rt",
    ]
)
BLANKS = re.compile(r"[ \t\n\r\f]+")


def read(data: bytes, limits: Limits) -> DocumentText:
    text, remarks = decode_declared(data, declared_encoding(data), limits)
    draft = Draft(limits)
    draft.remarks += remarks
    add_page(text, draft)
    return draft.finished("html")


def declared_encoding(data: bytes) -> str:
    found = DECLARED.search(data[:DECLARED_WITHIN])
    return (found[1] or found[2]).decode("ascii") if found else ""


def decode_declared(data: bytes, declared: str, limits: Limits) -> tuple[str, list[Remark]]:
    """The text in the encoding the file declares, where its bytes agree; else in the one its words speak for."""
    if declared and len(data) <= 4 * limits.characters:
        try:
            return data.decode("cp1252" if declared.lower() == "iso-8859-1" else declared), []
        except (UnicodeDecodeError, LookupError, ValueError):
            pass
    return decode(data, limits.characters)


def add_page(text: str, draft: Draft) -> None:
    tree = LexborHTMLParser(text)
    body = _main_part(tree) or tree.body
    if title := _title(tree, body):
        draft.add(title)
    if body is not None:
        _Page(draft).walk(body)


def _main_part(tree: LexborHTMLParser) -> LexborNode | None:
    for name in ("main", "[role=main]", "article"):
        found = tree.css(name)
        if len(found) == 1 and len(found[0].text(strip=True)) > 0:
            return found[0]
    return None


def _title(tree: LexborHTMLParser, body: LexborNode | None) -> str:
    """The page's title, where the text has no heading of its own."""
    if body is not None and body.css_first("h1") is not None:
        return ""
    title = tree.css_first("head > title")
    return BLANKS.sub(" ", title.text()) if title is not None else ""


@dataclass
class _Row:
    """A row of a table: the paragraphs of each cell."""

    cells: list[list[str]] = field(default_factory=list)


class _Page:
    """Walks the elements without recursion: a hostile page nests deeper than a program may."""

    def __init__(self, draft: Draft) -> None:
        self.draft = draft
        self.rows: list[_Row] = []
        self.signs: list[str] = []
        self.preformatted = 0

    def walk(self, root: LexborNode) -> None:
        waiting: list[tuple[LexborNode, bool]] = [(root, False)]
        while waiting:
            node, is_left = waiting.pop()
            tag = node.tag or ""
            if is_left:
                self._leave(tag)
            elif tag == "-text":
                self._write(node.text_content or "")
            elif not _is_passed_over(node, tag):
                self._enter(tag)
                waiting.append((node, True))
                waiting.extend((child, False) for child in reversed(list(node.iter(include_text=True))))
        self._end_paragraph()

    def _enter(self, tag: str) -> None:
        if tag == "br":
            self.signs.append("\n")
        elif tag not in INLINE:
            self._end_paragraph()
        if tag == "pre":
            self.preformatted += 1
        elif tag == "tr":
            self.rows.append(_Row())
        elif tag in ("td", "th") and self.rows:
            self.rows[-1].cells.append([])

    def _leave(self, tag: str) -> None:
        if tag not in INLINE and tag != "br":
            self._end_paragraph()
        if tag == "pre":
            self.preformatted -= 1
        elif tag == "tr":
            self._end_row(self.rows.pop())

    def _write(self, text: str) -> None:
        self.signs.append(text if self.preformatted else BLANKS.sub(" ", text))

    def _end_paragraph(self) -> None:
        text = "".join(self.signs)
        self.signs.clear()
        if not self.preformatted:
            text = re.sub(r" *\n *", "\n", re.sub(" +", " ", text))
        if text.strip():
            self._put(text.strip())

    def _put(self, paragraph: str) -> None:
        if self.rows and self.rows[-1].cells:
            self.rows[-1].cells[-1].append(paragraph)
        else:
            self.draft.add(paragraph)

    def _end_row(self, row: _Row) -> None:
        """Short cells make one row; cells that hold paragraphs are a page's layout, and read one after the other."""
        is_table = all(len(cell) <= 1 for cell in row.cells)
        if is_table and not self.rows:
            self.draft.add_row(["".join(cell) for cell in row.cells])
        elif is_table:
            self._put("\t".join("".join(cell) for cell in row.cells).strip("\t"))
        else:
            for paragraph in (paragraph for cell in row.cells for paragraph in cell):
                self._put(paragraph)


def _is_passed_over(node: LexborNode, tag: str) -> bool:
    if tag in PASSED_OVER or tag.startswith(("-", "!")):
        return True
    attributes = node.attributes
    hidden = "hidden" in attributes or attributes.get("aria-hidden") == "true"
    return hidden or attributes.get("role") in ("navigation", "search", "menu", "menubar")
