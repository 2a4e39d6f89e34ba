"""How long a stranger waits: from a fresh clone to the first page, a second time, and what the script adds to a word.

`./multaqa bench start`. It clones what is committed here into a temporary folder; packages come from the machine's
caches where they are, else from their registries. On Linux and macOS.
"""

import argparse
import json
import os
import shutil
import signal
import socket
import statistics
import subprocess
import sys
import tempfile
import time
import urllib.request
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
BOUNDS = {"first start": 240.0, "second start": 10.0, "script": 0.2}  # seconds
ROUNDS = 11


def main() -> None:
    arguments = argparse.ArgumentParser(description=__doc__)
    arguments.add_argument("--json", action="store_true")
    as_json = arguments.parse_args().json
    folder = Path(tempfile.mkdtemp(prefix="multaqa-bench-"))
    try:
        clone = folder / "multaqa"
        subprocess.run(["git", "clone", "--quiet", str(ROOT), str(clone)], check=True)
        seconds = {name: started(clone) for name in ("first start", "second start")}
        seconds["script"] = added_by_script(clone)
    finally:
        shutil.rmtree(folder)
    tell(seconds, as_json=as_json)
    if beyond := [name for name, bound in BOUNDS.items() if seconds[name] > bound]:
        sys.exit(f"Beyond its bound: {', '.join(beyond)}.")


def started(clone: Path) -> float:
    """Seconds from the command to the first page that is served."""
    port = free_port()
    begun = time.perf_counter()
    with subprocess.Popen(
        ["./multaqa", "demo", "--json", "--port", str(port)],
        cwd=clone, env=own_environment(), stdout=subprocess.PIPE, start_new_session=True,
    ) as process:  # fmt: skip
        try:
            if process.stdout is None or not process.stdout.readline():
                sys.exit("The demonstration did not start: see above.")
            wait_for_page(f"http://127.0.0.1:{port}/ar/")
            return time.perf_counter() - begun
        finally:
            os.killpg(process.pid, signal.SIGINT)


def own_environment() -> dict[str, str]:
    return {name: value for name, value in os.environ.items() if not name.startswith(("MULTAQA_", "VIRTUAL_ENV"))}


def free_port() -> int:
    with socket.create_server(("127.0.0.1", 0)) as server:
        return int(server.getsockname()[1])


def wait_for_page(address: str) -> None:
    for _ in range(600):
        try:
            with urllib.request.urlopen(address):  # noqa: S310  its own, on the loopback
                return
        except OSError:
            time.sleep(0.05)
    sys.exit(f"{address} was not served within 30 seconds.")


def added_by_script(clone: Path) -> float:
    """Seconds by which ./multaqa is slower than the console command that it hands over to, taken in turn."""
    word = ["setup", "--help"]  # it looks at everything that is set up, and does nothing
    pairs = [(lasted(clone, "./multaqa", *word), lasted(clone, ".venv/bin/multaqa", *word)) for _ in range(ROUNDS)]
    return statistics.median(script - console for script, console in pairs)


def lasted(clone: Path, *command: str) -> float:
    begun = time.perf_counter()
    subprocess.run(command, cwd=clone, env=own_environment(), stdout=subprocess.DEVNULL, check=True)
    return time.perf_counter() - begun


def tell(seconds: dict[str, float], *, as_json: bool) -> None:
    if as_json:
        print(json.dumps({name: round(value, 3) for name, value in seconds.items()}))
        return
    for name, value in seconds.items():
        print(f"{name:<13} {value:>8.2f} s   (bound: {BOUNDS[name]:g} s)")


if __name__ == "__main__":
    main()
