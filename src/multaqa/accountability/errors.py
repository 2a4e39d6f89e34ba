"""Refusals of this stage: what is wrong, why, and what to do, in the reader's language."""


class AccountabilityError(Exception):
    """A deed that accountability cannot do as asked; the message is for the person who asked."""
