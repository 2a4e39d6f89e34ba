"""Files that say how something looked when it was right; `./multaqa golden` writes them anew."""

import os
from collections.abc import Callable
from pathlib import Path

import pytest

HERE = Path(__file__).parent


@pytest.fixture
def golden() -> Callable[[str, str], None]:
    def compare(name: str, found: str) -> None:
        kept = HERE / name
        if os.environ.get("MULTAQA_GOLDEN") == "write":
            kept.write_text(found, encoding="utf-8")
        assert found == kept.read_text(encoding="utf-8"), f"{name} changed: if that is right, run ./multaqa golden"

    return compare
