"""Reporting clauses in French and English: speaker, verb, that; or what was said, verb, speaker."""

from multaqa.analysis.text.speakers import (
    COMMAS,
    ENOUGH_TO_STAND,
    OPENINGS,
    QUOTES,
    WIDEST_APPOSITION,
    WIDEST_SPEAKER,
    Report,
    has_stop,
    may_speak,
    names_one,
    names_somebody,
    until_stop,
    with_appositions,
)  # fmt: skip
from multaqa.analysis.text.speech import Words, words_that
from multaqa.analysis.text.word_forms import FRENCH_ADJECTIVE, FRENCH_LINKS

CONJUNCTIONS = ("et", "puis", "que", "tandis", "alors", "mais", "or", "and", "while", "quant", "a", "aux")


def latin(words: Words, verb: int, after: int, means: str, floor: int) -> Report | None:
    group = _verb_group(words, verb, floor)
    if group is None:
        return None
    said, clause = _latin_complement(words, after)
    only_quotes, means = means == "quote", "say" if means == "quote" else means
    before = _said_before_latin(words, group, after, means, floor)
    if before and not clause:
        return before
    if only_quotes and not clause:
        return None
    if words.forms[verb].endswith("ant") and (has_stop(words.gap(group)) or words.forms[group - 1] in ("tout", "en")):
        return _going_on(words, verb, said if clause else None, after, means)
    if said is None and (after >= len(words) or (means == "say" and not words.has(after, words_that("about", "fr")))):
        return None
    if group and words.forms[group - 1] in ("et", "puis", "and") and not words.has(group, words_that("aux", "fr")):
        begins = said if clause and said is not None else after
        return Report("" if floor else who_acts(words), means, group - 1, begins, keeps_verb=not clause)
    first, last = _subject(words, group, floor)
    if first == last or words.has(first, words_that("author", "fr")):
        goes_on = clause and has_stop(words.gap(group)) and group > 0
        return Report("", means, group, said, keeps_verb=False) if goes_on and said is not None else None
    begins = _clause_start(words, first, floor)
    speaker = "" if words.has(first, words_that("pronoun", "fr")) else words.said(first, last)
    if speaker and not (may_speak(words, first, last) or names_one(words, first, last)):
        return None
    return Report(speaker, means, begins, said if clause and said is not None else after, keeps_verb=not clause)


def who_acts(words: Words) -> str:
    """Whom a sentence begins with, where an office or title says so: "M. le secrétaire général de Taza | ouvre".

    The words up to its verb: prepositions with their nouns, capitals and adjectives; empty where nobody is named.
    """
    first, last = _acting_words(words)
    return words.said(first, last)


def _acting_words(words: Words) -> tuple[int, int]:
    """The first word of whom a sentence begins with and the first behind; the same word twice where nobody is named."""
    first = next((at + 1 for at in range(min(len(words), WIDEST_APPOSITION)) if has_stop(words.gap(at + 1))), 0)
    first = first if words.has(0, words_that("adverb", "fr")) else 0
    named = [at for at in range(first, min(first + 3, len(words))) if words.has(at, words_that("office", "fr"))]
    named += [at for at in range(first, min(first + 2, len(words))) if words.has(at, words_that("title", "fr"))]
    if not named:
        return 0, 0
    last = max(named) + 1
    while last < len(words) and last - first < WIDEST_SPEAKER and not has_stop(words.gap(last)):
        joined = words.forms[last] in FRENCH_LINKS or words.forms[last - 1] in FRENCH_LINKS
        if not (joined or words.text[words.starts[last]].isupper() or FRENCH_ADJECTIVE.fullmatch(words.forms[last])):
            break
        last += 1
    while words.forms[last - 1] in FRENCH_LINKS:
        last -= 1
    return first, max(first, last)


def _going_on(words: Words, verb: int, said: int | None, after: int, means: str) -> Report | None:
    """ "..., ajoutant que" and "..., appelant à": a second thing that the same actor said."""
    begins = verb - (words.forms[verb - 1] in ("tout", "en")) - (words.forms[verb - 2 : verb] == ["tout", "en"])
    if said is not None:
        return Report("", means, begins, said)
    return Report("", means, begins, after, keeps_verb=True) if means != "say" and after < len(words) else None


def _verb_group(words: Words, verb: int, floor: int) -> int | None:
    """Where "a également" before a participle begins, or the verb itself; None where the word is a noun."""
    aux, filler = words_that("aux", "fr"), words_that("filler", "fr")
    place = verb
    while place > floor and verb - place < 8:
        aside = _aside_before(words, place)
        if not aside and not words.has(place - 1, filler):
            break
        place -= aside or 1
    if place > floor and words.has(place - 1, aux):
        return place - 1
    if verb > floor and words.has(verb - 1, words_that("noun_before", "fr")):
        return None
    return verb


def _aside_before(words: Words, end: int) -> int:
    """How many words of an aside such as "quant à eux" end before a word; 0 where none does."""
    phrases = [phrase for found in words_that("phrase_inside", "fr").values() for phrase in found]
    return max(
        (len(phrase) for phrase in phrases if words.forms[max(0, end - len(phrase)) : end] == list(phrase)), default=0
    )


