"""Reporting clauses: who is said to have said something, by which verb, and where what they said begins and ends."""

from collections.abc import Iterator

from multaqa.analysis.text.reported_arabic import arabic, is_joined_verb
from multaqa.analysis.text.reported_latin import latin
from multaqa.analysis.text.speakers import (
    COMMAS,
    ENOUGH_TO_STAND,
    WIDEST_APPOSITION,
    WIDEST_SPEAKER,
    Report,
    has_stop,
    joins,
    may_speak,
    names_one,
    names_one_first,
    names_somebody,
    until_stop,
    with_appositions,
)  # fmt: skip
from multaqa.analysis.text.speech import Words, phrases_of, reporting_verbs, words_that


def reports(words: Words) -> tuple[Report, ...]:
    """The reporting clauses of one sentence, in order; no two share a word."""
    found: list[Report] = []
    done = place = 0
    while place < len(words):
        report = _according(words, place, done) or _by_verb(words, place, done) or _further(words, place, found)
        if report and report.begins >= done and not (found and _is_part_of(report, found[-1])):
            found.append(report)
            done = place = max(report.ends, place + 1)
        else:
            place += 1
    return tuple(found)


def _is_part_of(report: Report, before: Report) -> bool:
    """ "Mme X a indiqué que l'Union se félicite de": what begins with the clause that was said is said with it."""
    said_on = not (before.keeps_verb or before.said_before)
    return said_on and report.keeps_verb and report.begins == before.ends and bool(report.speaker)


def takes_the_floor(words: Words) -> str:
    """Who begins to speak in a sentence that reports nothing yet: "تدخل السيد X", "La parole est donnée à Mme Y"."""
    for place in range(len(words)):
        if length := words.has(place, words_that("floor", "ar")):
            ends = until_stop(words, place + length)
            ends = next((at for at in range(place + length + 1, ends) if is_joined_verb(words, at)), ends)
            if names_somebody(words, place + length, ends):
                return words.said(place + length, ends)
        if length := words.has(place, words_that("floor_to", "fr")):
            ends = until_stop(words, place + length)
            return words.said(place + length, ends) if may_speak(words, place + length, ends) else ""
    return ""


def named_line(words: Words) -> tuple[str, int] | None:
    """The speaker of a line of minutes, "السيد الوالي: ..." or "M. Alami : ...", and the word behind the colon."""
    for place in range(1, min(len(words), WIDEST_APPOSITION)):
        gap = words.gap(place)
        if ":" in gap:
            first = words.has(0, words_that("intervention", "ar", "fr"))
            first += bool(first and words.has(first, words_that("determiner", "fr")) and words.forms[first] == "d")
            reports_it = any(words.has(at, reporting_verbs()[0]) for at in range(first + 1, place))
            names = names_somebody(words, first, place) or (place - first > 1 and names_one_first(words, first))
            names = names and not reports_it
            return (words.said(first, place), place) if names else None
        if gap.strip(" .\u00a0'’-()") and not set(gap) <= set(" ,،"):
            return None
    return None


def _further(words: Words, place: int, found: list[Report]) -> Report | None:
    """ "…, وأن" and "et que" behind what somebody said: a second thing that the same actor said."""
    if not found or found[-1].keeps_verb or found[-1].said_before or place - found[-1].ends < ENOUGH_TO_STAND:
        return None
    that = words_that("that", "ar", "fr")
    if words.forms[place] == "et" and words.has(place + 1, that):
        ends = place + 2
    elif (
        words.forms[place][:1] == "و"
        and words.forms[place][1:] in ("ان", "انه", "انها", "انهم")
        and has_stop(words.gap(place))
    ):
        ends = place + (words.forms[place] == "وان")
    else:
        return None
    if any(words.has(between, that) for between in range(max(found[-1].ends, place - WIDEST_SPEAKER), place)):
        return None
    return Report("", found[-1].means, place, ends)


def _by_verb(words: Words, place: int, floor: int) -> Report | None:
    phrases, meanings = reporting_verbs()
    length = words.has(place, phrases)
    if length:
        language, means = meanings[tuple(words.forms[place : place + length])]
        if language == "ar":
            return arabic(words, place, place + 1, means, floor)
        return latin(words, place, place + length, means, floor)
    form = words.forms[place]
    if form[:1] in ("و", "ف") and (form[1:],) in meanings and meanings[(form[1:],)][0] == "ar":
        return arabic(words, place, place + 1, meanings[(form[1:],)][1], floor)
    return None


def _according(words: Words, place: int, floor: int) -> Report | None:
    """ "Selon le président de l'association, ..." and "حسب رئيس الجماعة، ...", before or behind what was said."""
    first = place + joins(words, place, words_that("according", "ar", "fr"))
    if first == place:
        return _in_the_eyes_of(words, place, floor)
    ends = next((at for at in range(first + 1, until_stop(words, first)) if words.forms[at] == "فان"), 0)
    ends = ends or until_stop(words, first)
    if ends == first or not may_speak(words, first, ends):
        return None
    ends = with_appositions(words, ends)
    speaker = words.said(first, ends)
    if place == floor:
        behind = ends + (words.forms[ends] == "فان") if ends < len(words) else ends
        return Report(speaker, "say", place, behind) if behind < len(words) else None
    if has_stop(words.gap(place)) and place - floor >= ENOUGH_TO_STAND:
        return Report(speaker, "say", place, ends, said_before=True)
    return None


def _in_the_eyes_of(words: Words, place: int, floor: int) -> Report | None:
    """ "Pour la directrice du centre, ..." at the start: what somebody thinks; "pour les femmes" is what it is for."""
    first = place + words.has(place, words_that("in_the_eyes_of", "fr"))
    if first == place or place != floor:
        return None
    first += bool(words.has(first, words_that("determiner", "fr")))
    ends = until_stop(words, first)
    if ends == first or words.gap(ends).strip() not in COMMAS or not names_one(words, first, ends):
        return None
    ends = with_appositions(words, ends)
    return Report(words.said(place + 1, ends), "say", place, ends) if ends < len(words) else None


def first_person(words: Words) -> Iterator[int]:
    """Where somebody begins to ask or propose in the first person: "ونطالب", "et nous demandons"."""
    verbs, authors, own = words_that("first", "fr"), words_that("author", "fr"), words_that("first", "ar")
    joined = phrases_of(["و" + p[0] for ps in own.values() for p in ps])
    for place in range(1, len(words)):
        arabic = words.has(place, joined) or (
            has_stop(words.gap(place)) and words.has(place, words_that("first", "ar"))
        )
        if arabic:
            lead = place - 1 if words.forms[place - 1] in ("كما", "لذلك", "لذا", "ولذلك", "ولذا") else place
            yield lead
        elif words.has(place, verbs) and words.has(place - 1, authors):
            lead = place - 2 if place > 1 and words.forms[place - 2] in ("et", "mais", "donc", "aussi") else place - 1
            if lead > 0 and (has_stop(words.gap(lead)) or lead < place - 1):
                yield lead
