"""Refusals of this stage: what is wrong, why, and what to do, in the reader's language."""

from multaqa.ground.vocabulary.fields import Words
from multaqa.ui.deeds import DeedRefused


class DeliverError(DeedRefused):
    """A deed with a project, a centre or a visit that cannot be done as asked; the message is for who asked."""


def require_both_languages(reason: Words | None, message: str) -> None:
    """What stops or contests something is read by everybody, in Arabic and in French."""
    if not reason or not reason.get("ar") or not reason.get("fr"):
        raise DeliverError(message)
