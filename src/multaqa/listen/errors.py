"""Refusals of this stage: what is wrong, why, and what to do, in the reader's language."""


class ListenError(Exception):
    """A deed that listening cannot do as asked; the message is for the person who asked."""
