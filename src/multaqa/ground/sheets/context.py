"""What a sheet's check and load may ask: the other rows, the objects made so far, the folder's documents."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from django.core.exceptions import ValidationError
from django.db import DataError, IntegrityError, transaction
from django.utils.translation import gettext as _

from multaqa.ground.journal.actions import Actor
from multaqa.ground.sheets.decoding import decode
from multaqa.ground.sheets.limits import Limits
from multaqa.ground.sheets.reading import read_bytes
from multaqa.ground.sheets.records import Record
from multaqa.ground.sheets.refusals import Fault, Refusal, Refused

DOCUMENTS = "documents"
DOCUMENT_LIMITS = Limits(bytes=2_000_000)


@dataclass
class LoadContext:
    by: Actor
    records: Mapping[str, Sequence[Record]]
    existing: Mapping[str, Callable[[], Mapping[str, Any]]]
    folder: Path | None = None
    _objects: dict[str, dict[str, Any]] = field(default_factory=dict)
    _rows_by_code: dict[str, dict[str, Record]] = field(default_factory=dict)

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

    def document(self, name: str) -> str:
        """The text of a file under documents/; a fault for any other place, a huge file or an uncertain encoding."""
        path = self._document_path(name)
        with path.open("rb") as file:
            return decode(read_bytes(file, DOCUMENT_LIMITS)).replace("\r\n", "\n")

    def _document_path(self, name: str) -> Path:
        if self.folder is None:
            raise Fault(_("A single table brings no documents."), _("Leave the cell empty, or load a whole folder."))
        room = (self.folder / DOCUMENTS).resolve()
        path = (self.folder / name).resolve()
        if not path.is_relative_to(room) or path.suffix.lower() != ".txt":
            raise Fault(_("Only texts inside the folder “documents” are read."), _("Write it as documents/name.txt."))
        if not path.is_file():
            raise Fault(_("There is no such file."), _("Put it into the folder, or correct its name."))
        return path

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
            raise Refused([_refused_by_database(record, error)]) from error


def _refused_by_model(record: Record, error: ValidationError) -> Refusal:
    fields = error.message_dict if hasattr(error, "error_dict") else {"": error.messages}
    column, messages = next(iter(fields.items()))
    return record.refusal("" if column == "__all__" else column, " ".join(messages), _("Correct the row."))


def _refused_by_database(record: Record, error: Exception) -> Refusal:
    return record.refusal(
        "",
        _("The database refuses this row: %(reason)s.") % {"reason": str(error).splitlines()[0]},
        _("It may exist already, or break a rule of its table: compare it with what is there."),
    )
