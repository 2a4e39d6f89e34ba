from pathlib import Path
from typing import Any

from django.core.management.base import CommandParser
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from multaqa.config.backup import write_backup
from multaqa.ground.management.facts import FactsCommand


class Command(FactsCommand):
    help = gettext_noop(
        "Writes every row and every document to one file, which `restore` reads into an empty database."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        super().add_arguments(parser)
        parser.add_argument("file", type=Path, help=_("a new file, such as backup-2026-11-23.tar.gz"))

    def facts(self, *, file: Path, **options: Any) -> dict[str, Any]:
        manifest = write_backup(file, self.tell)
        return {
            gettext_noop("file"): str(file),
            gettext_noop("bytes"): file.stat().st_size,
            gettext_noop("tables"): len(manifest.tables),
            gettext_noop("rows"): manifest.rows,
            gettext_noop("documents"): len(manifest.media),
        }
