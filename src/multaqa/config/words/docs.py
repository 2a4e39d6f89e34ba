"""`multaqa docs`: write the reference pages that are lists of what the code holds."""

import argparse
import json

from multaqa.config.cli import CHECKOUT, CannotGoOn
from multaqa.config.words.serve import load_django


def docs(arguments: list[str]) -> None:
    parser = argparse.ArgumentParser("multaqa docs", description=__doc__)
    parser.add_argument("--check", action="store_true", help="change nothing; fail where a page is outdated")
    parser.add_argument("--json", action="store_true", help="print the names of what was outdated as JSON")
    options = parser.parse_args(arguments)
    load_django()
    from multaqa.config.reference import outdated, write_pages  # needs Django, which is loaded by now

    folder = CHECKOUT / "docs" / "reference"
    old = outdated(folder)
    print(json.dumps(old) if options.json else f"Outdated: {', '.join(old) or 'none'}")
    if options.check and old:
        raise CannotGoOn("Run ./multaqa docs and commit what it writes.")
    write_pages(folder)
