"""Refusals of this stage: what is wrong, why, and what to do, in the reader's language."""


class DeliverError(Exception):
    """A deed with a project, a centre or a visit that cannot be done as asked; the message is for who asked."""