def _latin_complement(words: Words, after: int) -> tuple[int | None, bool]:
    """The first word of what was said, and whether it is a clause or quote that can stand alone."""
    that, gap_words = words_that("that", "fr", "en"), words_that("gap", "fr")
    aside = False
    for place in range(after, min(len(words), after + WIDEST_APPOSITION)):
        gap = words.gap(place)
        if any(sign in gap for sign in OPENINGS):
            return place, True
        if words.has(place, that):
            return place + 1, True
        aside = aside or has_stop(gap) or bool(words.has(place, gap_words))
        if not aside:
            break
    if ":" in words.gap(len(words)) and len(words) - after < WIDEST_APPOSITION:
        return len(words), True
    return None, False


def _said_before_latin(words: Words, group: int, after: int, means: str, floor: int) -> Report | None:
    """ "…, a souligné le gouverneur" and "…, a-t-elle ajouté"."""
    gap = words.gap(group)
    quoted = any(sign in gap for sign in '»”"')
    if group - floor < (1 if quoted else ENOUGH_TO_STAND) or not (quoted or has_stop(gap)):
        return None
    acting = _acting_words(words)[1]
    if not quoted and acting and with_appositions(words, acting) == group:
        return None  # "La représentante de l'UNICEF, Aya Nakano, a félicité la région"
    pronouns = words_that("pronoun", "fr")
    if any(words.has(place, pronouns) for place in range(group, after)):
        return Report("", means, group, after, said_before=True)
    turned = after + words.has(after, words_that("linking", "fr"))  # confie-t-elle
    if words.has(turned, pronouns):
        return Report("", means, group, turned + 1, said_before=True)
    after = _behind_whom(words, after)
    ends = until_stop(words, after)
    anybody = quoted and words.has(after, words_that("determiner", "fr"))  # "...", fait valoir une tisseuse
    if ends == after or not (anybody or may_speak(words, after, ends)):
        return None
    while ends < len(words) and words.gap(ends).strip() in COMMAS and _names_office(words, ends):
        further = until_stop(words, ends)
        if further - ends > WIDEST_APPOSITION:
            break
        ends = further
    if ends < len(words) and words.forms[ends] in ("de", "du", "d", "des") and until_stop(words, ends) == len(words):
        ends = len(words)  # "...", promet Giulia Ferrari, de l'ONG Progetto.
    return Report(words.said(after, ends), means, group, ends, said_before=True)


def _behind_whom(words: Words, after: int) -> int:
    """ "a déclaré à la MAP la directrice": the word behind whom it was said to."""
    named = words.forms[after : after + 2] in (["a", "la"], ["a", "l"], ["a", "notre"])
    behind = after + 3
    if not named or behind >= len(words) or has_stop(words.gap(behind)):
        return after
    speaks = words.has(behind, words_that("determiner", "fr")) or words.has(behind, words_that("title", "fr"))
    return behind if speaks and words.forms[behind] not in FRENCH_LINKS - {"la", "le", "l", "les"} else after


def _subject(words: Words, group: int, floor: int) -> tuple[int, int]:
    """The subject before a verb: the words since the last adverb that a comma closes, or since another clause."""
    first = group
    lowest = max(floor, group - WIDEST_SPEAKER)
    for place in range(group - 1, lowest - 1, -1):
        gap = words.gap(place)
        if words.forms[place] in ("et", "puis", "que", "qui", "mais", "and") and _starts_subject(words, place + 1):
            return place + 1, group
        first = place
        if any(sign in gap for sign in (";", ":", *QUOTES, "»")):
            break
        if has_stop(gap) and _starts_subject(words, place) and not _is_apposition(words, place, floor):
            break
    if words.has(first, words_that("adverb", "fr")):
        return _behind_adverbs(words, first, group), group
    return first, group


def _is_apposition(words: Words, place: int, floor: int) -> bool:
    """Whether a comma before an office only adds to a name: "Mme X, ministre de Y"."""
    start = place - 1
    while start > floor and not has_stop(words.gap(start)):
        start -= 1
    return place > floor and (names_somebody(words, start, place) or names_one(words, start, place))


def _behind_adverbs(words: Words, first: int, group: int) -> int:
    adverbs = words_that("adverb", "fr")
    if words.forms[first : first + 2] == ["quant", "a"] or words.forms[first : first + 2] == ["quant", "aux"]:
        return first + 2
    place = first
    while place < group:
        at_start = place == first or has_stop(words.gap(place))
        if at_start and not words.has(place, adverbs) and place > first:
            return place
        place += 1
    return group


def _clause_start(words: Words, first: int, floor: int) -> int:
    """The adverbs and connectors before a subject belong to its clause."""
    place = first
    while place > floor and words.forms[place - 1] in CONJUNCTIONS:
        place -= 1
    lowest = max(floor, place - WIDEST_SPEAKER)
    start = place
    for before in range(place - 1, lowest - 1, -1):
        at_start = before == 0 or has_stop(words.gap(before))
        if at_start and words.has(before, words_that("adverb", "fr")):
            start = before
        elif at_start:
            break
    return start


def _starts_subject(words: Words, place: int) -> bool:
    return bool(
        words.has(place, words_that("determiner", "fr"))
        or words.has(place, words_that("title", "fr"))
        or words.has(place, words_that("pronoun", "fr"))
        or words.text[words.starts[place] : words.starts[place] + 1].isupper()
        or words.has(place, words_that("office", "fr"))
    )


def _names_office(words: Words, first: int) -> bool:
    titled = words.has(first, words_that("title", "fr"))  # la directrice, Mme Loubna Benkirane
    return bool(titled) or any(
        words.has(place, words_that("office", "fr")) for place in range(first, min(len(words), first + 2))
    )
