import json
from typing import Any

from django.core.management.base import BaseCommand, CommandParser
from django.utils import translation

from multaqa.ground.journal.actions import SystemActor
from multaqa.listen.moderation.actions import erase_due
from multaqa.listen.moderation.queries import Due, due_for_erasure


class Command(BaseCommand):
    help = "Says what the retention periods have reached; with --yes, erases it. Run it every night."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--yes", action="store_true", help="erase it")
        parser.add_argument("--json", action="store_true")

    def handle(self, *args: Any, **options: Any) -> None:
        with translation.override("en"):
            due = due_for_erasure()
            found = {kind.kind: kind.rows.count() for kind in due}
            if not options["json"]:
                self._tell(due, found)
            erased = erase_due(by=SystemActor("erase_expired"), due=due) if options["yes"] else {}
        if options["json"]:
            self.stdout.write(json.dumps({"due": found, "erased": dict(erased)}))
        elif options["yes"]:
            self.stdout.write(f"Erased {sum(erased.values())}. It stays in backups until they expire.")
        elif any(found.values()):
            self.stdout.write("Nothing was erased. Run it again with --yes to erase what is listed.")

    def _tell(self, due: list[Due], found: dict[str, int]) -> None:
        for kind in due:
            self.stdout.write(f"{found[kind.kind]:>6}  after {kind.days:>4} days  {kind.label}")
