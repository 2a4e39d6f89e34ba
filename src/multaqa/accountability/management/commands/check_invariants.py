from collections.abc import Iterable, Iterator
from dataclasses import asdict
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from multaqa.accountability.invariants.registry import check_all
from multaqa.ground.management.facts import FactsCommand

NAMED = 20


class Command(FactsCommand):
    help = gettext_noop(
        "Checks what must always hold, says how many rows it read for each rule, and fails where one is broken."
    )

    def facts(self, **options: Any) -> list[dict[str, Any]]:
        return [asdict(finding) for finding in check_all()]

    def lines(self, facts: list[dict[str, Any]]) -> Iterable[str]:
        for finding in facts:
            yield from self._told(**finding)

    def _told(self, number: str, title: str, rows: int, breaches: list[str], note: str) -> Iterator[str]:
        state = _("BROKEN") if breaches else _("holds")
        yield f"{number:>7}  {state:<6} {rows:>8}  {_(title)}{f' ({note})' if note else ''}"
        yield from (f"         {breach}" for breach in breaches[:NAMED])
        if len(breaches) > NAMED:
            yield "         " + _("and %(n)s more") % {"n": len(breaches) - NAMED}

    def wrong(self, facts: list[dict[str, Any]]) -> str:
        broken = [finding["number"] for finding in facts if finding["breaches"]]
        if not broken:
            return ""
        return _("%(broken)s of %(all)s checks fail (rules %(rules)s): see the rows named above.") % {
            "broken": len(broken),
            "all": len(facts),
            "rules": ", ".join(dict.fromkeys(broken)),
        }
