"""How well reading reads, on texts that were labelled before any rule and that nobody who writes rules reads.

`./multaqa bench reading` prints the table; `python bench/reading/score.py --write docs/reference/reading.md` puts it
into a page; with --folder, the table of that set (`bench/reading/second`). Prints figures only, never a text.
Intervals: 95 %, from 1,000 resamples of the documents (or statements).
"""

import argparse
import csv
import json
import random
import re
import sys
from collections.abc import Callable, Iterable, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

from multaqa.analysis.text.folding import fold
from multaqa.analysis.text.gazetteer import of_morocco
from multaqa.analysis.text.kinds import kinds_of
from multaqa.analysis.text.language import language_of
from multaqa.analysis.text.reading import in_order, read
from multaqa.analysis.text.reading_form import as_form

BLIND = Path(__file__).parent / "blind"
RESAMPLES = 1000
SEED = 20261128
OVERLAP = 0.5  # of the characters of two statements together: from here on they are one
MARKS = ("<!-- figures of {set}: written by bench/reading/score.py -->", "<!-- end of figures of {set} -->")

Counts = tuple[int, int, int]  # found and labelled, found only, labelled only


@dataclass(frozen=True)
class Figure:
    what: str
    measure: str  # F1 | precision | recall | accuracy | count
    value: float
    low: float
    high: float
    n: int  # labels, or documents and statements for accuracies
    goal: float | None = None

    @property
    def reaches_its_goal(self) -> bool:
        if self.goal is None:
            return True
        return self.value <= self.goal if self.measure == "count" else self.value >= self.goal


# Documents


def score_documents(folder: Path, texts: Path) -> list[Figure]:
    labelled = json.loads((folder / "documents.json").read_text(encoding="utf-8"))
    labelled = labelled["documents"] if isinstance(labelled, dict) else labelled
    pairs = [(label, as_form(label["file"], read(_text_of(texts, label)))) for label in labelled]
    figures = [
        sets(pairs, "amounts", lambda form: {float(amount["value_mad"]) for amount in form["amounts"]}, goal=0.98),
        false_ones(pairs, "false amounts", lambda form: {float(amount["value_mad"]) for amount in form["amounts"]}),
        sets(pairs, "dates", lambda form: set(form["dates"]), goal=0.98),
        sets(pairs, "regions", lambda form: set(form["regions"]), goal=0.97),
        sets(pairs, "provinces", lambda form: set(form["provinces"]), goal=0.97),
        sets(pairs, "persons", lambda form: {spelt(person["name"]) for person in form["persons"]}, goal=0.90),
        sets(pairs, "institutions", lambda form: {spelt(name) for name in form["institutions"]}),
        sets(pairs, "target groups", lambda form: set(form["target_groups"]), goal=0.90),
        accuracy(pairs, "document language", lambda form: form["language"], goal=0.98),
        accuracy(pairs, "event type", lambda form: form["event_type"]),
    ]
    return figures + score_statements_in(pairs)


def _text_of(texts: Path, label: dict[str, Any]) -> str:
    return (texts / Path(label["file"]).name).read_text(encoding="utf-8")


def score_statements_in(pairs: Sequence[tuple[Any, Any]]) -> list[Figure]:
    """Statements of documents: whether the same characters are told apart, and then who said them and what they do."""
    pairs = [(label, form) for label, form in pairs if label.get("statements")]
    met = [list(matched(label["statements"], form["statements"])) for label, form in pairs]
    found = [
        (len(twins), 0, len(label["statements"]) - len(twins)) for (label, _), twins in zip(pairs, met, strict=True)
    ]
    return [
        figure("statements in documents", "recall", found, recall),
        agreement(met, "kind, in documents", "kind"),
        agreement(met, "speaker, in documents", "said_by", spelt),
    ]


def matched(labelled: Sequence[Any], found: Sequence[Any]) -> Iterable[tuple[Any, Any]]:
    """Each labelled statement with the found one that shares most of its characters."""
    for label in labelled:
        best = max(found, key=lambda one: overlap(label, one), default=None)
        if best is not None and overlap(label, best) >= OVERLAP:
            yield label, best


