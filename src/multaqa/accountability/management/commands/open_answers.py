from typing import Any

from django.utils.translation import gettext_noop

from multaqa.accountability.answers.actions import open_answers
from multaqa.ground.journal.actions import SystemActor
from multaqa.ground.management.facts import CountsCommand
from multaqa.listen.rounds.models import Round


class Command(CountsCommand):
    help = gettext_noop("Starts the clock of every published statement that has no answer day yet. Run it every hour.")

    def facts(self, **options: Any) -> dict[str, int]:
        by = SystemActor("open_answers")
        rounds = Round.objects.exclude(state=Round.State.DRAFT)
        return {round.code: open_answers(by=by, round=round) for round in rounds}
