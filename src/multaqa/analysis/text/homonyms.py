"""Which of several places of one name a text means, told by the regions and provinces near by; never guessed."""

from bisect import bisect_right
from dataclasses import replace

from multaqa.analysis.text.gazetteer import PROVINCES, Gazetteer
from multaqa.analysis.text.records import Place

NEAR = 400  # characters between a homonym and the province or region that decides


def decided(text: str, places: list[Place], gazetteer: Gazetteer) -> tuple[Place, ...]:
    """Homonyms decided by the nearest regions and provinces, or left open with the likelier first."""
    known = [place for place in places if len(place.candidates) == 1 and place.level in PROVINCES | {"region"}]
    starts = [place.start for place in known]
    return tuple(
        place if len(place.candidates) == 1 else _decision(text, place, known, starts, gazetteer) for place in places
    )


def _decision(text: str, place: Place, known: list[Place], starts: list[int], gazetteer: Gazetteer) -> Place:
    middle = bisect_right(starts, place.start)
    around = known[max(0, middle - 3) : middle + 3]
    around.sort(key=lambda other: max(other.start - place.end, place.start - other.end))
    left = place.candidates
    for other in around:
        start, end = min(place.end, other.end), max(place.start, other.start)
        if end - start > NEAR or "\n\n" in text[start:end]:
            continue
        inside = tuple(code for code in left if gazetteer.lies_within(code, other.candidates[0]))
        if len(inside) == 1:
            return replace(place, candidates=inside, confidence=0.9)
        left = inside or left
    ordered = (*left, *(code for code in place.candidates if code not in left))
    return replace(place, candidates=ordered, confidence=round(place.confidence / len(left), 2))
