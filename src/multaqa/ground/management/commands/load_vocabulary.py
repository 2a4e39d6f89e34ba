from typing import Any

from django.utils.translation import gettext_noop

from multaqa.ground.management.facts import CountsCommand
from multaqa.ground.vocabulary.actions import load_vocabulary


class Command(CountsCommand):
    help = gettext_noop("Loads target groups and services: the terms every stage counts by.")

    def facts(self, **_: Any) -> dict[str, int]:
        return load_vocabulary()
