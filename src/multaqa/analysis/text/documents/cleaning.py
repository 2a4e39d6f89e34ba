"""What no reader may see goes before anything is counted, so that every offset is one of the text that is given."""

import re
from dataclasses import dataclass

LINE_ENDS = re.compile("\r\n?|[\x0b\x0c\x85\u2028\u2029]")
# Embeddings, overrides and isolates change what a screen shows; plain marks (LRM, RLM, ALM, joiners) only place a sign.
OVERRIDES = re.compile("[\u202a-\u202e\u2066-\u2069]")
CONTROLS = re.compile("[\x00-\x08\x0e-\x1f\x7f-\x84\x86-\x9f\ufeff\ufff9-\ufffb\U000e0000-\U000e007f]")
HALVES = re.compile("[\ud800-\udfff]")  # of a pair: no character, and no UTF-8 can hold it
LOST = "\ufffd"


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
    text = HALVES.sub(LOST, text)
    removed.overrides += overrides
    removed.controls += controls
    removed.lost += text.count(LOST)
    return text
