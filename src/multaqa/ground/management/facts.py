import json
from collections.abc import Iterable
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils.translation import gettext as _


class FactsCommand(BaseCommand):
    """A command whose findings are lines for a person or, with --json, one value for a program."""

    def create_parser(self, prog_name: str, subcommand: str, **options: Any) -> CommandParser:
        parser = super().create_parser(prog_name, subcommand, **options)
        parser.description = _(self.help)
        return parser

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--json", action="store_true", help=_("print the facts as JSON, and nothing else"))

    def handle(self, *args: Any, json: bool, **options: Any) -> None:
        facts = self.facts(**options)
        self.stdout.write(as_json(facts) if json else "\n".join(self.lines(facts)))
        if wrong := self.wrong(facts):
            raise CommandError(wrong)

    def facts(self, *args: Any, **options: Any) -> Any:
        """What the command did or found."""
        raise NotImplementedError

    def lines(self, facts: Any) -> Iterable[str]:
        """The same, as somebody reads it."""
        return (_("%(name)s: %(value)s") % {"name": _(name), "value": value} for name, value in facts.items())

    def wrong(self, facts: Any) -> str:
        """In one line what is wrong with that, and what to do; empty where nothing is."""
        return ""

    def tell(self, text: str) -> None:
        """Progress and cautions, apart from the facts."""
        self.stderr.write(self.style.NOTICE(text) if self.stderr.isatty() else text, style_func=str)


class CountsCommand(FactsCommand):
    """A command that counts what it loaded, kind by kind, under the names that tables and sheets have."""

    def lines(self, facts: dict[str, int]) -> Iterable[str]:
        return (f"{count:>6} {name}" for name, count in facts.items())


def as_json(facts: Any) -> str:
    return json.dumps(facts, ensure_ascii=False, default=str)
