from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management import call_command
from django.core.management.base import CommandParser
from django.db import connection
from django.utils import timezone

from multaqa import __version__
from multaqa.config.backup import write_backup
from multaqa.config.health import migrations_are_applied
from multaqa.config.management.facts import FactsCommand


class Command(FactsCommand):
    help = "After new code: backs up, migrates, brings static files up to date, and checks what must always hold."

    def add_arguments(self, parser: CommandParser) -> None:
        super().add_arguments(parser)
        parser.add_argument("--backup", type=Path, help="where to write the backup (default: backups/ in MULTAQA_HOME)")

    def facts(self, *, backup: Path | None, **options: Any) -> dict[str, Any]:
        saved = self.save(backup) if connection.introspection.table_names() else None
        migrated = not migrations_are_applied()
        for command in ("migrate", "createcachetable", "collectstatic", "check_invariants"):
            self.tell(command)
            call_command(command, stdout=self.stderr, **QUIETLY.get(command, {}))
        return {"version": __version__, "backup": saved, "migrated": migrated}

    def save(self, backup: Path | None) -> Path:
        moment = timezone.now().strftime("%Y-%m-%d-%H%M%S")
        file = backup or settings.HOME / "backups" / f"before-{__version__}-{moment}.tar.gz"
        self.tell(f"backup to {file}")
        write_backup(file, lambda _: None)
        return file


QUIETLY = {"migrate": {"interactive": False, "verbosity": 1}, "collectstatic": {"interactive": False, "verbosity": 0}}
