"""Reporting clauses in Arabic: verb, speaker, that."""

import re
from functools import cache

from multaqa.analysis.text.speakers import (
    ENOUGH_TO_STAND,
    OPENINGS,
    WIDEST_APPOSITION,
    WIDEST_SPEAKER,
    Report,
    has_stop,
    joins,
    names_one_first,
    names_somebody,
    until_stop,
)  # fmt: skip
from multaqa.analysis.text.speech import Words, reporting_verbs, words_that
from multaqa.analysis.text.word_forms import ARABIC_DEED

WIDEST_ADVERB = 8  # words before whoever acts
WIDEST_NAME = 4  # words of somebody without title or office
GIVES = frozenset({"القي", "القت", "قدم", "قدمت", "تلا", "تلت", "وجه", "وجهت"})  # a speech, a report
QUOTED = '»”"'
VERBAL_NOUN = re.compile(ARABIC_DEED)  # behind ب it is what is asked for
NOT_DEEDS = frozenset({"تنغير", "افران", "اسفار"})  # places of the same form


def arabic(words: Words, verb: int, after: int, means: str, floor: int) -> Report | None:
    joined = words.forms[verb][:1] in ("و", "ف") and words.forms[verb] not in _arabic_forms()
    begins = _before_verb(words, verb, floor, joined)
    if begins is None and words.has(after, words_that("in_it", "ar")):
        return _in_a_speech(words, verb, after, means, floor)
    said, speaker_ends, clause = _what_was_said(words, after, means)
    quoted = any(sign in words.gap(verb) for sign in QUOTED)
    if quoted and (before := _said_before(words, verb, after, means, floor)):
        return before
    if said is None:
        return _said_before(words, verb, after, means, floor)
    if begins is None and words.has(verb - 1, words_that("relative", "ar")):
        speaker = _actor_before(words, verb - 1, floor)
        return Report(speaker, means, verb - 1, said, keeps_verb=not clause) if speaker else None
    if begins is None:
        alone = speaker_ends == after or joins(words, after + 1, words_that("own", "ar"))  # أكد من جانبه أن
        return _subject_first(words, verb, said, means, floor) if clause and alone else None
    if (
        not clause
        and means == "say"
        and begins == verb
        and not joined
        and not names_somebody(words, after, speaker_ends)
    ):
        return None
    if clause and begins == verb and speaker_ends == after and (topic := _topic(words, verb, floor)):
        return Report(topic, means, floor, said)
    speaker = _without_again(words, after, speaker_ends)
    if not speaker and speaker_ends == after and joined and not floor:
        speaker = _actor_of_the_clause(words, begins)
    if speaker_ends == after and begins < verb and joins(words, begins, words_that("as_for", "ar")):
        return Report(words.said(begins + 1, _behind_fa(words, begins + 1, verb)), means, begins, said, not clause)
    if speaker_ends == after and words.forms[verb][:1] == "م":
        speaker = _actor_before(words, begins, floor, acts=floor > 0)
    return Report(speaker, means, begins, said, keeps_verb=not clause)


def _in_a_speech(words: Words, verb: int, after: int, means: str, floor: int) -> Report | None:
    """ "ألقى السيد X، رئيس Y، كلمة أكد فيها أن": whoever gave the speech."""
    said, _, clause = _what_was_said(words, after, means)
    speaker = _actor_before(words, verb - 1, floor)
    gives = words.forms[floor].removeprefix("و") in GIVES
    begins = floor if gives else verb - 1
    return Report(speaker, means, begins, said, keeps_verb=not clause) if said is not None and speaker else None


@cache
def _arabic_forms() -> frozenset[str]:
    return frozenset(phrase[0] for phrase, (language, _) in reporting_verbs()[1].items() if language == "ar")


def is_joined_verb(words: Words, place: int) -> bool:
    """Whether a word is a verb that reports, behind "and": وطالب."""
    form = words.forms[place]
    return form[:1] in ("و", "ف") and form[1:] in _arabic_forms()


def _before_verb(words: Words, verb: int, floor: int, joined: bool) -> int | None:
    """Where the clause of a verb begins; None where the verb stands inside another clause ("الذي أكد أن")."""
    begins = verb
    lead, own = words_that("lead", "ar"), words_that("own", "ar")
    if (topic := _as_for(words, verb, floor)) is not None:
        return topic
    while begins > floor and words.has(begins - 1, lead) and not has_stop(words.gap(begins)):
        begins -= 1
    opens = begins == 0 or begins < verb or joined or has_stop(words.gap(begins)) or joins(words, begins - 1, own)
    if opens and joined and not has_stop(words.gap(begins)):
        return begins  # "شكر الحضور ووعد": a second deed of whoever acts
    if begins == verb and words.forms[verb].startswith("م"):
        return verb if opens else None  # "وفي كلمتها قالت X إن ...، مبرزة أن": the adverb is of the verb before
    return _adverb_before(words, begins, floor) if opens else _behind_an_adverb(words, verb, floor)


