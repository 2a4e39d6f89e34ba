"""Refusals of this stage: what is wrong, why, and what to do, in the reader's language."""

from multaqa.ui.deeds import DeedRefused


class UnderstandError(DeedRefused):
    """A deed that understanding cannot do as asked; the message is for the person who asked."""
