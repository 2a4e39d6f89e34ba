import csv
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from multaqa.ground.journal.actions import SystemActor
from multaqa.ground.territory.actions import TerritoryRow, UnknownParent, load_territories
from multaqa.ground.territory.models import Territory
from multaqa.ground.territory.morocco import territories_of_morocco
from multaqa.ground.vocabulary.fields import Words


class Command(BaseCommand):
    help = "Loads the territories of Morocco, or of any country by a CSV: code,kind,parent,name_ar,name_fr,name_en."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--csv", type=Path, help="a UTF-8 file, parents before their children")

    def handle(self, *args: Any, csv: Path | None = None, **options: Any) -> None:
        try:
            rows = rows_of_file(csv) if csv else territories_of_morocco()
            counts = load_territories(rows, by=SystemActor("load_territories"))
        except UnknownParent as refused:
            raise CommandError(str(refused)) from refused
        for kind, count in counts.items():
            self.stdout.write(f"{count:>6} {kind}")


def rows_of_file(path: Path) -> Iterator[TerritoryRow]:
    with path.open(encoding="utf-8-sig", newline="") as file:
        for number, row in enumerate(csv.DictReader(file), start=2):
            try:
                yield _checked_row(row)
            except (KeyError, ValueError) as problem:
                raise CommandError(f"{path.name}, row {number}: {problem}") from problem


def _checked_row(row: dict[str, str]) -> TerritoryRow:
    if row["kind"] not in Territory.Kind.values:
        raise ValueError(f"kind {row['kind']!r} is unknown: write one of {', '.join(Territory.Kind.values)}")
    words = Words({tag: row[f"name_{tag}"] for tag in ("ar", "fr", "en") if row.get(f"name_{tag}")})
    if missing := [tag for tag in ("ar", "fr") if tag not in words]:
        raise ValueError(f"{row['code']} has no name in {', '.join(missing)}: fill name_{missing[0]}")
    return TerritoryRow(row["code"], row["kind"], row["parent"] or None, words)
