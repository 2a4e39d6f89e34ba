"""What no reader may see goes before anything is counted, so that every offset is one of the text that is given."""

import re
import unicodedata
from dataclasses import dataclass

LINE_ENDS = re.compile("\r\n?|[\x0b\x0c\x85\u2028\u2029]")
# Embeddings, overrides and isolates change what a screen shows; plain marks (LRM, RLM, ALM, joiners) only place a sign.
OVERRIDES = re.compile("[\u202a-\u202e\u2066-\u2069]")
CONTROLS = re.compile("[\x00-\x08\x0e-\x1f\x7f-\x84\x86-\x9f\ufeff\ufff9-\ufffb\U000e0000-\U000e007f]")
HALVES = re.compile("[\ud800-\udfff]")  # of a pair: no character, and no UTF-8 can hold it
LOST = "\ufffd"
# Letters as they join and ligatures, as text copied from a PDF has them; the plain letters are what is meant.
PRESENTATION_FORMS = re.compile("[\ufb00-\ufb4f\ufb50-\ufdfb\ufe70-\ufefc]")


@dataclass
class Removed:
    """How much was left out so far."""

    controls: int = 0
    overrides: int = 0
    lost: int = 0


def cleaned(text: str, removed: Removed) -> str:
    """The text with one kind of line end, without control characters and marks that turn its direction."""
    text = LINE_ENDS.sub("\n", text)
    text, overrides = OVERRIDES.subn("", text)
    text, controls = CONTROLS.subn("", text)
    text = plain_letters(HALVES.sub(LOST, text))
    removed.overrides += overrides
    removed.controls += controls
    removed.lost += text.count(LOST)
    return text


def plain_letters(text: str) -> str:
    """The text without presentation forms."""
    return PRESENTATION_FORMS.sub(lambda form: unicodedata.normalize("NFKC", form[0]).strip(), text)
