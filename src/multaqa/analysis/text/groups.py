"""Target groups that a text names: whom it speaks of as served, not whom an office or a law bears in its name."""

from collections.abc import Iterator, Sequence
from functools import cache
from typing import NamedTuple, cast

from multaqa.analysis.text.lexicon import rows
from multaqa.analysis.text.phrases import Found, Phrases
from multaqa.analysis.text.records import Group, GroupMention
from multaqa.analysis.text.words import Word, is_unbroken, prefixes_of, without, words_of

BEDS = ("سرّة", "سِرَّة", "سرَّة")  # أسرّة are beds: the mark tells them from families
STOPS = frozenset(".!?؟;؛:()\n")
NEAR = 3  # words between a group and the precarity that is said of it: femmes en situation de
AROUND = 40  # words in which a village may be said to be served
SENTENCE_STOPS = frozenset(".!?؟\n")


class _Meaning(NamedTuple):
    role: str  # names | noun (precarity, of whomever) | served (a place, where it is one that is served) | masks
    groups: tuple[Group, ...]


@cache
def _phrases() -> Phrases[_Meaning]:
    lines = [row for row in rows("groups") if row["role"] != "benefit"]
    lines.sort(key=lambda row: row["role"] != "masks")  # where two are as long, what names nobody stands
    return Phrases(
        (row["phrase"], _Meaning(row["role"], cast(tuple[Group, ...], tuple(row["groups"].split())))) for row in lines
    )


@cache
def _benefits() -> Phrases[str]:
    return Phrases((row["phrase"], row["role"]) for row in rows("groups") if row["role"] == "benefit")


@cache
def _portfolios() -> Phrases[str]:
    return Phrases((row["words"], row["role"]) for row in rows("portfolios"))


def find_groups(text: str) -> tuple[GroupMention, ...]:
    """Target groups in the order of the text, each time one is named.

    A minister of the family, equality of the sexes or a foster home name nobody. Precarity that is said of a named
    group (femmes vulnérables, هشاشة النساء) gives that group alone. A village or rural commune gives rural people
    where the sentence says that it is served. Linear in the text's length.
    """
    words = words_of(text)
    offices = _words_of_offices(text, words)
    found = [
        find
        for find in _phrases().find(text, words)
        if find.meaning.role != "masks" and find.at not in offices and not _is_beds(text, words[find.at])
    ]
    return tuple(mention for find in _kept(text, words, found) for mention in _mentions(text, words, find))


def _kept(text: str, words: Sequence[Word], found: list[Found[_Meaning]]) -> Iterator[Found[_Meaning]]:
    for place, find in enumerate(found):
        neighbours = [*found[max(0, place - 1) : place], *found[place + 1 : place + 2]]
        if find.meaning.role == "noun" and any(_is_said_of(text, words, find, other) for other in neighbours):
            continue
        if find.meaning.role == "served" and not _is_served(text, words, find):
            continue
        yield find


def _is_said_of(text: str, words: Sequence[Word], precarity: Found[_Meaning], other: Found[_Meaning]) -> bool:
    """Whether precarity is that of a group before it (نساء في هشاشة) or just after it (précarité des femmes)."""
    if other.meaning.role == "noun" or "people_in_precarity" in other.meaning.groups:
        return False
    first, then = sorted((precarity, other), key=lambda find: find.at)
    gap = text[words[first.end - 1].end : words[then.at].start]
    if not is_unbroken(gap, STOPS | set(",،")):
        return False
    between = [word.text for word in words[first.end : then.at]]
    if first is other:
        return len(between) <= NEAR and then.prefix in {"", "ال"} and not {"et", "و", "contre", "and"} & set(between)
    return then.prefix == "" and all(word in {"des", "de", "d", "la", "les", "l", "du"} for word in between)


def _is_served(text: str, words: Sequence[Word], find: Found[_Meaning]) -> bool:
    start, end = find.at, find.end
    while start > max(0, find.at - AROUND) and is_unbroken(
        text[words[start - 1].end : words[start].start], SENTENCE_STOPS
    ):
        start -= 1
    while end < min(len(words), find.end + AROUND) and is_unbroken(
        text[words[end - 1].end : words[end].start], SENTENCE_STOPS
    ):
        end += 1
    return next(_benefits().find(text, words[start:end]), None) is not None


def _words_of_offices(text: str, words: Sequence[Word]) -> set[int]:
    """The words of an office or a department and of what it is in charge of."""
    inside: set[int] = set()
    for find in _portfolios().find(text, words):
        if find.meaning == "head":
            inside.update(range(find.at, _end_of_office(text, words, find.end)))
    return inside


def _end_of_office(text: str, words: Sequence[Word], at: int) -> int:
    """The word after the last that names what an office is in charge of."""
    end = at
    while at < len(words):
        gap = text[words[at - 1].end : words[at].start]
        if not is_unbroken(gap, STOPS) or (("," in gap or "،" in gap) and not _goes_on(words[at].text)):
            break
        found = _portfolios().begins_at(text, words, at)
        if found is None or found.meaning == "head":
            break
        at = found.end
        if found.meaning == "subject":
            end = at
    return end


def _goes_on(word: str) -> bool:
    return word in {"de", "du", "des", "d", "et", "charge", "chargee"} or (word[0] == "و" and "و" in prefixes_of(word))


def _is_beds(text: str, word: Word) -> bool:
    return without("", word.text).endswith("سره") and any(beds in text[word.start : word.end] for beds in BEDS)


def _mentions(text: str, words: Sequence[Word], find: Found[_Meaning]) -> Iterator[GroupMention]:
    start, end = find.span(text, words)
    confidence = {"names": 0.95, "noun": 0.8, "served": 0.7}[find.meaning.role]
    for group in find.meaning.groups:
        yield GroupMention(start, end, confidence, group)
