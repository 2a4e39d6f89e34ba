"""Refusals of this stage: what is wrong, why, and what to do, in the reader's language."""


class FundError(Exception):
    """A deed with money that cannot be done as asked; the message is for the person who asked."""
