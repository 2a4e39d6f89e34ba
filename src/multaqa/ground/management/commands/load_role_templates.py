from typing import Any

from django.utils.translation import gettext_noop

from multaqa.ground.management.facts import CountsCommand
from multaqa.ground.people.starting import load_role_templates


class Command(CountsCommand):
    help = gettext_noop("Loads the role templates that come with the product: note taker, coordinator, strategist...")

    def facts(self, **_: Any) -> dict[str, int]:
        return {"role templates": load_role_templates()}
