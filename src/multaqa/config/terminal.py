"""The language of whoever types a command: their terminal's where we speak it, else English. It needs no Django."""

import gettext as catalogues
import os
import re
from functools import cache
from pathlib import Path

LOCALE = Path(__file__).resolve().parents[1] / "locale"
SPOKEN = ("ar", "fr", "en")
OTHERWISE = "en"


def language() -> str:
    """As the machine's own programs choose it: the first of these variables that says something."""
    said = next(filter(None, map(os.environ.get, ("LC_ALL", "LC_MESSAGES", "LANG"))), "")
    tag = re.split(r"[_.@-]", said)[0].lower()
    return tag if tag in SPOKEN else OTHERWISE


@cache
def sentences(tag: str) -> catalogues.NullTranslations:
    """The catalogue as it was compiled; where that is still to come, the words are English."""
    return catalogues.translation("django", LOCALE, [tag], fallback=True)


def gettext(sentence: str) -> str:
    return sentences(language()).gettext(sentence)


def gettext_noop(sentence: str) -> str:
    """Marks a sentence that is translated where it is printed."""
    return sentence
