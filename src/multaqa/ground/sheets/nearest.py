from collections.abc import Collection, Iterable
from difflib import get_close_matches

from django.utils.translation import gettext as _

from multaqa.ui.formats import listed

LISTED = 12


def nearest(word: str, known: Iterable[str]) -> str:
    """The known word most like this one, or nothing."""
    return next(iter(get_close_matches(word, known, n=1, cutoff=0.6)), "")


def did_you_mean(word: str, known: Collection[str], otherwise: str = "") -> str:
    """The remedy for an unknown word: the nearest known one, or the list when it is short, or another way out."""
    if near := nearest(word, known):
        return _("Did you mean “%(nearest)s”?") % {"nearest": near}
    if otherwise:
        return otherwise
    if 0 < len(known) <= LISTED:
        return _("Choose one of: %(choices)s.") % {"choices": listed(known)}
    return _("See the template for the words that can stand here.")
