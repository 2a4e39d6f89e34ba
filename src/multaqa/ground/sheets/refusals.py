"""What is wrong with a table somebody brought: where, why, and what to do about it."""

from collections.abc import Iterable
from dataclasses import dataclass

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

SHOWN_VALUE = 60
SHOWN_PATH = 300
SHOWN_REFUSALS = 30


def on_one_line(text: str, longest: int = SHOWN_VALUE) -> str:
    """Shortened, and without characters that would disturb a terminal or a page."""
    line = "".join(c if c.isprintable() else " " for c in text[: longest + 1])
    return line if len(line) <= longest else line[: longest - 1] + "…"


class Fault(Exception):
    """What is wrong with one value or one file, said by who knows the reason but not the row."""

    def __init__(self, reason: str, remedy: str, column: str = "") -> None:
        super().__init__(f"{reason} {remedy}")
        self.reason, self.remedy, self.column = reason, remedy, column


@dataclass(frozen=True)
class Remark:
    """Something to say about a place in a file. Rows count as a spreadsheet counts them: the header is row 1."""

    file: str
    reason: str
    remedy: str
    row: int | None = None
    column: str = ""
    value: str = ""

    @property
    def place(self) -> str:
        words = {"file": on_one_line(self.file, SHOWN_PATH), "row": self.row, "column": on_one_line(self.column)}
        if self.row is not None and self.column:
            return _("%(file)s, row %(row)s, column %(column)s") % words
        if self.row is not None:
            return _("%(file)s, row %(row)s") % words
        if self.column:
            return _("%(file)s, column %(column)s") % words
        return str(words["file"])

    @property
    def shown_value(self) -> str:
        return on_one_line(self.value)

    def __str__(self) -> str:
        words = {"place": self.place, "value": self.shown_value, "reason": self.reason, "remedy": self.remedy}
        if self.value:
            return _("%(place)s: “%(value)s”: %(reason)s %(remedy)s") % words
        return _("%(place)s: %(reason)s %(remedy)s") % words


class Refusal(Remark):
    """Why a row or a file cannot be taken."""


class Caution(Remark):
    """What was read, but deserves a look before it is written."""


class Refused(Exception):
    """Nothing was written; every reason is in `refusals`."""

    def __init__(self, refusals: Iterable[Refusal]) -> None:
        self.refusals = tuple(refusals)
        super().__init__(self.refusals)

    def __str__(self) -> str:
        lines = [str(refusal) for refusal in self.refusals[:SHOWN_REFUSALS]]
        if hidden := len(self.refusals) - len(lines):
            more = ngettext("And %(n)s more thing to correct.", "And %(n)s more things to correct.", hidden)
            lines.append(more % {"n": hidden})
        return "\n".join(lines)
