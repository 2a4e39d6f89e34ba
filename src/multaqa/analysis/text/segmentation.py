"""Sentences, and within them statements: one thing said by one actor, with the words that name the actor."""

from collections.abc import Iterator
from dataclasses import dataclass

from multaqa.analysis.text.courtesies import is_of_the_course, without_courtesies
from multaqa.analysis.text.interviews import interviewee, turn_of
from multaqa.analysis.text.records import Span
from multaqa.analysis.text.reported import first_person, named_line, reports, takes_the_floor
from multaqa.analysis.text.reported_latin import who_acts
from multaqa.analysis.text.sentences import Sentence, bare_span, sentences_of
from multaqa.analysis.text.speakers import Report, names_somebody
from multaqa.analysis.text.speech import Words, reporting_verbs, words_that

NARRATES = "narrates"  # a clause that nobody is said to have said
WIDEST_LEAD_IN = 12  # words
LONGEST_NAMED_HEADING = 8  # words
FEWEST_TO_CUT = 3  # words: less has not said anything yet
SECTIONS = ("complain", "ask", "propose", "wonder", "announce", "decide", "praise")
QUOTES = ("«", "“", '"')
OPENING, CLOSING = "«“", "»”"
PAIRS = (("«", "»"), ("“", "”"), ('"', '"'), ("(", ")"), ("[", "]"))
LEFT_OVER = ',،;؛:–—-«“"»”'


@dataclass(frozen=True)
class Utterance(Span):
    """The characters of what was said, without the words that report it; said_by as the text names them."""

    said_by: str = ""
    reported_by: str = ""  # what the verb that reports it means (ask, propose, announce ...): a hint at the kind


@dataclass
class _Floor:
    """Who has the floor: in the document, in the open quote, and over the list being read."""

    speaker: str = ""
    section: str = ""
    quoted: bool = False
    list_speaker: str = ""
    list_means: str = ""
    turn: int = -1  # the paragraph of minutes that a name and a colon opened
    interviewee: str = ""
    told: int = -1  # the paragraph in which somebody was last said to say something


def sentences(text: str) -> tuple[Span, ...]:
    """The sentences of a text, in order, without the blanks and bullets around them.

    A full stop after a title, an initial or inside a number ends nothing; a line that the page's width cut goes on. A
    line of a list is a sentence of its own, with or without a full stop. Every letter of the text stands in at most
    one sentence; only bullets, and scraps of fewer than two letters, stand in none.
    """
    return tuple(Span(found.start, found.end) for found in sentences_of(text))


def utterances(text: str) -> tuple[Utterance, ...]:
    """What was said, one thing by one actor each, in the order of the text; time grows with the text's length.

    Headings, datelines, greetings and lists of those present are no statements. A sentence is cut where another actor,
    another reporting verb or a semicolon begins a new thing. A pronoun, or a verb that names nobody, goes on with the
    actor before.
    """
    floor = _Floor(interviewee=interviewee(text))
    found: list[Utterance] = []
    waiting = 0  # statements of an open quote whose speaker is named behind it
    for sentence in sentences_of(text):
        if sentence.role in ("heading", "dateline"):
            floor = _Floor(speaker=floor.speaker, interviewee=floor.interviewee)
            _lead_in(Words(text, sentence.start, sentence.end), floor)
            continue
        opened = floor.quoted
        said = _read(text, sentence, floor)
        if opened and said and said[0].said_by and waiting:
            for place in range(len(found) - waiting, len(found)):
                found[place] = Utterance(found[place].start, found[place].end, said[0].said_by, said[0].reported_by)
        found += said
        waiting = (waiting if opened else 0) + len(said) if floor.quoted and not any(s.said_by for s in said) else 0
    return tuple(found)


def _section(words: Words) -> str:
    """What stands under a heading such as "Contraintes" or "المقترحات": the hint it gives for each line below."""
    for place in range(min(len(words), 8)):
        for means in SECTIONS:
            if words.has(place, words_that(f"section:{means}", "ar", "fr", "en")):
                return means
    return ""


