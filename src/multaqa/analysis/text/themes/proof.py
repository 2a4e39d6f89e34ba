"""Sentences that say where they come from, and the check that stops those whose cites do not hold."""

from collections.abc import Sequence
from dataclasses import dataclass

from multaqa.analysis.text.slots import slots_of
from multaqa.analysis.text.stems import empty_words, folded_words, stem
from multaqa.analysis.text.themes.records import Quote

COVERED = 0.6  # of a rephrased sentence's stems that must stand in what it cites


@dataclass(frozen=True)
class Cited:
    """A sentence and the quotes that it rests on."""

    text: str
    cites: tuple[Quote, ...]


def extracted(quotes: Sequence[Quote], texts: Sequence[str]) -> tuple[Cited, ...]:
    """Each quote as a sentence of its own."""
    return tuple(Cited(texts[quote.row][quote.start : quote.end], (quote,)) for quote in quotes)


def why_blocked(sentence: Cited, texts: Sequence[str]) -> str:
    """Why a sentence must not be shown as proven; empty where its cites hold.

    A sentence equal to its only cite holds. Another one, by a person or a model, holds where its cites exist, none of
    its numbers, days and places is missing from them, and most of its words are theirs in the same language.
    """
    if not sentence.cites:
        return "it cites nothing"
    for cite in sentence.cites:
        if not (0 <= cite.row < len(texts) and 0 <= cite.start < cite.end <= len(texts[cite.row])):
            return f"row {cite.row}, characters {cite.start} to {cite.end}, is not there"
    cited = [texts[cite.row][cite.start : cite.end] for cite in sentence.cites]
    if sentence.text == cited[0]:
        return ""
    return _added(sentence.text, cited)


def divided(
    sentences: Sequence[Cited], texts: Sequence[str]
) -> tuple[tuple[Cited, ...], tuple[tuple[Cited, str], ...]]:
    """Those that hold, and those that are blocked with the reason."""
    reasons = [(sentence, why_blocked(sentence, texts)) for sentence in sentences]
    return (
        tuple(sentence for sentence, why in reasons if not why),
        tuple((sentence, why) for sentence, why in reasons if why),
    )


def _added(text: str, cited: Sequence[str]) -> str:
    said, proven = slots_of(text), [slots_of(one) for one in cited]
    for what, of_text, of_cites in (
        ("number", said.numbers, [one.numbers for one in proven]),
        ("day", said.days, [one.days for one in proven]),
        ("place", said.places, [one.places for one in proven]),
    ):
        missing = set(of_text) - set().union(*of_cites)
        if missing:
            return f"its cites do not say the {what} {min(map(str, missing))}"
    for axis, leaning in sorted(said.leanings.items()):
        against = [one.leanings[axis] for one in proven if axis in one.leanings]
        if against and leaning and all(other * leaning < 0 for other in against):
            return "it says the opposite of its cites"
    stems = {stem(word) for word in folded_words(text) if word not in empty_words()}
    theirs = {stem(word) for one in cited for word in folded_words(one)}
    if len(stems & theirs) < COVERED * len(stems):
        return "most of its words are not those of its cites"
    return ""