def _behind_an_adverb(words: Words, verb: int, floor: int) -> int | None:
    """Where "وفي كلمتها الافتتاحية ذكرت" begins, though no comma parts it; "في الوقت الذي أكد" is no such thing."""
    related = words.has(verb - 1, words_that("relative", "ar")) or words.has(verb + 1, words_that("in_it", "ar"))
    if related or verb - floor > WIDEST_ADVERB or not joins(words, floor, words_that("adverb", "ar")):
        return None
    return None if any(has_stop(words.gap(place)) for place in range(floor + 1, verb + 1)) else floor


def _as_for(words: Words, verb: int, floor: int) -> int | None:
    """Where "أما السيد المدير فقد" begins before a verb."""
    if words.forms[verb - 1] != "فقد" and words.forms[verb][:1] != "ف":
        return None
    lowest = max(floor, verb - WIDEST_SPEAKER)
    return next((at for at in range(verb - 1, lowest - 1, -1) if joins(words, at, words_that("as_for", "ar"))), None)


def _behind_fa(words: Words, first: int, verb: int) -> int:
    return verb - (words.forms[verb - 1] == "فقد") if verb > first else verb


def _adverb_before(words: Words, begins: int, floor: int) -> int:
    """Where "من جهته،" or "وفي كلمة بالمناسبة،" before a clause begins, or the clause itself."""
    adverbs = words_that("adverb", "ar")
    first = begins
    for place in range(begins - 1, max(floor, begins - WIDEST_SPEAKER) - 1, -1):
        at_start = place == 0 or has_stop(words.gap(place))
        if at_start and joins(words, place, adverbs):
            first = place
        elif at_start:
            break
    return first


def _what_was_said(words: Words, after: int, means: str) -> tuple[int | None, int, bool]:
    """The word that what was said begins with, the end of the speaker's words, and whether it is a clause."""
    that, toward, aside = words_that("that", "ar"), words_that("toward", "ar"), words_that("aside", "ar")
    speaker_ends: int | None = None
    for place in range(after, min(len(words), after + WIDEST_SPEAKER)):
        if any(sign in words.gap(place) for sign in OPENINGS):
            return place, place if speaker_ends is None else speaker_ends, True
        if means == "ask" and words.forms[place] == "باش":
            return place, place if speaker_ends is None else speaker_ends, True
        if words.has(place, that):
            pronoun = words.forms[place] not in ("ان", "بان", "بلي", "باللي")
            return place if pronoun else place + 1, place if speaker_ends is None else speaker_ends, True
        if speaker_ends is None and place > after and words.has(place, aside):
            speaker_ends = place
        if words.has(place, toward) and words.has(place + 1, that):
            return place + 2, place if speaker_ends is None else speaker_ends, True
        if _is_of_a_body(words, place) and place > after:
            continue
        if words.has(place, toward) or _is_deed(words.forms[place]) or (means == "complain" and _is_from(words, place)):
            return place, place if speaker_ends is None else speaker_ends, False
        if (place > after and ";" in words.gap(place)) or "؛" in words.gap(place):
            break
    if ":" in words.gap(len(words)):
        return len(words), len(words) if speaker_ends is None else speaker_ends, True
    return None, after, False


def _is_of_a_body(words: Words, place: int) -> bool:
    """قسم العمل الاجتماعي, مصلحة الدعم: the deed is part of a body's name."""
    return words.forms[place].startswith("ال") and bool(joins(words, place - 1, words_that("body", "ar")))


def _is_from(words: Words, place: int) -> bool:
    """ "اشتكى ... من غياب": what somebody complains of; عدد من الجمعيات and من الإقليم are no such thing."""
    follows = words.forms[place + 1] if place + 1 < len(words) else ""
    counts = words_that("counts", "ar")
    return words.forms[place] == "من" and follows[:2] not in ("ال", "") and not words.has(place - 1, counts)


@cache
def _deeds() -> frozenset[str]:
    return frozenset(
        phrase[0] for phrases in words_that("deed", "ar").values() for phrase in phrases if len(phrase) == 1
    )


@cache
def _things() -> frozenset[str]:
    """What is asked for without a deed, only behind ب: بمقر, بحافلة."""
    return frozenset(phrase[0] for phrases in words_that("thing", "ar").values() for phrase in phrases)


