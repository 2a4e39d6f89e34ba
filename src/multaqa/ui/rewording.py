"""Two hands on the same words: whoever saves second is shown both versions, and nothing typed is lost.

A form that words something anew carries a mark of each value as it stood when the form was opened. The deed, with the
row locked, compares those marks with what stands now.
"""

import hashlib
import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any, ClassVar

from django import forms
from django.db import models
from django.utils.translation import gettext as _

from multaqa.ui.deeds import DeedRefused
from multaqa.ui.formats import listed
from multaqa.ui.forms import put_in


class RevisedMeanwhile(DeedRefused):
    """Somebody else changed the words while one was working on them: `row` holds what they say now."""

    status = 409

    def __init__(self, row: models.Model) -> None:
        self.row = row
        super().__init__(
            _("Somebody else changed these words meanwhile. Both versions are below: put them together, then save.")
        )

    def put_on(self, form: Any) -> None:
        form.take_up(self.row)
        super().put_on(form)


def standing(row: models.Model, names: Iterable[str]) -> dict[str, Any]:
    """What stands in these fields of a row; of those that hold many, the rows they hold."""
    values = {name: getattr(row, name) for name in names}
    return {name: list(value.all()) if isinstance(value, models.Manager) else value for name, value in values.items()}


def seen_in(values: Mapping[str, Any]) -> str:
    """The marks of values as a page carries them along."""
    return json.dumps({name: mark(value) for name, value in values.items()})


def mark(value: Any) -> str:
    """A few letters that are others once the value is another."""
    return hashlib.sha256(json.dumps(_plain(value), sort_keys=True).encode()).hexdigest()[:16]


def _plain(value: Any) -> Any:
    """What a value says, whether it was typed in a form or is read from its row."""
    match value:
        case models.Model():
            return value.pk
        case Mapping():
            return {key: said for key, one in value.items() if (said := _plain(one)) != ""} or ""
        case str():
            return value.replace("\r\n", "\n").strip()
        case Decimal():
            return str(value.normalize())
        case date():
            return value.isoformat()
        case Iterable():
            return sorted(map(_plain, value)) or ""
        case None:
            return ""
    return value


NOTHING = mark(None)


def have_moved(now: Mapping[str, Any], seen: str | None) -> bool:
    """Whether any of these values is another than the one that was seen; None says that no page lay in between."""
    stood = _read(seen)
    return seen is not None and any(stood.get(name, NOTHING) != mark(value) for name, value in now.items())


def stands_already(
    row: models.Model, wanted: Mapping[str, Any], seen: str | None, now: Mapping[str, Any] | None = None
) -> bool:
    """Whether the words that are wanted stand already, because the same deed was sent twice.

    Refused where they moved since they were `seen`. `now` is what stands in their place, where these are no fields
    of the row.
    """
    now = standing(row, wanted) if now is None else now
    if not have_moved(now, seen):
        return False
    if all(mark(wanted[name]) == mark(value) for name, value in now.items()):
        return True
    raise RevisedMeanwhile(row)


def part_stands_already(part: models.Model, key: str, wanted: Mapping[str, Any], seen: str | None) -> bool:
    """The same of one row out of many, whose marks the page carries by their keys."""
    return stands_already(part, {key: wanted}, seen, now={key: standing(part, wanted)})


def _read(seen: str | None) -> dict[str, str]:
    try:
        marks = json.loads(seen or "{}")
    except ValueError:
        marks = {}
    return marks if isinstance(marks, dict) else {}


@dataclass(frozen=True)
class Now:
    """What a field says now that it moved, by language; its field holds it already where nobody typed another."""

    texts: list[tuple[str, str]]
    is_taken_over: bool


class RewordingForm(forms.Form):
    """Other words for those that stand in a row. Where they moved meanwhile, it comes back with both versions."""

    seen = forms.CharField(required=False, widget=forms.HiddenInput)

    worded: ClassVar[tuple[str, ...]] = ()
    """Its fields that the row and the deed call by the same names."""

    def __init__(self, *args: Any, row: models.Model, **options: Any) -> None:
        options["initial"] = self.shown(row)
        super().__init__(*args, **options)
        self.moved: dict[str, Now] = {}

    def shown(self, row: models.Model) -> dict[str, Any]:
        """What stands now, as the fields take it."""
        values = self.values(row)
        return {**values, "seen": seen_in(values)}

    def values(self, row: models.Model) -> dict[str, Any]:
        """What stands now, as the deed compares it."""
        return standing(row, self.worded)

    def clean_seen(self) -> str | None:
        """None where no page of ours was sent: then there is nothing that anybody could have overlooked."""
        return self["seen"].data

    def clean(self) -> dict[str, Any]:
        self.typed = super().clean() or {}
        return {**self.typed}

    def is_typed(self, name: str) -> bool:
        """Whether a field says something else than what stood when the form was opened."""
        return mark(self.typed.get(name)) != _read(self["seen"].data).get(name, NOTHING)

    def take_up(self, row: models.Model) -> None:
        """Beside each field what it says now; where nothing was typed, that stands in the field."""
        stood = _read(self["seen"].data)
        self.initial = self.shown(row)
        for name, value in self.values(row).items():
            if name in self.fields and mark(value) not in (mark(self.typed.get(name)), stood.get(name, NOTHING)):
                self.moved[name] = Now(_read_out(self[name], self.initial[name]), not self.is_typed(name))
                if not self.is_typed(name):
                    self.fields[name].bound_data = lambda data, initial: initial  # type: ignore[method-assign]
        for bound in self.hidden_fields():
            put_in(self, bound.name, str(self.initial[bound.name]))


class PartRewordingForm(RewordingForm):
    """Words for one of many rows, which the form names by its key: new, or other words for one that is there."""

    key: ClassVar[str] = "code"

    def __init__(self, *args: Any, parts: Iterable[models.Model], **options: Any) -> None:
        options["initial"] = {"seen": seen_in({self.key_of(part): self.values(part) for part in parts})}
        forms.Form.__init__(self, *args, **options)
        self.moved = {}

    def key_of(self, part: models.Model) -> str:
        return str(getattr(part, self.key))

    def shown(self, row: models.Model) -> dict[str, Any]:
        values = self.values(row)
        marks = {**_read(self["seen"].data), self.key_of(row): mark(values)}
        return {**values, "seen": json.dumps(marks)}


def _read_out(bound: forms.BoundField, value: Any) -> list[tuple[str, str]]:
    """A value as it is read in a sentence: each language of a text, the names of what is chosen."""
    if mark(value) == NOTHING:
        return []
    if isinstance(value, Mapping):
        return [(language, text) for language, text in value.items() if text]
    if isinstance(value, list):
        return [("", listed(map(str, value)))]
    prepared = bound.field.prepare_value(value)
    labels = _choices(getattr(bound.field, "choices", ()))
    return [("", str(next((label for key, label in labels if str(key) == str(prepared)), prepared)))]


def _choices(choices: Iterable[Any]) -> Iterable[tuple[Any, Any]]:
    """All that may be chosen, without the groups it is offered in."""
    for key, label in choices:
        yield from label if isinstance(label, list | tuple) else [(key, label)]
