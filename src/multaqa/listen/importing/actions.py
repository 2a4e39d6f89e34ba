from dataclasses import dataclass
from io import BytesIO
from typing import BinaryIO

from django.db import transaction
from django.utils.translation import gettext as _

from multaqa.ground.people.models import Person
from multaqa.ground.people.rules import require, rights_of
from multaqa.ground.sheets.folders import Folder, folder_of_one
from multaqa.ground.sheets.loading import check_folder, load_folder
from multaqa.ground.sheets.reading import read_table
from multaqa.ground.sheets.records import Record
from multaqa.ground.sheets.refusals import Caution, Refusal, Refused
from multaqa.listen.contributions.models import ImportDraft
from multaqa.listen.errors import ListenError
from multaqa.listen.importing.table import IMPORT_LIMITS, import_sheet, known_rows
from multaqa.listen.rounds.models import Round


@dataclass(frozen=True)
class Plan:
    """What an import would do, row by row; nothing of it is written yet."""

    draft: ImportDraft
    records: tuple[Record, ...]
    refusals: tuple[Refusal, ...]
    cautions: tuple[Caution, ...]

    @property
    def may_go(self) -> bool:
        return bool(self.records) and not self.refusals


def keep_table(*, by: Person, round: Round, name: str, file: BinaryIO) -> ImportDraft:
    """Lay an uploaded table by until its preview is approved; the nightly job throws away what never was."""
    require(rights_of(by).hold_anywhere("contribution.import"))
    content = file.read(IMPORT_LIMITS.bytes + 1)
    if len(content) > IMPORT_LIMITS.bytes:
        raise ListenError(
            _("%(name)s is larger than %(size)s MB. Divide it into several files.")
            % {"name": name, "size": IMPORT_LIMITS.bytes // 1_000_000}
        )
    return ImportDraft.objects.create(by=by, round=round, name=name[:200], content=content)


def plan_import(draft: ImportDraft) -> Plan:
    """Read the table and say of every row that is refused why."""
    try:
        folder = _folder(draft)
    except Refused as refused:
        return Plan(draft, (), refused.refusals, ())
    refusals = sorted(check_folder(folder, draft.by), key=lambda refusal: refusal.row or 0)
    at_fault = {refusal.row for refusal in refusals}
    records = [row for row in folder.previews["contributions"].records if row.number not in at_fault]
    return Plan(draft, tuple(records), tuple(refusals), tuple(folder.cautions))


@transaction.atomic
def import_contributions(*, by: Person, draft: ImportDraft) -> int:
    """Write every row of the table, or none; how many contributions came in."""
    require(by == draft.by)
    counts = load_folder(_folder(draft), by)
    draft.delete()
    return counts["contributions"]


def _folder(draft: ImportDraft) -> Folder:
    sheet = import_sheet(draft.round, draft.by, draft.token)
    table = read_table(BytesIO(bytes(draft.content)), draft.name, IMPORT_LIMITS)
    return folder_of_one(sheet, table, [*known_rows(), sheet])
