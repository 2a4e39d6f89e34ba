from collections.abc import Iterable
from dataclasses import asdict
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop, ngettext

from multaqa.ground.journal.queries import walk_chain
from multaqa.ground.management.facts import FactsCommand


class Command(FactsCommand):
    help = gettext_noop("Walks along the journal from its first line and names the first that was altered.")

    def facts(self, **options: Any) -> dict[str, Any]:
        report = walk_chain()
        return {**asdict(report), "holds": report.holds}

    def lines(self, facts: dict[str, Any]) -> Iterable[str]:
        if facts["holds"]:
            lines = ngettext("%(n)s line", "%(n)s lines", facts["lines"]) % {"n": facts["lines"]}
            yield _("The journal holds: %(lines)s.") % {"lines": lines}

    def wrong(self, facts: dict[str, Any]) -> str:
        if facts["holds"]:
            return ""
        reason = facts["reason"]
        return _(
            "Line %(broken_at)s of the journal does not hold: %(reason)s. "
            "The %(lines)s lines before it do. Compare it with a backup."
        ) % {**facts, "reason": _(reason)}
