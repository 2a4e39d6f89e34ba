from typing import Any

from django.core.management.base import BaseCommand

from multaqa.ground.vocabulary.actions import load_vocabulary


class Command(BaseCommand):
    help = "Loads target groups and services: the terms every stage counts by."

    def handle(self, *args: Any, **options: Any) -> None:
        for name, count in load_vocabulary().items():
            self.stdout.write(f"{count:>6} {name}")
