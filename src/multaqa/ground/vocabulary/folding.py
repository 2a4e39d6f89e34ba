"""One spelling for search and for sorting: أزيلال, ازيلال and Azilal's own accents fold together."""

import re
import unicodedata

from multaqa.analysis.text.folding import DIGITS, LETTERS

_SPELLED_AS = str.maketrans(LETTERS | DIGITS)
_APART = re.compile(r"[\W_]+")


def fold(text: str) -> str:
    """Lower case, without diacritics, hamza, hyphens or apostrophes; single spaces between words."""
    lower = unicodedata.normalize("NFKC", text).casefold()
    bare = "".join(c for c in unicodedata.normalize("NFKD", lower) if not unicodedata.combining(c))
    return _APART.sub(" ", bare.casefold().translate(_SPELLED_AS)).strip()
