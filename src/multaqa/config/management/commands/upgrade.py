from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management import call_command
from django.core.management.base import CommandParser
from django.db import connection
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from multaqa import __version__
from multaqa.config.backup import write_backup
from multaqa.config.health import migrations_are_applied
from multaqa.ground.management.facts import FactsCommand


class Command(FactsCommand):
    help = gettext_noop(
        "After new code: backs up, migrates, brings static files up to date, and checks what must always hold."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        super().add_arguments(parser)
        parser.add_argument(
            "--backup", type=Path, help=_("where to write the backup (default: backups/ in MULTAQA_HOME)")
        )

    def facts(self, *, backup: Path | None, **options: Any) -> dict[str, Any]:
        saved = self.save(backup) if connection.introspection.table_names() else None
        migrated = not migrations_are_applied()
        for command in ("migrate", "createcachetable", "collectstatic", "check_invariants"):
            self.tell(command)
            call_command(command, stdout=self.stderr, **QUIETLY.get(command, {}))
        return {
            gettext_noop("version"): __version__,
            gettext_noop("backup"): saved,
            gettext_noop("migrated"): migrated,
        }

    def save(self, backup: Path | None) -> Path:
        moment = timezone.now().strftime("%Y-%m-%d-%H%M%S")
        file = backup or settings.HOME / "backups" / f"before-{__version__}-{moment}.tar.gz"
        self.tell(_("backup to %(file)s") % {"file": file})
        write_backup(file, lambda text: None)
        return file


QUIETLY = {"migrate": {"interactive": False, "verbosity": 1}, "collectstatic": {"interactive": False, "verbosity": 0}}
