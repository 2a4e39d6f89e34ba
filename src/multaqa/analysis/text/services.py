"""Services that a text speaks of, by the codes of the register's vocabulary: shelter, legal guidance, training..."""

from functools import cache
from typing import cast

from multaqa.analysis.text.lexicon import rows
from multaqa.analysis.text.phrases import Phrases
from multaqa.analysis.text.records import Service, ServiceMention
from multaqa.analysis.text.words import words_of


@cache
def _phrases() -> Phrases[str]:
    """Phrases by what they name; empty where they only look like a service (formation du gouvernement)."""
    lines = sorted(rows("services"), key=lambda row: row["service"] != "")
    return Phrases((row["phrase"], row["service"]) for row in lines)


def find_services(text: str) -> tuple[ServiceMention, ...]:
    """Service types in the order of the text, each time one is named, none inside another. Linear in the text's length.

    A building that is rehabilitated or a government that is formed is none.
    """
    words = words_of(text)
    return tuple(
        ServiceMention(*find.span(text, words), 0.8, cast(Service, find.meaning))
        for find in _phrases().find(text, words)
        if find.meaning
    )