def overlap(one: Any, other: Any) -> float:
    shared = min(one["end"], other["end"]) - max(one["start"], other["start"])
    return max(0, shared) / (max(one["end"], other["end"]) - min(one["start"], other["start"]))


def agreement(
    met: Sequence[Sequence[tuple[Any, Any]]], what: str, key: str, of: Callable[[Any], Any] = lambda value: value
) -> Figure:
    counts = [(sum(of(label[key]) == of(found[key]) for label, found in twins), len(twins), 0) for twins in met]
    return figure(what, "accuracy", counts, share)


# Single statements


def score_statements(folder: Path) -> list[Figure]:
    with (folder / "statements.csv").open(encoding="utf-8", newline="") as lines:
        rows = list(csv.DictReader(lines))
    texts = [row["text"] for row in rows]
    kinds = kinds_of([(text, language_of(text), "") for text in texts])
    pairs = [(labels_of(row), form_of(row["text"], kind)) for row, (kind, _) in zip(rows, kinds, strict=True)]
    return [
        accuracy(pairs, "statement language", lambda form: form["language"]),
        darija(pairs, "precision", goal=0.80),
        darija(pairs, "recall", goal=0.65),
        accuracy(pairs, "kind", lambda form: form["kind"], goal=0.90),
        sets(pairs, "target groups of statements", lambda form: set(form["target_groups"]), goal=0.90),
        sets(pairs, "regions of statements", lambda form: set(form["regions"])),
        sets(pairs, "provinces of statements", lambda form: set(form["provinces"])),
        sets(pairs, "dates of statements", lambda form: set(form["dates"])),
        sets(pairs, "amounts of statements", lambda form: set(form["amounts"])),
    ]


def labels_of(row: dict[str, str]) -> dict[str, Any]:
    """The labels of a line; a column may say its unit behind its name (amounts_mad)."""
    lists: dict[str, list[Any]] = {}
    for name in ("target_groups", "regions", "provinces", "dates", "amounts"):
        column = next(column for column in row if column.startswith(name))
        lists[name] = [part.strip() for part in re.split(r"[;|]", row[column]) if part.strip()]
    return {**row, **lists, "amounts": [float(value) for value in lists["amounts"]]}


def form_of(text: str, kind: str) -> dict[str, Any]:
    reading = read(text)
    form = as_form("", reading, of_morocco())
    return {
        **form,
        "language": language_of(text),
        "kind": kind,
        "target_groups": list(in_order(reading.groups)),
        "amounts": [float(amount["value_mad"]) for amount in form["amounts"]],
    }


def darija(pairs: Sequence[tuple[Any, Any]], measure: str, goal: float) -> Figure:
    """Darija in Arabic and in Latin letters together, against all else."""
    counts = [
        counted(
            {"d"} if label["language"].startswith("ary") else set(),
            {"d"} if form["language"].startswith("ary") else set(),
        )
        for label, form in pairs
    ]
    return figure("Darija", measure, counts, precision if measure == "precision" else recall, goal)


# Figures


def sets(
    pairs: Sequence[tuple[Any, Any]], what: str, of: Callable[[Any], set[Any]], goal: float | None = None
) -> Figure:
    return figure(what, "F1", [counted(of(label), of(form)) for label, form in pairs], f1, goal)


def false_ones(pairs: Sequence[tuple[Any, Any]], what: str, of: Callable[[Any], set[Any]]) -> Figure:
    wrong = sum(len(of(form) - of(label)) for label, form in pairs)
    return Figure(what, "count", wrong, wrong, wrong, len(pairs), 0)


def accuracy(
    pairs: Sequence[tuple[Any, Any]], what: str, of: Callable[[Any], str], goal: float | None = None
) -> Figure:
    return figure(what, "accuracy", [(int(of(label) == of(form)), 1, 0) for label, form in pairs], share, goal)


