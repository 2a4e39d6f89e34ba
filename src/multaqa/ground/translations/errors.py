"""Refusals about translations: what is wrong, why, and what to do, in the reader's language."""


class TranslationError(Exception):
    """A translation that cannot be kept, reviewed or approved as asked."""
