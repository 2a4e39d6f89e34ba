import json
from dataclasses import asdict
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from multaqa.ground.journal.queries import walk_chain


class Command(BaseCommand):
    help = "Walks along the journal from its first line and names the first that was altered."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--json", action="store_true", dest="as_json", help="print what was found as JSON")

    def handle(self, *_: Any, as_json: bool = False, **__: Any) -> None:
        report = walk_chain()
        if as_json:
            self.stdout.write(json.dumps({**asdict(report), "holds": report.holds}))
        if not report.holds:
            raise CommandError(
                f"Line {report.broken_at} of the journal does not hold: {report.reason}. "
                f"The {report.lines} lines before it do. Compare it with a backup."
            )
        if not as_json:
            self.stdout.write(f"The journal holds: {report.lines} lines.")
