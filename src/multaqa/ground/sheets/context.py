"""What a sheet's check and load may ask: the other rows, the objects made so far, the folder's documents."""

import os
from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from django.core.exceptions import ValidationError
from django.db import DataError, IntegrityError, transaction
from django.utils.translation import gettext as _

from multaqa.ground.journal.actions import Actor
from multaqa.ground.sheets.database import refused_by_database
from multaqa.ground.sheets.decoding import decode
from multaqa.ground.sheets.limits import Limits
from multaqa.ground.sheets.reading import read_bytes, unreadable
from multaqa.ground.sheets.records import Record
from multaqa.ground.sheets.refusals import Fault, Refusal, Refused
from multaqa.ground.sheets.tables import text_fault
from multaqa.ground.vocabulary.fields import Words
from multaqa.ground.vocabulary.folding import fold

DOCUMENTS = "documents"
DOCUMENT_LIMITS = Limits(bytes=2_000_000, cell_characters=2_000_000)


@dataclass
class LoadContext:
    by: Actor
    records: Mapping[str, Sequence[Record]]
    existing: Mapping[str, Callable[[], Mapping[str, Any]]]
    folder: Path | None = None
    _made_files: list[Callable[[], None]] = field(default_factory=list)
    _objects: dict[str, dict[str, Any]] = field(default_factory=dict)
    _rows_by_code: dict[str, dict[str, Record]] = field(default_factory=dict)
    _codes_by_name: dict[str, dict[str, list[str]]] = field(default_factory=dict)

    def rows(self, sheet: str) -> Sequence[Record]:
        """The accepted rows of another sheet; none where the folder does not bring it."""
        return self.records.get(sheet, ())

    def row(self, sheet: str, code: str) -> Record | None:
        """The accepted row with this code; None when it is refused or not there."""
        if sheet not in self._rows_by_code:
            self._rows_by_code[sheet] = {record.code: record for record in self.rows(sheet)}
        return self._rows_by_code[sheet].get(code)

    def keep(self, sheet: str, code: str, made: Any) -> None:
        """Remember what a row became, for the sheets that refer to it."""
        self.objects(sheet)[code] = made

    def find(self, sheet: str, code: str) -> Any:
        """What the code stands for, made by an earlier row or already in the database; None for an empty cell."""
        return self.objects(sheet)[code] if code else None

    def objects(self, sheet: str) -> dict[str, Any]:
        if sheet not in self._objects:
            self._objects[sheet] = dict(self.existing.get(sheet, dict)())
        return self._objects[sheet]

    def codes_by_name(self, sheet: str) -> dict[str, list[str]]:
        """The codes of a sheet's rows, here and in the database, by what people call them: homonyms share an entry."""
        if sheet not in self._codes_by_name:
            codes: dict[str, list[str]] = defaultdict(list)
            for code, words in self._names(sheet):
                for name in {fold(text) for text in words.values()}:
                    codes[name].append(code)
            self._codes_by_name[sheet] = codes
        return self._codes_by_name[sheet]

    def _names(self, sheet: str) -> Iterator[tuple[str, Words]]:
        there = self.objects(sheet)
        for code, thing in there.items():
            yield code, _called(getattr(thing, "name", None), getattr(thing, "title", None))
        for row in self.rows(sheet):
            if row.code not in there:
                yield row.code, _called(row.values.get("name"), row.values.get("title"))

    def document(self, name: str) -> str:
        """The text of a file under documents/; a fault for any other place, a huge file or an uncertain encoding."""
        try:
            with self._document_path(name).open("rb") as file:
                text = decode(read_bytes(file, DOCUMENT_LIMITS)).replace("\r\n", "\n")
        except OSError as error:
            raise unreadable(error) from None
        if fault := text_fault(text, DOCUMENT_LIMITS):
            raise fault
        return text

    def _document_path(self, name: str) -> Path:
        if self.folder is None:
            raise Fault(_("A single table brings no documents."), _("Leave the cell empty, or load a whole folder."))
        room = self.folder.resolve() / DOCUMENTS
        path = Path(os.path.realpath(self.folder / name))
        if not path.is_relative_to(room) or path.suffix.lower() != ".txt":
            raise Fault(_("Only texts inside the folder “documents” are read."), _("Write it as documents/name.txt."))
        if not path.is_file():
            raise Fault(_("There is no such file."), _("Put it into the folder, or correct its name."))
        return path

    def made_file(self, remove: Callable[[], None]) -> None:
        """Say how to take back a file that a row has written: a database forgets what failed, a disk does not."""
        self._made_files.append(remove)

    def remove_made_files(self) -> None:
        for remove in self._made_files:
            remove()

    @contextmanager
    def writing(self, record: Record) -> Iterator[None]:
        """Around the making of one row: what the database or a model refuses is said of that row."""
        try:
            with transaction.atomic():
                yield
        except Fault as fault:
            raise Refused([record.refusal(fault.column, fault.reason, fault.remedy)]) from None
        except ValidationError as error:
            raise Refused([_refused_by_model(record, error)]) from error
        except (IntegrityError, DataError) as error:
            raise Refused([refused_by_database(record, error)]) from error


def _called(*candidates: object) -> Words:
    return next((words for words in candidates if isinstance(words, Words)), Words())


def _refused_by_model(record: Record, error: ValidationError) -> Refusal:
    fields = error.message_dict if hasattr(error, "error_dict") else {"": error.messages}
    column, messages = next(iter(fields.items()))
    return record.refusal("" if column == "__all__" else column, " ".join(messages), _("Correct the row."))
