"""What reading a document gives: its text, what to know about it, or why it cannot be had."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal

from multaqa.analysis.text.documents.wording import REFUSALS, REMARKS, said
from multaqa.analysis.text.records import Span

Format = Literal["txt", "docx", "odt", "pdf", "xlsx", "ods", "csv", "html", "eml"]
Values = Mapping[str, str | int]


@dataclass(frozen=True)
class Limits:
    """What a document may cost. Files are measured before they are parsed, the process that parses while it does."""

    bytes: int = 30_000_000
    unpacked_bytes: int = 150_000_000  # of an archive: DOCX, ODT, XLSX, ODS
    unpacked_ratio: int = 200  # of one member; the XML of office programs stays far below
    members: int = 3_000
    pages: int = 150  # a page of PDF takes up to a fifth of a second
    cells: int = 300_000
    characters: int = 3_000_000
    nesting: int = 200  # elements within elements
    memory_bytes: int = 1_000_000_000
    cpu_seconds: int = 30
    seconds: float = 30.0


@dataclass(frozen=True)
class Remark:
    """Something a reader must know about a reading; `code` and `values` let another language say it."""

    code: str
    values: Values = field(default_factory=dict, hash=False)

    def __str__(self) -> str:
        return said(REMARKS, self.code, self.values)


@dataclass(frozen=True)
class DocumentText:
    """The text of a document in reading order.

    Paragraphs and rows of tables are parted by an empty line, cells of a row by a tab.
    `pages` are what the format itself divides into (pages of a PDF, worksheets of a workbook), else one span for all;
    in order, without overlap. An empty page is an empty span.
    """

    text: str
    format: Format
    pages: tuple[Span, ...]
    remarks: tuple[Remark, ...] = ()


class UnreadableDocument(ValueError):
    """Why a document gives no text, and what to do; `code` and `values` let another language say it."""

    def __init__(self, code: str, **values: str | int) -> None:
        super().__init__(said(REFUSALS, code, values))
        self.code, self.values = code, values
