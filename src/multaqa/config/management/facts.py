import json
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from multaqa.config.cli import CannotGoOn


class FactsCommand(BaseCommand):
    """A command whose findings are lines for a person or, with --json, one object for a program."""

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--json", action="store_true", help="print the facts as JSON, and nothing else")

    def handle(self, *args: Any, json: bool, **options: Any) -> None:
        try:
            facts = self.facts(**options)
        except CannotGoOn as refusal:
            raise CommandError(str(refusal)) from refusal
        self.stdout.write(as_json(facts) if json else "\n".join(f"{name}: {value}" for name, value in facts.items()))

    def facts(self, *args: Any, **options: Any) -> dict[str, Any]:
        raise NotImplementedError

    def tell(self, text: str) -> None:
        """Progress, apart from the facts."""
        self.stderr.write(self.style.NOTICE(text) if self.stderr.isatty() else text, style_func=str)


def as_json(facts: dict[str, Any]) -> str:
    return json.dumps(facts, ensure_ascii=False, default=str)
