"""One spelling for search and for sorting: أزيلال, ازيلال and Azilal's own accents fold together."""

import re
import unicodedata

_LETTERS = str.maketrans(
    {"أ": "ا", "إ": "ا", "آ": "ا", "ٱ": "ا", "ى": "ي", "ئ": "ي", "ؤ": "و", "ة": "ه", "ـ": None, "ء": None,
     "ڭ": "ك", "گ": "ك", "ڤ": "ف", "œ": "oe", "æ": "ae", "ß": "ss"}
)  # fmt: skip
_DIGITS = str.maketrans("٠١٢٣٤٥٦٧٨٩۰۱۲۳۴۵۶۷۸۹", "01234567890123456789")
_APART = re.compile(r"[\W_]+")


def fold(text: str) -> str:
    """Lower case, without diacritics, hamza, hyphens or apostrophes; single spaces between words."""
    lower = unicodedata.normalize("NFKC", text).casefold()
    bare = "".join(c for c in unicodedata.normalize("NFKD", lower) if not unicodedata.combining(c))
    return _APART.sub(" ", bare.casefold().translate(_LETTERS).translate(_DIGITS)).strip()
