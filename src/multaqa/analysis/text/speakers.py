"""What reporting clauses of every language share: the clause itself, and where the words that name a speaker end."""

from dataclasses import dataclass

from multaqa.analysis.text.person_words import first_names, is_arabic_letter, person_words
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


def joins(words: Words, place: int, phrases: Phrases) -> int:
    """How many words from `place` on make one of the phrases, with or without Arabic "and" before it; or 0."""
    length = words.has(place, phrases)
    if length or place >= len(words) or words.forms[place][:1] not in ("و", "ف"):
        return length
    bare_form = words.forms[place][1:]
    for phrase in phrases.get(bare_form, ()):
        if (bare_form, *words.forms[place + 1 : place + len(phrase)]) == phrase:
            return len(phrase)
    return 0


def names_somebody(words: Words, first: int, last: int) -> bool:
    """Whether a title or an office stands among the first three words."""
    return any(
        words.has(place, words_that(role, "ar", "fr", "en"))
        for place in range(first, min(last, first + 3))
        for role in ("title", "office")
    )


def names_one_first(words: Words, first: int) -> bool:
    """Whether words begin with a title or with a first name that is nothing else: خديجة أوتزناخت."""
    form, start = words.forms[first], words.starts[first]
    named = first_names().get(form, False) and (is_arabic_letter(form[0]) or words.text[start].isupper())
    return bool(words.has(first, words_that("title", "ar", "fr", "en")) or named)


def may_speak(words: Words, first: int, last: int) -> bool:
    """Whether words can name somebody who speaks: a title, an office or a name among the first of them."""
    return names_somebody(words, first, last) or any(
        words.text[words.starts[place]].isupper()
        for place in range(first, min(last, first + 2))
        if place > first or place
    )


def names_one(words: Words, first: int, last: int) -> bool:
    """Whether words name one person: by a title, by an office or by two capitals. "Les femmes" and a body are none."""
    starts = [words.starts[place] for place in range(first, min(last, first + 2))]
    offices = person_words()["office"]
    return bool(
        words.has(first, words_that("title", "ar", "fr", "en"))
        or any(words.forms[place] in offices for place in range(first, first + len(starts)))
        or (len(starts) == 2 and all(words.text[start].isupper() for start in starts))
    )


def with_appositions(words: Words, end: int) -> int:
    """The word behind "Mme X, présidente de Y," where a speaker's words went on behind their first comma."""
    while end < len(words) and words.gap(end).strip() in COMMAS:
        further = until_stop(words, end)
        closed = words.gap(further).strip()[:1] in COMMAS
        if further - end > WIDEST_APPOSITION or not closed or not names_one(words, end, further):
            break
        end = further
    return end


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
