"""Refusals of this stage: what is wrong, why, and what to do, in the reader's language."""

from django.db import models
from django.utils.translation import gettext as _


class ListenError(Exception):
    """A deed that listening cannot do as asked; the message is for the person who asked."""


class AlreadySent(ListenError):
    """The same form came a second time with other words."""

    status = 409


class RevisedMeanwhile(ListenError):
    """Somebody else changed the words while one was working on them: `current` is what they say now."""

    status = 409

    def __init__(self, current: models.Model) -> None:
        self.current = current
        super().__init__(
            _("Somebody else changed these words meanwhile. Both versions are below: put them together, then save.")
        )
