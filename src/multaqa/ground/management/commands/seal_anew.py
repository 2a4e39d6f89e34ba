from typing import Any

from django.core.management.base import CommandError
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop, ngettext

from multaqa.ground.management.facts import FactsCommand
from multaqa.ground.people.resealing import seal_anew
from multaqa.ground.people.sealing import SealError


class Command(FactsCommand):
    help = gettext_noop(
        "Seals addresses and second factors with the first of MULTAQA_SEALING_KEYS; then the older keys may go."
    )

    def facts(self, **_options: Any) -> dict[str, int]:
        try:
            return {"sealed": seal_anew()}
        except SealError as refused:
            raise CommandError(f"{refused} {_('Nothing was changed.')}") from refused

    def lines(self, facts: dict[str, int]) -> list[str]:
        sealed = ngettext("%(n)s thing was sealed anew.", "%(n)s things were sealed anew.", facts["sealed"])
        settled = _("Everything is under the first key; the others may leave the settings.")
        return [f"{sealed % {'n': facts['sealed']}} {settled}"]