def _read(text: str, sentence: Sentence, floor: _Floor) -> list[Utterance]:
    """The statements of one sentence; moves the floor on."""
    if is_of_the_course(text, sentence):
        return []
    words = Words(text, sentence.start, sentence.end)
    speaks, start = _turn(text, words, sentence, floor)
    pieces = list(_pieces(words, start))
    if not start and not floor.quoted and all(report is None for _, _, report in pieces):
        floor.speaker = who_acts(words) or floor.speaker  # "M. X ouvre la séance. Il rappelle que ..."
    if text[sentence.end - 1] == ":":
        _lead_in(words, floor)
        return []
    if any(report is not None and report.means != NARRATES for _, _, report in pieces):
        floor.told = sentence.paragraph
    said = list(_said(text, words, sentence, floor, pieces, speaks))
    _follow_quotes(text, sentence, floor)
    return said


def _turn(text: str, words: Words, sentence: Sentence, floor: _Floor) -> tuple[str, int]:
    """Who has the turn in a sentence before any verb of it tells, and the first word behind a name and its colon."""
    if sentence.role == "prose" and not floor.quoted:
        floor.list_speaker = floor.list_means = ""
    if line := _labelled(text, words, sentence, floor) or named_line(words):
        floor.speaker, floor.turn = line[0], sentence.paragraph
        return line
    before = floor.speaker
    floor.speaker = takes_the_floor(words) or before
    if sentence.paragraph == floor.turn or (sentence.paragraph == floor.told and _is_quoted(text, sentence)):
        return before, 0
    return floor.list_speaker if sentence.role == "item" else "", 0


def _is_quoted(text: str, sentence: Sentence) -> bool:
    return text[max(0, sentence.start - 1) : sentence.start + 1].strip(" \n")[:1] in QUOTES


def _said(
    text: str,
    words: Words,
    sentence: Sentence,
    floor: _Floor,
    pieces: list[tuple[int, int, Report | None]],
    speaks: str,
) -> Iterator[Utterance]:
    """What each clause of a sentence says, and who says it."""
    first_of_quote = floor.speaker if floor.quoted else ""
    held = speaks, floor.list_means if sentence.role == "item" else ""
    for first, last, report in pieces:
        held = _who(report, held, floor)
        span = _span(words, first, last, report, sentence)
        if span := span and without_courtesies(text, span, in_a_list=sentence.role == "item"):
            asks = held[1] == "ask" and text[span.end - 1] in "?؟"
            means = "wonder" if asks else held[1] or floor.section
            yield Utterance(span.start, span.end, held[0] or (first_of_quote and floor.speaker), means)
            first_of_quote = ""


def _labelled(text: str, words: Words, sentence: Sentence, floor: _Floor) -> tuple[str, int] | None:
    """The speaker of a line of an interview and its first word behind the label: the guest answers."""
    turn = turn_of(text, sentence)
    if turn is None:
        return None
    answers, behind = turn
    start = next((at for at in range(len(words)) if words.starts[at] >= behind), 0)
    return (floor.interviewee if answers else "", start)


def _who(report: Report | None, held: tuple[str, str], floor: _Floor) -> tuple[str, str]:
    """The speaker of a clause and what its verb means; a clause without a verb goes on with the one before."""
    if report is None:
        return held
    if report.means == NARRATES:
        return "", ""
    floor.speaker = report.speaker or floor.speaker
    return floor.speaker, report.means


def _lead_in(words: Words, floor: _Floor) -> None:
    """A heading, or "وقد طالب المتدخلون بما يلي:", says nothing itself: it gives what is below its speaker and kind."""
    floor.section = _section(words)
    if report := next(iter(reports(words)[::-1]), None):
        floor.speaker = report.speaker or floor.speaker
        floor.list_speaker, floor.list_means = floor.speaker, report.means
        return
    floor.list_means = _last_meaning(words)
    floor.list_speaker = "" if floor.list_means else _named_heading(words)


def _named_heading(words: Words) -> str:
    """Who speaks in the list below "Les associations :" or "مداخلات الجمعيات:"; empty for other headings."""
    first = words.has(0, words_that("intervention", "ar", "fr"))
    if len(words) - first > LONGEST_NAMED_HEADING or not names_somebody(words, first, min(first + 2, len(words))):
        return ""
    return words.said(first, len(words))


