"""Refusals about offices and who holds them, in the reader's language."""


class ActorError(Exception):
    """A mandate that cannot be claimed, verified, refused or ended as asked."""
