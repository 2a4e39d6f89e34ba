"""A whole document read: its language and event, what it names, and the statements that it holds."""

from bisect import bisect_left
from collections.abc import Iterable, Sequence
from datetime import date
from typing import Generic, TypeVar, get_args

from multaqa.analysis.text.amounts import find_amounts
from multaqa.analysis.text.dates import find_days
from multaqa.analysis.text.document_day import day_of_document
from multaqa.analysis.text.events import event_type_of
from multaqa.analysis.text.gazetteer import Gazetteer, of_morocco
from multaqa.analysis.text.groups import find_groups
from multaqa.analysis.text.institutions import find_institutions
from multaqa.analysis.text.kinds import kinds_of
from multaqa.analysis.text.known_persons import KnownPersons
from multaqa.analysis.text.language import language_of, main_language
from multaqa.analysis.text.persons import find_persons
from multaqa.analysis.text.places import find_places
from multaqa.analysis.text.records import (
    Group,
    GroupMention,
    NamedPerson,
    Place,
    Reading,
    Span,
    Statement,
)
from multaqa.analysis.text.segmentation import utterances
from multaqa.analysis.text.services import find_services

GROUPS: tuple[Group, ...] = get_args(Group)
Found = TypeVar("Found", bound=Span)


def read(
    text: str, *, gazetteer: Gazetteer | None = None, dated: date | None = None, remarks: Iterable[str] = ()
) -> Reading:
    """Everything that a text says, each find with its characters.

    gazetteer: the country's territories, Morocco's where none is given. dated: the document's day, from which "hier"
    is counted; where none is given, the day that the text gives itself. remarks are kept as they are.
    Nothing is rejected: a text without letters gives an empty reading. The same text gives the same reading.
    """
    gazetteer = gazetteer or of_morocco()
    days = find_days(text, dated=dated)
    if dated is None and (dated := day_of_document(text, days)) is not None:
        days = find_days(text, dated=dated)
    places = find_places(text, gazetteer)
    persons = find_persons(text, places)
    groups = find_groups(text)
    return Reading(
        text=text,
        language=main_language(text),
        event_type=event_type_of(text),
        dated=dated,
        statements=_statements(text, places, persons, groups),
        places=places,
        days=days,
        amounts=find_amounts(text),
        persons=persons,
        institutions=find_institutions(text, places),
        groups=groups,
        services=find_services(text),
        remarks=tuple(remarks),
    )


def _statements(
    text: str, places: Sequence[Place], persons: Sequence[NamedPerson], groups: Sequence[GroupMention]
) -> tuple[Statement, ...]:
    found = utterances(text)
    languages = [language_of(said.of(text)) for said in found]
    kinds = kinds_of(
        [(said.of(text), language, said.reported_by) for said, language in zip(found, languages, strict=True)]
    )
    territories, mentions = Inside(places), Inside(groups)
    known = KnownPersons(persons)
    speakers = {words: _speaker(words, known) for words in dict.fromkeys(said.said_by for said in found)}
    return tuple(
        Statement(
            said.start,
            said.end,
            language=language,
            kind=kind,
            kind_confidence=confidence,
            said_by=speakers[said.said_by],
            territories=_decided(territories.of(said)),
            target_groups=in_order(mentions.of(said)),
        )
        for said, language, (kind, confidence) in zip(found, languages, kinds, strict=True)
    )


def _decided(places: Iterable[Place]) -> tuple[str, ...]:
    """Codes of the territories that the text decides on, each once."""
    return tuple(dict.fromkeys(place.candidates[0] for place in places if len(place.candidates) == 1))


class Inside(Generic[Found]):
    """Finds, to be asked which of them stand inside a span."""

    def __init__(self, finds: Sequence[Found]) -> None:
        self._finds = sorted(finds, key=lambda find: find.start)
        self._starts = [find.start for find in self._finds]

    def of(self, span: Span) -> tuple[Found, ...]:
        first, last = bisect_left(self._starts, span.start), bisect_left(self._starts, span.end)
        return tuple(find for find in self._finds[first:last] if find.end <= span.end)


def in_order(mentions: Iterable[GroupMention]) -> tuple[Group, ...]:
    """The groups mentioned, each once, in the order of the register."""
    named = {mention.group for mention in mentions}
    return tuple(group for group in GROUPS if group in named)


def _speaker(words: str, known: KnownPersons) -> str:
    """The full name of who is meant, else the words that say who."""
    person = known.spoken_of(words) if words else None
    return person.name if person else words
