"""The demonstration from nothing, as a stranger starts it, and a second time."""

import json
import os
import resource
import signal
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest

pytestmark = [
    pytest.mark.slow,
    pytest.mark.skipif(
        "MULTAQA_DATABASE_URL" in os.environ, reason="The demonstration has its own database, on SQLite"
    ),
]
START = "import sys; from multaqa.config.cli import main; sys.exit(main())"


def free_port() -> int:
    with socket.create_server(("127.0.0.1", 0)) as server:
        return int(server.getsockname()[1])


@contextmanager
def demonstration(home: Path) -> Iterator[tuple[dict[str, Any], subprocess.Popen[str]]]:
    """What it says once everything is loaded; it is ended as Ctrl-C ends it."""
    command = [sys.executable, "-c", START, "demo", "--json", "--port", str(free_port())]
    environment = {**os.environ, "MULTAQA_HOME": str(home)}
    with subprocess.Popen(
        command, env=environment, stdout=subprocess.PIPE, text=True, start_new_session=True
    ) as process:
        try:
            assert process.stdout
            yield json.loads(process.stdout.readline()), process
        finally:
            os.killpg(process.pid, signal.SIGINT)


def opened(address: str) -> tuple[int, str]:
    for _ in range(100):
        try:
            with urllib.request.urlopen(address) as answer:
                return answer.status, answer.read().decode()
        except urllib.error.HTTPError as refusal:
            return refusal.code, ""
        except OSError:
            time.sleep(0.1)
    raise TimeoutError(address)


@pytest.fixture(scope="module")
def home(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("home")


def test_demonstration_loads_the_round_and_serves_it(home: Path) -> None:
    with demonstration(home) as (facts, process):
        assert min(facts["loaded"].values()) > 0, facts["loaded"]
        assert [opened(f"{facts['address']}/{language}/")[0] for language in ("ar", "fr", "en")] == [200] * 3
        assert [opened(link["address"])[0] for link in facts["sign_in"][:1]] == [200]
    assert process.returncode == 0


def seconds_of_work() -> float:
    """What ended children took of the processor: a busy machine waits longer and works no more."""
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    return used.ru_utime + used.ru_stime


def test_second_start_is_less_than_ten_seconds_of_work(home: Path) -> None:
    if not (home / "demo").exists():  # the test above ran on another process
        with demonstration(home):
            pass
    before = seconds_of_work()
    with demonstration(home) as (facts, _):
        assert opened(f"{facts['address']}/fr/")[0] == 200
    assert 0 < seconds_of_work() - before < 10
