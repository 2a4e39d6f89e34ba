"""What stands on every page: heads and feet are kept once, page numbers not at all.

A line among the first or last three of its page, parted from the rest by white, is one of them when it stands so on
three pages and on half of them, but for the page's own number.
"""

import re
import unicodedata
from collections import defaultdict
from collections.abc import Sequence
from itertools import pairwise
from statistics import median

from multaqa.analysis.text.documents.lines import Line
from multaqa.analysis.text.documents.page_numbers import AROUND_NUMBERS

NEAR_THE_EDGE = 3  # lines
FEWEST_PAGES = 3
PARTED = 1.25  # of the usual step from line to line
FAR = 2.2  # the same: a margin, where PARTED may be the white between paragraphs
NUMBER = re.compile(r"\d+")
LONGEST_NUMBER = 5  # digits
OWN, TOTAL = "#", "##"
TOKEN = re.compile(r"#+|\w+")
# Lines are compared as they are seen, so that Arabic words stand the other way round.
AROUND_NUMBERS_AS_SEEN = AROUND_NUMBERS | {word[::-1] for word in AROUND_NUMBERS}


def without_running_heads(pages: Sequence[Sequence[Line]]) -> tuple[list[list[Line]], list[tuple[Line, int]]]:
    """The lines of each page without what is repeated, and each repeated line with the number of its pages."""
    cut = [_with_edges_in_pieces(lines) for lines in pages]
    places: dict[tuple[bool, str], list[tuple[int, Line]]] = defaultdict(list)
    for number, (head, _body, foot) in enumerate(cut, start=1):
        for is_head, edge in ((True, head), (False, foot)):
            for line in edge:
                places[is_head, _without_page_number(line, number, len(pages))].append((number, line))
    left_out: set[int] = set()
    repeated: list[tuple[Line, int]] = []
    for (is_head, key), found in places.items():
        count = len({number for number, _line in found})
        if _is_page_number(key) and (count == len(pages) or count >= FEWEST_PAGES):
            left_out |= {id(line) for _number, line in found}
        elif count >= FEWEST_PAGES and 2 * count >= len(pages):
            kept = found[0 if is_head else -1][1]  # nothing may stand between a page's end and the next one's beginning
            left_out |= {id(line) for _number, line in found if line is not kept}
            repeated.append((kept, count))
    return [[line for part in page for line in part if id(line) not in left_out] for page in cut], repeated


def _with_edges_in_pieces(lines: Sequence[Line]) -> tuple[list[Line], Sequence[Line], list[Line]]:
    """The head, the body and the foot of a page; a foot of two corners is two lines."""
    head, foot = edges(lines)
    body = lines[len(head) : len(lines) - len(foot)]
    return (
        [piece for line in head for piece in line.pieces()],
        body,
        [piece for line in foot for piece in line.pieces()],
    )


def edges(lines: Sequence[Line], parted: float = PARTED) -> tuple[Sequence[Line], Sequence[Line]]:
    """The lines that white parts from the rest of the page: its head and its foot."""
    steps = [after.baseline - before.baseline for before, after in pairwise(lines)]
    if not steps:
        return (), lines
    # White between paragraphs is no usual step, nor is that between lines of two columns, less than their size.
    wide = parted * max(sorted(steps)[len(steps) // 4], median(line.size for line in lines))
    above = [place for place, step in enumerate(steps[:NEAR_THE_EDGE]) if step > wide]
    below = [place for place, step in enumerate(steps) if place >= len(steps) - NEAR_THE_EDGE and step > wide]
    return lines[: above[-1] + 1 if above else 0], lines[below[0] + 1 :] if below else ()


def _is_page_number(key: str) -> bool:
    tokens = TOKEN.findall(key.casefold())
    return OWN in tokens and all(token in {OWN, TOTAL} or token in AROUND_NUMBERS_AS_SEEN for token in tokens)


def _without_page_number(line: Line, number: int, total: int) -> str:
    """The line as it is seen, its page's number and that of the last page replaced."""

    seen: list[int] = []

    def replaced(found: re.Match[str]) -> str:
        if len(found[0]) > LONGEST_NUMBER:
            return found[0]
        value = int("".join(str(unicodedata.digit(digit)) for digit in found[0]))
        if value not in (number, total):
            return found[0]
        seen.append(value)
        return OWN if value == number and seen.count(value) == 1 else TOTAL

    key = NUMBER.sub(replaced, "".join(line.units))
    return " ".join(sorted(TOKEN.findall(key))) if _is_page_number(key) else key
