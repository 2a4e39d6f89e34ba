"""Refusals about offices and who holds them, in the reader's language."""

from multaqa.ui.deeds import DeedRefused


class ActorError(DeedRefused):
    """A mandate that cannot be claimed, verified, refused or ended as asked."""
