from pathlib import Path
from typing import Any

from django.core.management.base import CommandParser

from multaqa.config.management.facts import FactsCommand
from multaqa.config.restore import read_backup
from multaqa.ground.journal.queries import walk_chain


class Command(FactsCommand):
    help = "Reads a backup into an empty, migrated database: all of it or nothing."

    def add_arguments(self, parser: CommandParser) -> None:
        super().add_arguments(parser)
        parser.add_argument("file", type=Path, help="what `backup` wrote")

    def facts(self, *, file: Path, **options: Any) -> dict[str, Any]:
        manifest = read_backup(file, self.tell)
        chain = walk_chain()
        return {
            "made_at": manifest.made_at,
            "tables": len(manifest.tables),
            "rows": manifest.rows,
            "documents": len(manifest.media),
            "journal": "holds" if chain.holds else f"broken at line {chain.broken_at}, as it was: {chain.reason}",
        }
