"""A text while it is put together: paragraph by paragraph, page by page, within its limits."""

from multaqa.analysis.text.documents.cleaning import Removed, cleaned
from multaqa.analysis.text.documents.records import DocumentText, Format, Limits, Remark, UnreadableDocument
from multaqa.analysis.text.records import Span

BETWEEN = "\n\n"  # readers of sentences never go past an empty line


class Draft:
    """Collects paragraphs; `turn_page` ends a page. Nothing that was added moves afterwards."""

    def __init__(self, limits: Limits) -> None:
        self.limits = limits
        self.remarks: list[Remark] = []
        self._parts: list[str] = []
        self._length = 0
        self._removed = Removed()
        self._pages: list[Span] = []
        self._page_start: int | None = None  # None until the page has text

    def add(self, paragraph: str, *, goes_on: bool = False) -> None:
        """A paragraph, without the blanks around it, or the rest of one that the page before began."""
        self._append(cleaned(paragraph, self._removed).strip(), "\n" if goes_on else BETWEEN)

    def add_row(self, cells: list[str]) -> None:
        """A row of a table: cells parted by tabs, empty ones at its end left away."""
        texts = [" ".join(cell.split("\t")).strip() for cell in cells]
        while texts and not texts[-1]:
            texts.pop()
        if any(texts):
            self._append(cleaned("\t".join(texts), self._removed))

    def add_whole(self, text: str) -> None:
        """A text with its own paragraphs and blanks, as it stands."""
        self._append(cleaned(text, self._removed))

    def turn_page(self) -> None:
        start = self._length if self._page_start is None else self._page_start
        self._pages.append(Span(start, self._length))
        self._page_start = None

    def remark(self, code: str, **values: str | int) -> None:
        self.remarks.append(Remark(code, values))

    def finished(self, form: Format, pictures: int = 0) -> DocumentText:
        """The document; `pictures` are those it holds, of which is spoken where it holds nothing else."""
        if self._page_start is not None or not self._pages:
            self.turn_page()
        self._remark_on_removed()
        text = "".join(self._parts)
        if not text.strip():
            self.remarks.append(Remark("only_pictures", {"n": pictures}) if pictures else Remark("no_text"))
        return DocumentText(text, form, tuple(self._pages), tuple(self.remarks))

    def _append(self, text: str, between: str = BETWEEN) -> None:
        if not text:
            return
        if self._parts:
            self._put(between)
        if self._page_start is None:
            self._page_start = self._length
        self._put(text)

    def _put(self, text: str) -> None:
        self._parts.append(text)
        self._length += len(text)
        if self._length > self.limits.characters:
            raise UnreadableDocument("too_long", most=self.limits.characters)

    def _remark_on_removed(self) -> None:
        counts = {
            "lost_letters": self._removed.lost,
            "control_characters": self._removed.controls,
            "direction_overrides": self._removed.overrides,
        }
        for code, n in counts.items():
            if n:
                self.remark(code, n=n)
