import json
from pathlib import Path
from typing import Any

from django.core.management.base import CommandParser

from multaqa.ground.journal.actions import SystemActor
from multaqa.ground.management.tables import TableCommand
from multaqa.ground.sheets.folders import read_folder
from multaqa.ground.sheets.loading import load_folder
from multaqa.ground.sheets.refusals import Refused


class Command(TableCommand):
    help = "Loads a whole round from a folder of CSV files, or one XLSX: all of it, or nothing."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("folder", type=Path)
        parser.add_argument(
            "--check",
            action="store_true",
            help="do all of it and take it back: say what would be refused, and write nothing",
        )
        parser.add_argument("--json", action="store_true")

    def handle(self, *args: Any, folder: Path, check: bool, **options: Any) -> None:
        by = SystemActor("load_round")
        try:
            read = read_folder(folder)
            for caution in read.cautions:
                self.stderr.write(str(caution))
            counts = load_folder(read, by, trial=check)
        except Refused as refused:
            raise self.refused(refused.refusals) from refused
        self._tell(counts, options["json"])

    def _tell(self, counts: dict[str, int], as_json: bool) -> None:
        if as_json:
            self.stdout.write(json.dumps({"loaded": counts}, ensure_ascii=False))
            return
        for sheet, count in counts.items():
            self.stdout.write(f"{count:>6} {sheet}")
