"""`multaqa bench [NAME]`: the measurements in bench/, each a program that prints what it measured."""

import argparse
import subprocess
import sys

from multaqa.config.cli import CHECKOUT, CannotGoOn


def bench(arguments: list[str]) -> None:
    folder = CHECKOUT / "bench"
    programs = {path.stem: path for path in sorted(folder.glob("*.py"))}
    programs |= {path.parent.name: path for path in sorted(folder.glob("*/score.py"))}
    parser = argparse.ArgumentParser("multaqa bench", description=__doc__)
    parser.add_argument("names", nargs="*", help=f"any of: {', '.join(programs)} (default: all)")
    parser.add_argument("--json", action="store_true", help="each prints its figures as JSON, one object per line")
    options = parser.parse_args(arguments)
    if unknown := set(options.names) - set(programs):
        raise CannotGoOn(f"There is no measurement {min(unknown)!r}. There are: {', '.join(programs)}.")
    failed = [name for name in options.names or programs if not measures(str(programs[name]), as_json=options.json)]
    if failed:
        raise CannotGoOn(f"Beyond their bounds: {', '.join(failed)}.")


def measures(program: str, *, as_json: bool) -> bool:
    command = [sys.executable, program, *(["--json"] if as_json else [])]
    return subprocess.run(command, cwd=CHECKOUT, check=False).returncode == 0