def _last_meaning(words: Words) -> str:
    """What the last verb before a colon means where nobody who speaks is named: "Il a été décidé ce qui suit :"."""
    phrases, meanings = reporting_verbs()
    decided = words_that("decided", "ar", "fr", "en")
    for place in range(len(words) - 1, max(-1, len(words) - 1 - WIDEST_LEAD_IN), -1):
        if words.has(place, decided):
            return "decide"
        if (length := words.has(place, phrases)) and (
            means := meanings[tuple(words.forms[place : place + length])][1]
        ) in SECTIONS:
            return means
    return ""


def _follow_quotes(text: str, sentence: Sentence, floor: _Floor) -> None:
    if text.count('"', sentence.start, sentence.end) % 2:  # the same sign opens and closes
        floor.quoted = not floor.quoted
        return
    opened = max(text.rfind(sign, sentence.start, sentence.end) for sign in OPENING)
    closed = max(text.rfind(sign, sentence.start, sentence.end) for sign in CLOSING)
    floor.quoted = opened > closed or (floor.quoted and closed < 0)


def _pieces(words: Words, start: int) -> Iterator[tuple[int, int, Report | None]]:
    """The clauses of a sentence as first and last word, and what reports each."""
    begun: list[tuple[int, Report | None]] = [(start, None)]
    said_before: dict[int, Report] = {}
    reporting = [report for report in reports(words) if report.begins >= start]
    for report in reporting:
        begun.append((report.ends if report.said_before else report.begins, None if report.said_before else report))
        if report.said_before:
            said_before[report.begins] = report
    inside = {place for report in reporting for place in range(report.begins, report.ends)}
    marks = [*_marks(words), *((place, None) for place in first_person(words))]
    begun += [(place, report) for place, report in marks if place > start and place not in inside]
    yield from _stretches(words, _sorted(begun), said_before)


def _sorted(begun: list[tuple[int, Report | None]]) -> list[tuple[int, Report | None]]:
    """In order of the text, one beginning for each place: the one that reports."""
    best: dict[int, Report | None] = {}
    for place, report in begun:
        best[place] = best.get(place) or report
    return sorted(best.items(), key=lambda item: item[0])


def _stretches(
    words: Words, begun: list[tuple[int, Report | None]], said_before: dict[int, Report]
) -> Iterator[tuple[int, int, Report | None]]:
    first, report = begun[0]
    ahead = iter(sorted(said_before))
    behind = next(ahead, None)
    for place, following in (*begun[1:], (len(words), None)):
        if behind is not None and behind < place:
            yield first, behind, said_before[behind]
            behind = next(ahead, None)
        elif place < len(words) and place - first < FEWEST_TO_CUT and not report and not following:
            continue
        else:
            yield first, place, report
        first, report = place, following


def _marks(words: Words) -> Iterator[tuple[int, Report | None]]:
    """Where a semicolon begins another thing that the same actor says, or "، وقد تم" one that nobody does."""
    starts = words_that("start", "ar", "fr")
    for place in range(FEWEST_TO_CUT, len(words)):
        gap = words.gap(place)
        if ("،" in gap or "," in gap) and words.has(place, starts):
            yield place, Report("", NARRATES, place, place, keeps_verb=True)
        elif ";" in gap or "؛" in gap:
            yield place, None


def _span(words: Words, first: int, last: int, report: Report | None, sentence: Sentence) -> Span | None:
    """The characters of one clause, without reporting words and the commas and quotes left over around it."""
    if report and not report.said_before and not report.keeps_verb:
        first = report.ends
    if first >= last:
        return None
    start = words.starts[first]
    end = words.starts[last] if last < len(words) else sentence.end
    start, end = _with_quotes(words.text, start, end, sentence)
    return bare_span(words.text, start, end)


def _with_quotes(text: str, start: int, end: int, sentence: Sentence) -> tuple[int, int]:
    """Without the commas, dashes and quotes left over around the words; a quote or bracket inside them stays whole."""
    while end > start and (text[end - 1].isspace() or text[end - 1] in LEFT_OVER):
        end -= 1
    for opening, closing in PAIRS:
        before = text[start - 1 : start] if start > sentence.start else ""
        if before == opening and closing in text[start:end]:
            start -= 1
        elif text[end : end + 1] == closing and text.count(opening, start, end) > text.count(closing, start, end):
            end += 1
    return start, end
