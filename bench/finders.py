"""How fast each part of reading goes through a text, and that its time grows with the text and no faster.

`./multaqa bench finders`. Odd texts (one piece over and over) are what a regular expression may take for ever over.
"""

import argparse
import json
import sys
import time
from collections.abc import Callable
from datetime import date

from multaqa.analysis.text.amounts import find_amounts
from multaqa.analysis.text.dates import find_days
from multaqa.analysis.text.gazetteer import of_morocco
from multaqa.analysis.text.language import main_language
from multaqa.analysis.text.numbers import find_numbers
from multaqa.analysis.text.persons import find_persons
from multaqa.analysis.text.places import find_places
from multaqa.analysis.text.reading import read
from multaqa.analysis.text.segmentation import utterances

FRIDAY = date(2022, 1, 21)
PROSE = (
    "ترأست الوزيرة بجهة بني ملال-خنيفرة لقاء حضره {n} شخصا من أقاليم أزيلال وخنيفرة. "
    "من جهته، طالب رئيس الجمعية رقم {n} بفتح مركز. Le wali de la région Fès-Meknès, M. Saïd Zniber, a affirmé que "
    "{n} millions de dirhams seront alloués le 13 février. "
)
FINDERS: dict[str, tuple[Callable[[str], object], list[str]]] = {
    "language": (main_language, ["ا", "a3", "a.b+", ".", "ma "]),
    "places": (lambda text: find_places(text, of_morocco()), ["إقليم ", "سيدي غانم و", "provinces x ", "ء"]),
    "persons": (
        lambda text: find_persons(text, find_places(text, of_morocco())),
        ["M. ", "السيد ", "Mme Hayar, ", "El ", "بن "],
    ),
    "statements": (
        utterances,
        ["centre ", "المركز ", "dit, ", "وأكد ", "selon le président, ", "« a ", "نقص\n", ". ", " M."],
    ),
    "numbers": (
        find_numbers,
        ["1.", "1 ", "123 ", "٣٬", "et demi ", "cent ", "مائة و", "مليون ", "9", "و", "quatre-"],
    ),
    "days": (
        lambda text: find_days(text, dated=FRIDAY),
        ["12, ", "12 et ", "1-", "12/", "mars ", "12 mars ", "من 12 إلى ", "شهر ", "ce ", "ramadan ", "12 الجاري "],
    ),
    "amounts": (
        find_amounts,
        ["5 DH ", "5, ", "5 et ", "26 مليون درهم ل", "pour un coût de ", "DH : 5 ", "dont 4 millions ", "درهم خصص "],
    ),
}
SHORT, LONGER = 60_000, 4  # characters, and how many times as many the long text has
MOST_GROWTH = 2.0 * LONGER  # in time; 4 where it is linear, 16 where it is quadratic
LEAST_SECONDS = 0.02  # of processor time: less says nothing of growth
FEWEST_STATEMENTS = 300  # a second of the processor, through the whole of reading


def main() -> None:
    arguments = argparse.ArgumentParser(description=__doc__)
    arguments.add_argument("--json", action="store_true")
    as_json = arguments.parse_args().json
    figures = {name: measured(find, pieces) for name, (find, pieces) in FINDERS.items()}
    statements = statements_a_second()
    tell(figures, statements, as_json=as_json)
    beyond = [name for name, figure in figures.items() if figure["growth"] > MOST_GROWTH]
    if statements < FEWEST_STATEMENTS:
        beyond.append("statements a second")
    if beyond:
        sys.exit(f"Beyond the bound: {', '.join(beyond)}.")


def measured(find: Callable[[str], object], pieces: list[str]) -> dict[str, float]:
    """Characters of prose a second, and the growth over the odd text that grows most."""
    find(PROSE)  # reads the lexicons
    prose = prose_of(SHORT * LONGER // len(PROSE))
    growth = max(grown(find, piece) for piece in pieces)
    return {"characters": round(len(prose) / seconds(find, prose)), "growth": round(growth, 1)}


def prose_of(passages: int) -> str:
    """Passages that differ, so that nothing is known from the one before."""
    return "".join(PROSE.replace("{n}", str(n + 3)) for n in range(passages))


def grown(find: Callable[[str], object], piece: str) -> float:
    short = piece * (SHORT // len(piece))
    long = short * LONGER
    # The quicker of two: what disturbed one run says nothing of the text.
    return min(seconds(find, long) for _ in range(2)) / max(min(seconds(find, short) for _ in range(2)), LEAST_SECONDS)


def seconds(find: Callable[[str], object], text: str) -> float:
    """Of the processor, so that a busy machine says the same."""
    begun = time.process_time()
    find(text)
    return time.process_time() - begun


def statements_a_second() -> float:
    read(PROSE)  # loads the encoder
    text, found = prose_of(150), []
    taken = seconds(lambda text: found.extend(read(text).statements), text)
    return len(found) / taken


def tell(figures: dict[str, dict[str, float]], statements: float, *, as_json: bool) -> None:
    if as_json:
        print(json.dumps({**figures, "statements a second": round(statements)}))
        return
    for name, figure in figures.items():
        print(f"{name:<12} {figure['characters']:>10,.0f} characters a second   {figure['growth']:>5.1f} times as long")
    print(f"{statements:,.0f} statements a second, read as a whole (bound: {FEWEST_STATEMENTS})")
    print(f"The second figure: a text {LONGER} times as long, the worst odd one (bound: {MOST_GROWTH:g}).")


if __name__ == "__main__":
    main()
