"""Refusals of this stage: what is wrong, why, and what to do, in the reader's language."""

from multaqa.ui.deeds import DeedRefused


class AccountabilityError(DeedRefused):
    """A deed that accountability cannot do as asked; the message is for the person who asked."""
