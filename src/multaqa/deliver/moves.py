from datetime import date
from typing import ClassVar

from django.db import models
from django.utils import timezone

from multaqa.ground.people.models import Move


class Step(Move):
    """A move that tells itself: to which state, in the reader's words, and on which day."""

    states: ClassVar[type[models.TextChoices]]

    class Meta(Move.Meta):
        abstract = True

    @property
    def word(self) -> str:
        return str(self.states(self.to_state).label)

    @property
    def on(self) -> date:
        return timezone.localdate(self.at)
