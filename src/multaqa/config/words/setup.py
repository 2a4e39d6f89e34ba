"""`multaqa setup`: the script has set everything up by the time this runs."""

import sys


def setup(arguments: list[str]) -> None:
    print("Everything is set up.", file=sys.stderr)
