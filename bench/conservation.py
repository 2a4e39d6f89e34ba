"""Ten thousand random deeds on statements, and after each one: is anything lost, is any original changed?

`./multaqa bench conservation`; with another number: `python bench/conservation.py --steps 2000`. The same machine runs
in the tests with 2,000 steps (tests/listen/statements/random_operations.py). Works in a database of its own.
"""

import argparse
import json
import os
import sys
import tempfile
import time
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]


def main() -> None:
    arguments = argparse.ArgumentParser(description=__doc__)
    arguments.add_argument("--steps", type=int, default=10_000)
    arguments.add_argument("--json", action="store_true")
    asked = arguments.parse_args()
    with tempfile.TemporaryDirectory(prefix="multaqa-bench-") as home:
        os.environ |= {
            "MULTAQA_HOME": home,
            "MULTAQA_LOG_LEVEL": "ERROR",
            "DJANGO_SETTINGS_MODULE": "multaqa.config.settings",
        }
        os.environ.pop("MULTAQA_DATABASE_URL", None)  # never the register that is in use
        sys.path.insert(0, str(ROOT))
        tell(asked.json, **walk(asked.steps))


def walk(steps: int) -> dict[str, object]:
    import django

    django.setup()
    from django.core.management import call_command

    from tests.listen.statements.random_operations import run

    call_command("migrate", verbosity=0)
    started = time.perf_counter()
    done = run(steps)
    refused = done.pop("refused")
    return {"deeds": done.total(), "refused": refused, "seconds": round(time.perf_counter() - started, 1), **done}


def tell(as_json: bool, **figures: object) -> None:
    if as_json:
        print(json.dumps(figures))
        return
    print("Nothing was lost, and every original is byte for byte what was said.")
    for name, value in figures.items():
        print(f"{value:>8}  {name}")


if __name__ == "__main__":
    main()
