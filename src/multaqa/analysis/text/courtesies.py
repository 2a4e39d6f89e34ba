"""What is spoken in every meeting and says nothing: greetings, thanks, who sits there, when the session rose."""

from functools import cache

from multaqa.analysis.text.lexicon import rows
from multaqa.analysis.text.person_words import is_one
from multaqa.analysis.text.phrases import Phrases
from multaqa.analysis.text.records import Span
from multaqa.analysis.text.words import Word, words_of

FEWEST_WORDS = 2
TOP = 400  # characters: where a letterhead stands
LONGEST_LETTERHEAD = 22  # words, wrapped lines together
LONGEST_SEAT = 8  # words of somebody's place at the table
ARTICLES = frozenset({"le", "la", "l"})
SIGNS = frozenset(",،:–—-")
PAUSES = frozenset(",،.!;؛:\n-–—")


@cache
def _phrases() -> Phrases[str]:
    return Phrases((row["phrase"], row["role"]) for row in rows("courtesies"))


def is_of_the_course(text: str, span: Span) -> bool:
    """The agenda, who is present, "la séance est levée": what minutes hold beside what was said."""
    said = text[span.start : span.end]
    words = words_of(said)
    found = _phrases().begins_at(said, words, 0) if words else None
    if found is None or found.meaning not in {"course", "roll", "letterhead"}:
        return False
    if found.meaning == "letterhead":
        return _is_a_letterhead(text, span, words)
    behind = words[found.end].start if found.end < len(words) else len(said)
    return found.meaning == "course" or ":" in said[words[found.end - 1].end : behind]


def _is_a_letterhead(text: str, span: Span, words: tuple[Word, ...]) -> bool:
    """A line above the text that says whose it is: "Ministère de ...", "إقليم ..."; a verb or a stop makes news."""
    below = text[span.end :].strip(" ")
    is_line = below.startswith("\n") and text[span.end - 1] not in ".!?؟:" and ":" not in text[span.start : span.end]
    acts = any(is_one(word, "verb", "end_of_role") for word in words)
    return is_line and span.start < TOP and len(words) <= LONGEST_LETTERHEAD and not acts


def without_courtesies(text: str, span: Span, *, in_a_list: bool) -> Span | None:
    """The characters of what is said behind a greeting or thanks; None where nothing is.

    "السلام عليكم، نطلب طريقا" asks for a road, "merci de prévoir un bus" for a bus: only a pause ends a courtesy.
    """
    said = text[span.start : span.end]
    words = words_of(said)
    begins = _behind_courtesies(said, words)
    rest = words[begins:]
    if sum(any(sign.isalpha() for sign in word.text) for word in rest) < FEWEST_WORDS:
        return None
    if in_a_list and _is_somebody(said, rest):
        return None
    return Span(span.start + rest[0].start, span.end) if begins else span


def _behind_courtesies(said: str, words: tuple[Word, ...]) -> int:
    """The first word behind greetings, each with its pause, and behind "À Madame la Ministre,"."""
    begins = 0
    while begins < len(words) and (found := _phrases().begins_at(said, words, begins)) is not None:
        end = _pause(said, words, found.end) if found.meaning == "salute" else found.end
        gap = said[words[end - 1].end : words[end].start] if end < len(words) else "\n"
        if found.meaning in {"course", "roll", "letterhead"} or PAUSES.isdisjoint(gap):
            break
        begins = end
    return begins


def _pause(said: str, words: tuple[Word, ...], at: int) -> int:
    """The word behind the next pause."""
    while at < len(words) and PAUSES.isdisjoint(said[words[at - 1].end : words[at].start]):
        at += 1
    return at


def _is_somebody(said: str, words: tuple[Word, ...]) -> bool:
    """A line of those present: السيدة حنان الإدريسي، المنسقة الجهوية; M. Ali Amrani, directeur; ممثل عن المديرية."""
    if is_one(words[0], "office"):
        return words[0].text.startswith(("ممثل", "representant")) and len(words) <= LONGEST_SEAT
    if not is_one(words[0], "honorific", "honorifics"):
        return False
    commas = (at for at in range(1, len(words)) if not SIGNS.isdisjoint(said[words[at - 1].end : words[at].start]))
    behind = next(commas, len(words))
    if behind < len(words) and words[behind].text in ARTICLES:
        behind += 1
    return behind < len(words) and is_one(words[behind], "office")
