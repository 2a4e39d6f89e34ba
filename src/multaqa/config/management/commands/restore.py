from collections.abc import Iterable
from pathlib import Path
from typing import Any

from django.core.management.base import CommandParser
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from multaqa.config.restore import read_backup
from multaqa.ground.journal.queries import walk_chain
from multaqa.ground.management.facts import FactsCommand


class Command(FactsCommand):
    help = gettext_noop("Reads a backup into an empty, migrated database: all of it or nothing.")

    def add_arguments(self, parser: CommandParser) -> None:
        super().add_arguments(parser)
        parser.add_argument("file", type=Path, help=_("what `backup` wrote"))

    def facts(self, *, file: Path, **options: Any) -> dict[str, Any]:
        manifest = read_backup(file, self.tell)
        chain = walk_chain()
        broken = chain.reason and _("broken at line %(line)s, as it was: %(reason)s") % {
            "line": chain.broken_at,
            "reason": _(chain.reason),
        }
        return {
            gettext_noop("made_at"): manifest.made_at,
            "tables": len(manifest.tables),
            "rows": manifest.rows,
            "documents": len(manifest.media),
            gettext_noop("journal"): broken or "holds",
        }

    def lines(self, facts: dict[str, Any]) -> Iterable[str]:
        return super().lines({**facts, "journal": _(facts["journal"])})
