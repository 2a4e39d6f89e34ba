"""What a sheet's columns hold, declared once: reading, templates and documentation all follow from it."""

import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from functools import cached_property
from typing import Any, Literal

from django.conf import settings
from django.utils import translation
from django.utils.functional import Promise
from django.utils.translation import gettext as _

from multaqa.ground.sheets.days import is_hijri, read_day
from multaqa.ground.sheets.fitting import refuse_longer
from multaqa.ground.sheets.nearest import did_you_mean
from multaqa.ground.sheets.numerals import read_number, western
from multaqa.ground.sheets.refusals import Fault
from multaqa.ground.sheets.safety import looks_like_formula
from multaqa.ground.sheets.tables import Cell, as_text, is_blank
from multaqa.ground.vocabulary.fields import Words
from multaqa.ground.vocabulary.folding import fold

Kind = Literal["text", "code", "words", "integer", "decimal", "date", "boolean", "choice", "document"]

REQUIRED_LANGUAGES = ("ar", "fr")
CODE = re.compile(r"[A-Za-z0-9][A-Za-z0-9._-]*")
LIST_SEPARATOR = re.compile("[;؛]")
YES = frozenset(map(fold, ("yes", "oui", "نعم", "true", "vrai", "صحيح", "1", "y", "o")))
NO = frozenset(map(fold, ("no", "non", "لا", "false", "faux", "خطأ", "0", "n")))


@dataclass(frozen=True)
class Column:
    """One column of a sheet; `words` stands for one column per language (`title_ar`, `title_fr`, `title_en`).

    An empty cell is "", None, Words() or (), by kind and `many`: unknown, never zero.
    `refers_to` names the sheet whose rows (or the database's) this column's codes belong to.
    """

    name: str
    kind: Kind = "text"
    required: bool = False
    help: str | Promise = ""
    choices: Sequence[tuple[str, str | Promise]] = ()
    many: bool = False
    refers_to: str = ""
    languages: tuple[str, ...] = ("ar", "fr", "en")
    at_least: int | None = None
    at_most: int | None = None
    longest: int | None = None
    example: str = ""

    @property
    def headers(self) -> tuple[str, ...]:
        """The names this column has in the first row."""
        return tuple(f"{self.name}_{tag}" for tag in self.languages) if self.kind == "words" else (self.name,)

    @property
    def required_headers(self) -> tuple[str, ...]:
        if not self.required:
            return ()
        return tuple(h for h in self.headers if self.kind != "words" or h.endswith(REQUIRED_LANGUAGES))

    def read(self, cells: Mapping[str, Cell]) -> Any:
        """The value of this column in a row; raises a Fault that may name the very column."""
        self._require(cells)
        if self.kind == "words":
            texts = {tag: as_text(cells.get(f"{self.name}_{tag}", "")).strip() for tag in self.languages}
            return Words({tag: self._fitting(text) for tag, text in texts.items() if not is_blank(text)})
        cell = cells.get(self.name, "")
        if self.many:
            return tuple(self._one(part.strip()) for part in LIST_SEPARATOR.split(as_text(cell)) if part.strip())
        return self._nothing() if is_blank(cell) else self._one(cell)

    def cautions(self, cells: Mapping[str, Cell]) -> Iterable[tuple[str, Fault]]:
        """What to look at although it can be read, by the name of its column."""
        for header in self.headers:
            cell = cells.get(header, "")
            if isinstance(cell, str) and (caution := self._caution(cell)):
                yield header, caution

    def _require(self, cells: Mapping[str, Cell]) -> None:
        empty = [header for header in self.required_headers if is_blank(cells.get(header, ""))]
        if empty:
            raise Fault(_("The value is missing."), _("Fill in this cell: the row needs it."), empty[0])

    def _nothing(self) -> str | None:
        return "" if self.kind in ("text", "code", "choice", "document") else None

    def _one(self, cell: Cell) -> Any:
        readers: dict[Kind, Callable[[Cell], Any]] = {
            "code": self._code,
            "integer": self._integer,
            "decimal": self._decimal,
            "date": self._date,
            "boolean": self._boolean,
            "choice": self._choice,
        }
        return readers.get(self.kind, self._text)(cell)

    def _text(self, cell: Cell) -> str:
        return self._fitting(as_text(cell).strip())

    def _fitting(self, text: str) -> str:
        refuse_longer(text, self.longest)
        return text

    def _code(self, cell: Cell) -> str:
        """A code as it is typed; where it refers to another row, whatever stands there is looked up later."""
        text = self._fitting(western(as_text(cell)))
        if not self.refers_to and not CODE.fullmatch(text):
            raise Fault(
                _("A code is made of Latin letters, digits, hyphens and dots."),
                _("Write the code as it stands in the row it belongs to, without spaces."),
            )
        return text

    def _decimal(self, cell: Cell) -> Decimal:
        if isinstance(cell, bool | date) or (isinstance(cell, Decimal) and not cell.is_finite()):
            raise Fault(_("This is not a number."), _("Write digits only, without unit or currency."))
        return self._within(cell if isinstance(cell, Decimal) else read_number(cell))

    def _integer(self, cell: Cell) -> int:
        number = self._decimal(cell)
        if number != int(number):
            raise Fault(_("A whole number is needed here."), _("Write it without decimals."))
        return int(number)

    def _within(self, number: Decimal) -> Decimal:
        if self.at_least is not None and number < self.at_least:
            raise Fault(
                _("The smallest number allowed here is %(n)s.") % {"n": self.at_least}, _("Correct the number.")
            )
        if self.at_most is not None and number > self.at_most:
            raise Fault(_("The largest number allowed here is %(n)s.") % {"n": self.at_most}, _("Correct the number."))
        return number

    def _date(self, cell: Cell) -> date:
        return read_day(as_text(cell))

    def _boolean(self, cell: Cell) -> bool:
        answer = fold(as_text(cell))
        if answer not in YES | NO:
            raise Fault(_("This is neither yes nor no."), _("Write yes or no, oui or non, نعم or لا."))
        return answer in YES

    def _choice(self, cell: Cell) -> str:
        text = self._text(cell)
        if code := self._code_by_words.get(fold(text)):
            return code
        raise Fault(
            _("This is not one of the choices."), did_you_mean(text.casefold(), [code for code, _label in self.choices])
        )

    @cached_property
    def _code_by_words(self) -> dict[str, str]:
        """Each choice by its folded code and by its label in every language; a label of two codes is none."""
        codes: dict[str, set[str]] = {}
        for tag, _name in settings.LANGUAGES:
            with translation.override(tag):
                for code, label in self.choices:
                    codes.setdefault(fold(str(label)), set()).add(code)
        labels = {words: next(iter(found)) for words, found in codes.items() if len(found) == 1}
        return labels | {fold(code): code for code, _label in self.choices}

    def _caution(self, text: str) -> Fault | None:
        if self.kind == "date" and is_hijri(text):
            return Fault(
                _("This Hijri date was read as %(day)s, by the Umm al-Qura calendar.")
                % {"day": read_day(text).isoformat()},
                _("The calendar of Morocco may differ by a day: check it, or write the Gregorian date."),
            )
        if self.kind in ("text", "words") and looks_like_formula(text):
            return Fault(
                _("The text begins like a formula; it is kept as text."),
                _("Check that it is what was meant."),
            )
        return None
