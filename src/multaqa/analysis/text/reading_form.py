"""A reading in the form that `multaqa read --json` prints."""

from decimal import Decimal
from typing import Any

from multaqa.analysis.text.gazetteer import Gazetteer, of_morocco
from multaqa.analysis.text.places import regions_and_provinces
from multaqa.analysis.text.reading import Inside, in_order
from multaqa.analysis.text.records import Place, Reading, Statement

Form = dict[str, Any]


def as_form(file: str, reading: Reading, gazetteer: Gazetteer | None = None) -> Form:
    """Territories by official French names, days as ISO dates in order, sums as numbers, None for what is unsaid."""
    gazetteer = gazetteer or of_morocco()
    regions, provinces = regions_and_provinces(reading.places, gazetteer)
    places = Inside(reading.places)
    return {
        "file": file,
        "language": reading.language,
        "event_type": reading.event_type,
        "regions": list(regions),
        "provinces": list(provinces),
        "dates": sorted({day.iso for day in reading.days}),
        "persons": [{"name": person.name, "role": person.role or None} for person in reading.persons],
        "institutions": list(dict.fromkeys(institution.name for institution in reading.institutions)),
        "amounts": _amounts(reading),
        "target_groups": list(in_order(reading.groups)),
        "statements": [_statement(reading, statement, places, gazetteer) for statement in reading.statements],
    }


def as_refusal(file: str, error: str) -> Form:
    """The same form for a document that cannot be read: empty, with the reason as `error`."""
    return {**as_form(file, Reading("", "und", "other", None)), "error": error}


def _amounts(reading: Reading) -> list[Form]:
    """Each sum once: where it stands twice, with the first purpose that the text gives."""
    purposes: dict[Decimal, str] = {}
    for amount in reading.amounts:
        purposes[amount.value_mad] = purposes.get(amount.value_mad) or " ".join(amount.purpose.split())
    return [{"value_mad": _number(value), "purpose": purpose or None} for value, purpose in purposes.items()]


def _number(value: Decimal) -> int | float:
    return int(value) if value == value.to_integral_value() else float(value)


def _statement(reading: Reading, statement: Statement, places: Inside[Place], gazetteer: Gazetteer) -> Form:
    regions, provinces = regions_and_provinces(places.of(statement), gazetteer)
    return {
        "text": statement.of(reading.text),
        "start": statement.start,
        "end": statement.end,
        "language": statement.language,
        "kind": statement.kind,
        "said_by": statement.said_by or None,
        "territories": [*regions, *provinces],
        "target_groups": list(statement.target_groups),
    }
