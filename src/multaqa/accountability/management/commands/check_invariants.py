import json
from dataclasses import asdict
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from multaqa.accountability.invariants.checking import Finding
from multaqa.accountability.invariants.registry import check_all

NAMED = 20


class Command(BaseCommand):
    help = "Checks what must always hold, says how many rows it read for each rule, and fails where one is broken."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--json", action="store_true", help="facts alone, as JSON")

    def handle(self, *args: Any, **options: Any) -> None:
        findings = check_all()
        if options["json"]:
            self.stdout.write(json.dumps([asdict(finding) for finding in findings], ensure_ascii=False, indent=1))
        else:
            for finding in findings:
                self._tell(finding)
        if broken := [finding for finding in findings if not finding.holds]:
            rules = ", ".join(dict.fromkeys(finding.number for finding in broken))
            raise CommandError(
                f"{len(broken)} of {len(findings)} checks fail (rules {rules}): see the rows named above"
            )

    def _tell(self, finding: Finding) -> None:
        mark = "holds" if finding.holds else "BROKEN"
        note = f" ({finding.note})" if finding.note else ""
        self.stdout.write(f"{finding.number:>7}  {mark:<6} {finding.rows:>8} rows  {finding.title}{note}")
        for breach in finding.breaches[:NAMED]:
            self.stderr.write(f"         {breach}")
        if len(finding.breaches) > NAMED:
            self.stderr.write(f"         and {len(finding.breaches) - NAMED} more")
