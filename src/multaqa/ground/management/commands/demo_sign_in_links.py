from typing import Any

from django.conf import settings
from django.core.management.base import CommandError, CommandParser
from django.utils.translation import gettext_noop

from multaqa.ground.management.facts import FactsCommand
from multaqa.ground.people.errors import PeopleError
from multaqa.ground.people.starting import demo_sign_in_links


class Command(FactsCommand):
    help = gettext_noop(
        "Prints one way in per role of the demonstration: each works once, on this machine, for twelve hours."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        super().add_arguments(parser)
        parser.add_argument("--language", default=settings.LANGUAGE_CODE, choices=list(dict(settings.LANGUAGES)))

    def facts(self, *, language: str, **options: Any) -> list[dict[str, str]]:
        try:
            links = demo_sign_in_links(language)
        except PeopleError as refused:
            raise CommandError(str(refused)) from refused
        return [{"role": part.template, "territory": part.territory, "address": link} for _, part, link in links]

    def lines(self, facts: list[dict[str, str]]) -> list[str]:
        return [f"{link['role']:<22} {link['territory']:<8} {link['address']}" for link in facts]