def _is_deed(form: str) -> bool:
    """Whether a word is a verbal noun, bare or behind ب: what somebody asks for or proposes."""
    bare_form = form[1:] if form[:1] in ("ب", "ل") and len(form) > 3 else form
    owned = next((bare_form[: -len(end)] for end in ("ها", "هم", "ه") if bare_form.endswith(end)), "")
    return (
        form in _deeds()
        or bare_form in _deeds()
        or owned in _deeds()
        or owned + "ه" in _deeds()
        or owned.removesuffix("ت") + "ه" in _deeds()
        or (form[:1] == "ب" and bare_form in _things())
        or (form[:1] == "ب" and bare_form not in NOT_DEEDS and VERBAL_NOUN.fullmatch(bare_form) is not None)
        or (form[:2] == "با" and form[2:3] == "ل" and "ال" + form[3:] in _deeds())
    )


def _topic(words: Words, verb: int, floor: int) -> str:
    """ "السي حسن، القايد ديال المنطقة، قال": who a sentence begins with, with an apposition; empty where it is none."""
    if floor or not 0 < verb <= WIDEST_APPOSITION or words.forms[verb][:1] in ("و", "ف", "م"):
        return ""
    acts = any(words.forms[place] in _arabic_forms() for place in range(verb))
    return words.said(0, verb) if not acts and names_one_first(words, 0) else ""


def _subject_first(words: Words, verb: int, said: int, means: str, floor: int) -> Report | None:
    """ "السيد الوالي أكد أن": the speaker before the verb."""
    first = verb
    while first > floor and verb - first < WIDEST_SPEAKER and not has_stop(words.gap(first)):
        first -= 1
    if first < verb and names_somebody(words, first, verb):
        return Report(words.said(first, verb), means, first, said)
    return None


def _actor_before(words: Words, end: int, floor: int, *, acts: bool = False) -> str:
    """Who a participle or "who" goes back to: "وتدخلت السيدة X، رئيسة Y، مطالبة بـ"; empty where nobody is named.

    acts: only somebody behind a verb of his own; others are spoken of by whoever spoke before in this sentence.
    """
    titles, offices = words_that("title", "ar"), words_that("office", "ar")
    lowest = max(floor, end - WIDEST_SPEAKER)
    for role in (titles, offices):
        for place in range(end - 1, lowest - 1, -1):
            if acts and not words.forms[place - 1].startswith("و"):
                continue
            if words.has(place, role) and not (place > lowest and words.has(place - 1, role)):
                ends = next((at for at in range(place + 1, end) if words.forms[at].startswith("بال")), end)
                return words.said(place, ends)  # رحب الكاتب العام بالحاضرين، مبرزا
    return ""


def _actor_of_the_clause(words: Words, end: int) -> str:
    """Who did what the sentence begins with, and went on to speak: "شكر السيد الباشا الحضور ووعد بـ"."""
    for place in range(min(end, WIDEST_ADVERB)):
        if words.has(place, words_that("title", "ar")) or words.has(place, words_that("office", "ar")):
            return words.said(place, _end_of_actor(words, place, end))
    return ""


def _end_of_actor(words: Words, first: int, end: int) -> int:
    """Up to a sign; where an office stands, it and its adjectives: السيد رئيس المجلس الإقليمي | الحضور."""
    offices = words_that("office", "ar")
    last = first + 1
    while last < end and not has_stop(words.gap(last)):
        form, before = words.forms[last], words.forms[last - 1]
        is_office = bool(words.has(last, offices))
        follows_article = before.startswith("ال") and not words.has(last - 1, words_that("title", "ar"))
        if form.startswith("ال") and follows_article and not form.endswith(("ي", "يه")) and not is_office:
            break
        last += 1
    return last


def _said_before(words: Words, verb: int, after: int, means: str, floor: int) -> Report | None:
    """ "...، يقول رئيس الجمعية": what was said stands before."""
    if verb - floor < ENOUGH_TO_STAND or not has_stop(words.gap(verb)) or words.forms[verb][:1] not in ("ي", "ت"):
        return None
    ends = until_stop(words, after)
    is_quoted = any(sign in words.gap(verb) for sign in QUOTED) and ends - after <= WIDEST_NAME
    if ends > after and (is_quoted or names_somebody(words, after, ends)):
        return Report(_without_again(words, after, ends), means, verb, ends, said_before=True)
    return None


def _without_again(words: Words, first: int, last: int) -> str:
    """The speaker's words; empty for "المتحدث نفسه", who is whoever spoke before."""
    if first >= last or words.has(first, words_that("again", "ar")):
        return ""
    return words.said(first, last)
