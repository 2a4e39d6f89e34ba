"""Refusals about translations: what is wrong, why, and what to do, in the reader's language."""

from multaqa.ui.deeds import DeedRefused


class TranslationError(DeedRefused):
    """A translation that cannot be kept, reviewed or approved as asked."""
