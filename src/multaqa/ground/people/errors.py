"""Refusals about people and their roles: what is wrong, why, and what to do, in the reader's language."""

from multaqa.ui.deeds import DeedRefused


class PeopleError(DeedRefused):
    """A deed about people that cannot be done as asked; the message is for the person who asked."""
