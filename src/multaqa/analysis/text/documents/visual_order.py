"""From the order in which signs stand on a line, left to right, to the order in which they are read.

Unicode's bidirectional algorithm says how a text is shown; here the text is sought that is shown so. A guess is laid
out by the algorithm; where a sign lands elsewhere than it was seen, the guess is corrected; after a round or two it
stands. So a range of years, a date or a per cent sign comes back as whoever wrote it had it.
"""

import unicodedata
from collections.abc import Sequence, Set
from typing import Any

from bidi import algorithm
from bidi.mirror import MIRRORED

ROUNDS = 6
OPENING = {"(": ")", "[": "]", "{": "}"}
BRACKETS = frozenset("()[]{}")
RIGHT_TO_LEFT = frozenset(["R", "AL"])
STRONG = {"L", "R"}
NUMBERS = frozenset(["EN", "AN"])


def reading_order(units: Sequence[str], *, right_to_left: bool) -> list[str]:
    """The signs of a line in reading order.

    `units` stand from left to right, each one glyph's letters; `right_to_left` is the direction of the paragraph.
    Brackets are given by their shape: the algorithm shows ( as ) in Arabic, and it is turned back.
    """
    classes = {unicodedata.bidirectional(unit[0]) for unit in units}
    if not right_to_left and not classes & (RIGHT_TO_LEFT | {"AN"}):
        return list(units)
    own, against = ({"L"}, RIGHT_TO_LEFT | {"AN"}) if right_to_left else (RIGHT_TO_LEFT, {"L"})
    guesses = (
        _guess(units, own, against, right_to_left=right_to_left),
        _guess(units, own | NUMBERS, against - NUMBERS, right_to_left=right_to_left),
        _guess(units, own | NUMBERS, against - NUMBERS | {"WS"}, right_to_left=right_to_left),  # word by word
    )
    for guess in guesses:
        if found := _corrected(units, *guess, right_to_left=right_to_left):
            return found
    return _signs(units, *guesses[-1])


def _corrected(
    units: Sequence[str], order: Sequence[int], levels: Sequence[int], *, right_to_left: bool
) -> list[str] | None:
    """The text that is shown so; None where corrections go round in a circle."""
    for _ in range(ROUNDS):
        shown, new_levels = laid_out(_signs(units, order, levels), right_to_left=right_to_left)
        corrected = [0] * len(units)
        for seen_at, said_at in enumerate(shown):
            corrected[said_at] = seen_at
        if corrected == order and new_levels == levels:
            return _signs(units, order, levels)
        order, levels = corrected, new_levels
    return None


def _signs(units: Sequence[str], order: Sequence[int], levels: Sequence[int]) -> list[str]:
    """The signs in the order they are read; brackets in a stretch that is read to the left turned back."""
    signs = (units[place] for place in order)
    return [MIRRORED.get(sign, sign) if level % 2 else sign for sign, level in zip(signs, levels, strict=True)]


def _guess(
    units: Sequence[str], own: Set[str], against: Set[str], *, right_to_left: bool
) -> tuple[list[int], list[int]]:
    """The places as they would be read, and their levels, were every stretch of the other direction turned round.

    Such a stretch begins and ends with classes of its own, and holds none that is against it.
    """
    order = list(range(len(units)))
    levels = [int(right_to_left)] * len(units)
    start = end = -1  # of the stretch at hand
    for place in range(len(units) + 1):
        kind = unicodedata.bidirectional(units[place][0]) if place < len(units) else None
        if kind in own:
            start, end = (place if start < 0 else start), place
        elif start >= 0 and (kind is None or kind in against):
            first, last = _with_its_bracket(units, start, end)
            order[first : last + 1] = order[first : last + 1][::-1]
            levels[first : last + 1] = [1 + int(right_to_left)] * (last + 1 - first)
            start = -1
    return (order[::-1], levels[::-1]) if right_to_left else (order, levels)


def _with_its_bracket(units: Sequence[str], start: int, end: int) -> tuple[int, int]:
    """A stretch that holds one bracket of a pair also has the other, where that stands beside it."""
    if sum(unit in BRACKETS for unit in units[start : end + 1]) % 2 == 0:
        return start, end
    if start > 0 and units[start - 1] in BRACKETS:
        return start - 1, end
    return (start, end + 1) if end + 1 < len(units) and units[end + 1] in BRACKETS else (start, end)


def laid_out(signs: Sequence[str], *, right_to_left: bool) -> tuple[list[int], list[int]]:
    """How a text stands on a line: from left to right the place in the text of each sign, and each sign's level.

    A sign whose level is odd is read to the left; a bracket among them is shown turned round.
    """
    base = int(right_to_left)
    chars: list[dict[str, Any]] = []
    for place, sign in enumerate(signs):
        kind = _class(sign)
        chars.append({"ch": sign, "level": base, "type": kind, "orig": kind, "place": place})
    run = {"sor": "LR"[base], "eor": "LR"[base], "start": 0, "type": "", "length": len(chars)}
    storage: dict[str, Any] = {"base_level": base, "base_dir": "LR"[base], "chars": chars, "runs": [run]}
    algorithm.resolve_weak_types(storage)
    _resolve_brackets(chars, base)
    algorithm.resolve_neutral_types(storage, False)
    algorithm.resolve_implicit_levels(storage, False)
    algorithm.reorder_resolved_levels(storage, False)
    levels = [0] * len(chars)
    for char in chars:
        levels[char["place"]] = char["level"]
    return [char["place"] for char in chars], levels


def _class(sign: str) -> str:
    """The bidirectional class; of several letters in one glyph, that of the first. Marks of direction are neutral."""
    kind = unicodedata.bidirectional(sign[0]) or "ON"
    return "ON" if kind in {"BN", "B", "S", "LRE", "RLE", "LRO", "RLO", "PDF", "LRI", "RLI", "FSI", "PDI"} else kind


def _resolve_brackets(chars: list[dict[str, Any]], base: int) -> None:
    """Rule N0, which the library leaves out: a pair of brackets goes the way of what it holds, or of what is before."""
    embedding = "LR"[base]
    for start, end in _pairs(chars):
        within = {_direction(char["type"]) for char in chars[start + 1 : end]} & STRONG
        if embedding in within:
            direction = embedding
        elif within:
            before = (_direction(char["type"]) for char in reversed(chars[:start]))
            direction = next((kind for kind in before if kind in STRONG), embedding)
        else:
            continue
        chars[start]["type"] = chars[end]["type"] = direction


def _direction(kind: str) -> str:
    return "R" if kind in NUMBERS else kind


def _pairs(chars: list[dict[str, Any]]) -> list[tuple[int, int]]:
    waiting: list[tuple[str, int]] = []
    pairs = []
    for place, char in enumerate(chars):
        sign = char["ch"]
        if char["type"] != "ON":
            continue
        if sign in OPENING:
            waiting.append((OPENING[sign], place))
        elif any(closing == sign for closing, _start in waiting):
            while waiting[-1][0] != sign:
                waiting.pop()
            pairs.append((waiting.pop()[1], place))
    return sorted(pairs)
