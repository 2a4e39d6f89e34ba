from pathlib import Path
from typing import Any

from django.core.management.base import CommandParser

from multaqa.config.backup import write_backup
from multaqa.config.management.facts import FactsCommand


class Command(FactsCommand):
    help = "Writes every row and every document to one file, which `restore` reads into an empty database."

    def add_arguments(self, parser: CommandParser) -> None:
        super().add_arguments(parser)
        parser.add_argument("file", type=Path, help="a new file, such as backup-2026-11-23.tar.gz")

    def facts(self, *, file: Path, **options: Any) -> dict[str, Any]:
        manifest = write_backup(file, self.tell)
        return {
            "file": str(file),
            "bytes": file.stat().st_size,
            "tables": len(manifest.tables),
            "rows": manifest.rows,
            "documents": len(manifest.media),
        }
