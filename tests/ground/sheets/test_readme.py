"""The example of the README is code: it runs, and its sheet reads its own template."""

import re
from pathlib import Path
from typing import Any

from multaqa.ground.sheets import reading
from multaqa.ground.sheets.context import LoadContext
from multaqa.ground.sheets.sheets import preview
from multaqa.ground.sheets.templates import example
from tests.ground.sheets.example import LOADER
from tests.ground.sheets.making import read, table

README = Path(reading.__file__).with_name("README.md").read_text(encoding="utf-8")


def test_the_example_of_the_readme_works() -> None:
    code = re.findall(r"```python\n(.*?)```", README, re.DOTALL)[0]
    world: dict[str, Any] = {}
    exec(code, world)
    centres = world["CENTRES"]
    assert len(preview(centres, read(example(centres, "csv", "ar"))).records) == 1
    seen = preview(
        centres,
        table(
            ["code", "kind", "name_ar", "name_fr", "address_fr", "illustrative"],
            ["a", "shelter", "أ", "A", "Rue", "yes"],
        ),
    )
    (refusal,) = centres.check(seen.records, LoadContext(LOADER, {}, {}))
    assert (refusal.row, refusal.column) == (2, "address")
