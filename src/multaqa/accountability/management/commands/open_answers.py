from typing import Any

from django.core.management.base import BaseCommand

from multaqa.accountability.answers.actions import open_answers
from multaqa.ground.journal.actions import SystemActor
from multaqa.listen.rounds.models import Round


class Command(BaseCommand):
    help = "Starts the clock of every published statement that has no answer day yet. Run it every hour."

    def handle(self, *args: Any, **options: Any) -> None:
        by = SystemActor("open_answers")
        for round in Round.objects.exclude(state=Round.State.DRAFT):
            self.stdout.write(f"{open_answers(by=by, round=round):>6} {round.code}")
