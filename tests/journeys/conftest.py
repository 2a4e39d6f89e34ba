"""The demonstration itself, started as a visitor starts it, and a browser in front of it."""

import json
import os
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from urllib.request import urlopen

import pytest

STARTED_WITHIN_SECONDS = 240


@dataclass(frozen=True)
class Site:
    """A running demonstration: its address, its home, and how many rows of each kind it loaded."""

    address: str
    home: Path
    loaded: dict[str, int]


@pytest.fixture(scope="session")
def site(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Site]:
    (Path(os.environ["MULTAQA_TEST_HOME"]) / "demonstration").touch(exist_ok=False)  # one for all processes
    home = tmp_path_factory.mktemp("demo-home")
    process = subprocess.Popen(
        [sys.executable, "-c", "from multaqa.config.cli import main; raise SystemExit(main())", "demo", "--json",
         "--port", str(_free_port())],
        env={**_without_test_settings(), "MULTAQA_HOME": str(home)},
        stdout=subprocess.PIPE,
        text=True,
    )  # fmt: skip
    try:
        assert process.stdout is not None
        told = json.loads(process.stdout.readline())
        _wait_until_it_serves(told["address"])
        yield Site(told["address"], home / "demo", told["loaded"])
    finally:
        process.terminate()
        process.communicate(timeout=20)


def _wait_until_it_serves(address: str) -> None:
    for _attempt in range(STARTED_WITHIN_SECONDS):
        try:
            urlopen(f"{address}/healthz", timeout=5).close()
            return
        except OSError:
            time.sleep(1)
    raise TimeoutError(f"{address} does not serve after {STARTED_WITHIN_SECONDS} s")


def _without_test_settings() -> dict[str, str]:
    return {name: value for name, value in os.environ.items() if not name.startswith("MULTAQA_")}


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port


def manage(site: Site, *words: str) -> str:
    """Run a command of the application on the running demonstration, as its operator would."""
    environment = {
        **_without_test_settings(),
        "MULTAQA_HOME": str(site.home),
        "MULTAQA_DEMO": "1",
        "MULTAQA_URL": site.address,
    }
    command = [sys.executable, "-m", "django", *words, "--settings", "multaqa.config.settings"]
    return subprocess.run(command, env=environment, capture_output=True, text=True, check=True).stdout


def ways_in(site: Site, language: str) -> dict[tuple[str, str], str]:
    """Fresh one-use links, by role and territory."""
    links = json.loads(manage(site, "demo_sign_in_links", "--json", "--language", language))
    return {(link["role"], link["territory"]): link["address"] for link in links}
