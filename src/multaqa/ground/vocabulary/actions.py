import csv
from pathlib import Path

from django.db import transaction

from multaqa.ground.vocabulary.fields import Words
from multaqa.ground.vocabulary.models import Service, TargetGroup

HERE = Path(__file__).parent


@transaction.atomic
def load_vocabulary() -> dict[str, int]:
    """Add or rename the terms that come with the product; a ministry's own terms are left alone."""
    return {
        "target_groups": _load(TargetGroup, HERE / "target_groups.csv"),
        "services": _load(Service, HERE / "services.csv"),
    }


def _load(model: type[TargetGroup] | type[Service], path: Path) -> int:
    with path.open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    for order, row in enumerate(rows):
        name = Words({tag: row[f"name_{tag}"] for tag in ("ar", "fr", "en")})
        model.objects.update_or_create(code=row["code"], defaults={"name": name, "order": order})
    return len(rows)
