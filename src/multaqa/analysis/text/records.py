"""What reading finds. Every find stands at characters of the text as it was received: text[start:end]."""

from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from typing import Literal

Language = Literal["ar", "ary", "ary-Latn", "fr", "en", "zgh", "mixed", "und"]
Kind = Literal[
    "expectation", "constraint", "proposal", "offer", "asset", "question", "announcement", "decision", "fact"
]
Group = Literal[
    "women", "children", "older_people", "persons_with_disabilities", "families", "homeless_people",
    "people_in_precarity", "rural_people", "mountain_people", "youth",
]  # fmt: skip
Service = Literal[
    "reception_listening", "orientation", "legal_guidance", "temporary_shelter", "health_support",
    "psychological_support", "social_support", "training", "incubation", "rehabilitation", "day_care", "mobile_service",
]  # fmt: skip
EventType = Literal[
    "regional_consultation", "field_visit", "agreement_signing", "inauguration", "steering_committee",
    "programme_launch", "funding_decision", "project_progress", "equipment_handover", "other",
]  # fmt: skip


@dataclass(frozen=True)
class Span:
    """Characters start to end of a text, end not included."""

    start: int
    end: int

    def of(self, text: str) -> str:
        return text[self.start : self.end]


@dataclass(frozen=True)
class Mention(Span):
    """Something named in a text; confidence from 0 to 1 orders finds, it is no probability."""

    confidence: float


@dataclass(frozen=True)
class Place(Mention):
    """A territory by its census code; several candidates where the text does not decide between homonyms."""

    level: str  # region | province | prefecture | commune ...: of the candidates
    candidates: tuple[str, ...]  # codes, the likelier first; one where the text decides
    named_as_such: bool  # "région X", "province de Y", عامل إقليم Z: what counts as a region or province of a document


@dataclass(frozen=True)
class Day(Mention):
    """A day or month: `2024-02-13`, `--02-13` where the year is unstated, `2024-02` for a month."""

    iso: str


@dataclass(frozen=True)
class Amount(Mention):
    value_mad: Decimal
    purpose: str = ""  # the characters that say what it is for, as they stand; empty where nothing does


@dataclass(frozen=True)
class NamedPerson(Mention):
    name: str  # without honorifics and titles
    role: str = ""  # the office as the text says it; empty where it does not


@dataclass(frozen=True)
class Institution(Mention):
    name: str


@dataclass(frozen=True)
class GroupMention(Mention):
    group: Group


@dataclass(frozen=True)
class ServiceMention(Mention):
    service: Service


@dataclass(frozen=True)
class Statement(Span):
    """One thing said by one actor."""

    language: Language
    kind: Kind
    kind_confidence: float
    said_by: str  # as the text names them; empty where it does not
    territories: tuple[str, ...]  # codes
    target_groups: tuple[Group, ...]


@dataclass(frozen=True)
class Reading:
    """Everything found in one text."""

    text: str
    language: Language
    event_type: EventType
    dated: date | None  # what relative days were counted from
    statements: tuple[Statement, ...] = ()
    places: tuple[Place, ...] = ()
    days: tuple[Day, ...] = ()
    amounts: tuple[Amount, ...] = ()
    persons: tuple[NamedPerson, ...] = ()
    institutions: tuple[Institution, ...] = ()
    groups: tuple[GroupMention, ...] = ()
    services: tuple[ServiceMention, ...] = ()
    remarks: tuple[str, ...] = field(default=())  # what a reader must know: a page that is a scan, columns kept apart
