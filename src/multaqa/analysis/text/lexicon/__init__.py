"""Lexicons are data: one table per file, a word or a phrase in each row."""

import csv
from importlib.resources import files


def rows(name: str) -> list[dict[str, str]]:
    """The lines of a lexicon, by its name without the ending."""
    with (files(__package__) / f"{name}.csv").open(encoding="utf-8") as lines:
        return list(csv.DictReader(lines))
