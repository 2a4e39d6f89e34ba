from collections.abc import Iterable
from pathlib import Path
from typing import Any

from django.core.management.base import CommandParser
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from multaqa.ground.journal.actions import SystemActor
from multaqa.ground.management.tables import TableCommand
from multaqa.ground.sheets.folders import read_folder
from multaqa.ground.sheets.loading import load_folder
from multaqa.ground.sheets.refusals import Refused


class Command(TableCommand):
    help = gettext_noop("Loads a whole round from a folder of CSV files, or one XLSX: all of it, or nothing.")

    def add_arguments(self, parser: CommandParser) -> None:
        super().add_arguments(parser)
        parser.add_argument("folder", type=Path)
        parser.add_argument(
            "--check",
            action="store_true",
            help=_("do all of it and take it back: say what would be refused, and write nothing"),
        )

    def facts(self, *, folder: Path, check: bool, **options: Any) -> dict[str, dict[str, int]]:
        by = SystemActor("load_round")
        try:
            read = read_folder(folder)
            for caution in read.cautions:
                self.tell(str(caution))
            return {"loaded": load_folder(read, by, trial=check)}
        except Refused as refused:
            raise self.refused(refused.refusals) from refused

    def lines(self, facts: dict[str, Any]) -> Iterable[str]:
        return super().lines(facts["loaded"])
