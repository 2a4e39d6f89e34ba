from typing import Any

from django.core.management.base import BaseCommand, CommandError

from multaqa.ground.people.resealing import seal_anew
from multaqa.ground.people.sealing import SealError


class Command(BaseCommand):
    help = "Seals addresses and second factors with the first of MULTAQA_SEALING_KEYS; then the older keys may go."

    def handle(self, *_: Any, **__: Any) -> None:
        try:
            count = seal_anew()
        except SealError as refused:
            raise CommandError(f"{refused} Nothing was changed.") from refused
        self.stdout.write(f"{count} sealed anew. Everything is under the first key; the others may leave the settings.")
