from collections.abc import Iterable
from typing import Any

from django.core.management.base import CommandParser
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop, ngettext

from multaqa.ground.journal.actions import SystemActor
from multaqa.ground.management.facts import FactsCommand
from multaqa.listen.moderation.actions import erase_due
from multaqa.listen.moderation.queries import due_for_erasure


class Command(FactsCommand):
    help = gettext_noop("Says what the retention periods have reached; with --yes, erases it. Run it every night.")

    def add_arguments(self, parser: CommandParser) -> None:
        super().add_arguments(parser)
        parser.add_argument("--yes", action="store_true", help=_("erase it"))

    def facts(self, *, yes: bool, **options: Any) -> dict[str, Any]:
        due = due_for_erasure()
        found = {kind.kind: kind.rows.count() for kind in due}
        for kind in due:  # said before anything is erased
            after = ngettext("after %(n)s day", "after %(n)s days", kind.days) % {"n": kind.days}
            self.tell(f"{found[kind.kind]:>6}  {after}  {kind.label}")
        erased = erase_due(by=SystemActor("erase_expired"), due=due) if yes else {}
        return {"due": found, "erased": dict(erased)}

    def lines(self, facts: dict[str, Any]) -> Iterable[str]:
        if facts["erased"]:
            yield _("Erased: %(n)s. It stays in backups until they expire.") % {"n": sum(facts["erased"].values())}
        elif any(facts["due"].values()):
            yield _("Nothing was erased. Run it again with --yes to erase what is listed.")
        else:
            yield _("Nothing is to be erased.")
