"""`multaqa lint` and `multaqa walls`: each tool in turn; all of them speak before the command fails."""

import argparse
import subprocess
import sys
from pathlib import Path

from multaqa.config.cli import CHECKOUT, CannotGoOn

TOOLS = Path(sys.executable).parent
PYTHON_FILES = [".", "multaqa"]
Commands = dict[str, list[str | Path]]
STYLE: Commands = {
    "Python": [TOOLS / "ruff", "check", *PYTHON_FILES],
    "Python's layout": [TOOLS / "ruff", "format", "--check", *PYTHON_FILES],
    "types": [TOOLS / "mypy"],
    "templates": [TOOLS / "djlint", "src/multaqa", "--lint", "--quiet"],
    "sheets": ["npm", "run", "--silent", "lint"],
}


def lint(arguments: list[str]) -> None:
    argparse.ArgumentParser("multaqa lint", description=__doc__).parse_args(arguments)
    run_each(STYLE)


def walls(arguments: list[str]) -> None:
    run_each({"walls": [TOOLS / "lint-imports", "--no-logo", *arguments]})


def run_each(commands: Commands) -> None:
    broken = []
    for subject, command in commands.items():
        print(f"\n{subject[0].upper()}{subject[1:]}", file=sys.stderr, flush=True)
        if subprocess.run([str(part) for part in command], cwd=CHECKOUT, check=False).returncode:
            broken.append(subject)
    if broken:
        raise CannotGoOn(f"Not in order: {', '.join(broken)}. What to change stands above.")
