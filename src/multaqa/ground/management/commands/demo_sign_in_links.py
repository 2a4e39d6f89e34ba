import json
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError, CommandParser

from multaqa.ground.people.errors import PeopleError
from multaqa.ground.people.starting import demo_sign_in_links


class Command(BaseCommand):
    help = "Prints one way in per role of the demonstration: each works once, on this machine, for twelve hours."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--language", default=settings.LANGUAGE_CODE, choices=list(dict(settings.LANGUAGES)))
        parser.add_argument("--json", action="store_true", dest="as_json", help="print the links as JSON")

    def handle(self, *_: Any, language: str, as_json: bool, **__: Any) -> None:
        try:
            links = demo_sign_in_links(language)
        except PeopleError as refused:
            raise CommandError(str(refused)) from refused
        if as_json:
            rows = [{"role": part.template, "territory": part.territory, "address": link} for _, part, link in links]
            self.stdout.write(json.dumps(rows))
            return
        names = [person.name.in_language("en")[0] for person, _part, _link in links]
        for name, (_person, _part, link) in zip(names, links, strict=True):
            self.stdout.write(f"{name:<{max(map(len, names))}}  {link}")
