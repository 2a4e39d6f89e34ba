from typing import Any

from django.utils.translation import gettext_noop

from multaqa.ground.management.facts import CountsCommand
from multaqa.understand.drafts.running import work_off


class Command(CountsCommand):
    help = gettext_noop("Works off the runs of drafting that wait, also those whose process ended. Run it every hour.")

    def facts(self, **options: Any) -> dict[str, int]:
        return {"drafting_runs": work_off()}
