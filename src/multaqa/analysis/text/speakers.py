"""What reporting clauses of every language share: the clause itself, and where the words that name a speaker end."""

from dataclasses import dataclass

from multaqa.analysis.text.speech import Phrases, Words, words_that

WIDEST_SPEAKER = 30  # words
WIDEST_APPOSITION = 14  # words
ENOUGH_TO_STAND = 3  # words: fewer have not said anything yet
QUOTES = '«“"‹„'
OPENINGS = (":", *QUOTES)
COMMAS = (",", "،")


@dataclass(frozen=True)
class Report:
    """One reporting clause among the words of a sentence. All places count words."""

    speaker: str  # as the text names them; empty for a pronoun or nobody: whoever spoke before goes on
    means: str
    begins: int  # the first word of the clause, its subject and connectors included
    ends: int  # the first word behind the reporting words
    keeps_verb: bool = False  # "a demandé la création": what was said cannot stand without its verb
    said_before: bool = False  # "…, a souligné le gouverneur": what was said stands before


def joins(form: str, phrases: Phrases) -> bool:
    """Whether a word is one of the phrases, with or without "and" before it."""
    return (form,) in phrases.get(form, ()) or (form[:1] in ("و", "ف") and (form[1:],) in phrases.get(form[1:], ()))


def names_somebody(words: Words, first: int, last: int) -> bool:
    """Whether a title or an office stands among the first three words."""
    return any(
        words.has(place, words_that(role, "ar", "fr", "en"))
        for place in range(first, min(last, first + 3))
        for role in ("title", "office")
    )


def has_stop(gap: str) -> bool:
    return any(sign in gap for sign in (*COMMAS, ";", "؛", ":", "–", "—", "»"))


def until_stop(words: Words, place: int) -> int:
    end = place
    while end < len(words) and end - place < WIDEST_SPEAKER:
        gap = words.gap(end)
        if end > place and has_stop(gap):
            break
        end += 1
    return end
