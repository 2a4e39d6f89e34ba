from typing import Any

from django.core.management.base import BaseCommand

from multaqa.ground.people.starting import load_role_templates


class Command(BaseCommand):
    help = "Loads the role templates that come with the product: note taker, coordinator, strategist..."

    def handle(self, *_: Any, **__: Any) -> None:
        self.stdout.write(f"{load_role_templates():>6} role templates")