def counted(labelled: set[Any], found: set[Any]) -> Counts:
    return len(labelled & found), len(found - labelled), len(labelled - found)


def f1(right: int, wrong: int, missed: int) -> float:
    return 2 * right / (2 * right + wrong + missed) if right + wrong + missed else 1.0


def precision(right: int, wrong: int, _missed: int) -> float:
    return right / (right + wrong) if right + wrong else 1.0


def recall(right: int, _wrong: int, missed: int) -> float:
    return right / (right + missed) if right + missed else 1.0


def share(right: int, of: int, _: int) -> float:
    return right / of if of else 1.0


def figure(
    what: str,
    measure: str,
    counts: Sequence[Counts],
    of: Callable[[int, int, int], float],
    goal: float | None = None,
) -> Figure:
    chance = random.Random(SEED)  # noqa: S311  resamples, no secret
    sampled = sorted(of(*summed(chance.choices(counts, k=len(counts)))) for _ in range(RESAMPLES)) if counts else [1.0]
    right, wrong, missed = summed(counts)
    n = wrong if measure == "accuracy" else right + wrong if measure == "precision" else right + missed
    low, high = sampled[int(0.025 * len(sampled))], sampled[int(0.975 * (len(sampled) - 1))]
    return Figure(what, measure, of(right, wrong, missed), low, high, n, goal)


def summed(counts: Iterable[Counts]) -> Counts:
    columns = list(zip(*counts, strict=True)) or [(), (), ()]
    return sum(columns[0]), sum(columns[1]), sum(columns[2])


def spelt(name: str | None) -> str:
    return fold(name or "").text.replace(" ", "")


# What is printed


def table(figures: Sequence[Figure]) -> str:
    lines = ["| What | Measure | Value | 95 % interval | Of | Goal |", "|---|---|---:|---:|---:|---:|"]
    for one in figures:
        if one.measure == "count":
            lines.append(f"| {one.what} | count | {one.value:.0f} | | {one.n} documents | {one.goal:.0f} |")
            continue
        goal = "" if one.goal is None else f"≥ {one.goal:.2f}"
        lines.append(
            f"| {one.what} | {one.measure} | {one.value:.3f} | {one.low:.2f} to {one.high:.2f} | {one.n} | {goal} |"
        )
    return "\n".join(lines)


def write_into(page: Path, figures: Sequence[Figure], of_set: str) -> None:
    """Put the table between the marks of its set: a page may hold the tables of several."""
    text = page.read_text(encoding="utf-8")
    opening, closing = (mark.format(set=of_set) for mark in MARKS)
    start, end = text.find(opening), text.find(closing)
    if start < 0 or end < start:
        sys.exit(f"{page} has no place for figures: put the lines {opening} and {closing} into it.")
    page.write_text(f"{text[: start + len(opening)]}\n{table(figures)}\n{text[end:]}", encoding="utf-8")


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--folder", type=Path, default=BLIND, help="documents.json, documents/ and statements.csv")
    parser.add_argument("--texts", type=Path, help="where the documents lie; else in documents/ of the folder")
    parser.add_argument("--write", type=Path, metavar="PAGE", help="put the table between the marks of this page")
    parser.add_argument("--json", action="store_true", help="print the figures as one JSON object")
    options = parser.parse_args()
    texts = options.texts or options.folder / "documents"
    if not texts.is_dir():
        sys.exit(f"{texts} is not here: nothing was measured. Give the folder of the documents with --texts.")
    figures = score_documents(options.folder, texts)
    if (options.folder / "statements.csv").exists():
        figures += score_statements(options.folder)
    print(json.dumps([asdict(one) for one in figures]) if options.json else table(figures))
    if options.write:
        write_into(options.write, figures, options.folder.name)
    missed = [f"{one.what} ({one.measure})" for one in figures if not one.reaches_its_goal]
    if missed:
        print(f"Below their goals: {', '.join(missed)}", file=sys.stderr)
    return int(bool(missed))


if __name__ == "__main__":
    sys.exit(main())
