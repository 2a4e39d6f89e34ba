"""The tests' own house: a home of its own per process, set before Django reads its settings."""

import os
import shutil
import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

WORKER = os.environ.get("PYTEST_XDIST_WORKER")  # none in the process that leads them
if not WORKER:
    os.environ["MULTAQA_TEST_HOME"] = tempfile.mkdtemp(prefix="multaqa-test-")
ALL_HOMES = Path(os.environ["MULTAQA_TEST_HOME"])
HOME = ALL_HOMES / (WORKER or "alone")
(HOME / "static").mkdir(parents=True)  # WhiteNoise looks for it
os.environ.update(
    DJANGO_SETTINGS_MODULE="multaqa.config.settings",
    LC_ALL="C.UTF-8",  # a command speaks English in the tests, whoever runs them
    MULTAQA_HOME=str(HOME),
    MULTAQA_SECRET_KEY="only for tests",
    MULTAQA_MAIL_BACKEND="django.core.mail.backends.locmem.EmailBackend",
    MULTAQA_SECOND_FACTOR="0",  # tests of the gate switch it on
    DJANGO_ALLOW_ASYNC_UNSAFE="1",  # Playwright keeps a loop running in the thread that prepares the data
)

import django  # noqa: E402  after the environment it reads

django.setup()

from django.test.utils import override_settings  # noqa: E402
from django.utils import translation  # noqa: E402
from xdist.scheduler import LoadScopeScheduling  # noqa: E402

from multaqa.ground.journal.figures import forget_figures  # noqa: E402

QUICK_AND_PLAIN = {
    "STORAGES": {
        "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
        "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"},
    },
    "PASSWORD_HASHERS": ["django.contrib.auth.hashers.MD5PasswordHasher"],
}


# What one process prepares for several tests. Its marks would say it too, but since pytest 9.2 pytest-xdist no longer
# hears them: `--dist loadgroup` then spreads a group over all processes, and says nothing.
KEPT_TOGETHER = ("tests/journeys/", "tests/config/test_demo.py", "tests/config/test_wheel.py")
WITHOUT_THE_DEMONSTRATION = ("tests/journeys/test_empty_pages.py", "tests/journeys/test_error_pages.py")


class Together(LoadScopeScheduling):
    """Each test on whichever process is free, except those that share what is slow to make."""

    def _split_scope(self, nodeid: str) -> str:
        if nodeid.startswith(WITHOUT_THE_DEMONSTRATION):
            return nodeid
        return next((place for place in KEPT_TOGETHER if nodeid.startswith(place)), nodeid)


@pytest.hookimpl(optionalhook=True)
def pytest_xdist_make_scheduler(config: pytest.Config, log: Any) -> Together:
    return Together(config, log)


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption(
        "--only-with-a-database", action="store_true", help="leave out what sees none: it was tried with another one"
    )


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    if config.getoption("--only-with-a-database"):
        config.hook.pytest_deselected(items=[item for item in items if not _sees_a_database(item)])
        items[:] = [item for item in items if _sees_a_database(item)]


def _sees_a_database(item: pytest.Item) -> bool:
    if item.nodeid.startswith("tests/journeys/"):  # the demonstration has its own
        return False
    through_a_command = item.nodeid.startswith("tests/config/")
    asks_for_one = item.get_closest_marker("django_db") or {"db", "transactional_db"} & set(item.fixturenames)
    return through_a_command or bool(asks_for_one)


def pytest_unconfigure() -> None:
    if not WORKER:
        shutil.rmtree(ALL_HOMES, ignore_errors=True)


@pytest.fixture(scope="session", autouse=True)
def quick_and_plain() -> Iterator[None]:
    with override_settings(**QUICK_AND_PLAIN):
        yield


@pytest.fixture(autouse=True)
def in_english() -> Iterator[None]:
    """Messages are tested in their source language, whatever a page asked for before."""
    with translation.override("en"):
        yield


@pytest.fixture(autouse=True)
def figures_are_counted_again() -> None:
    """Rows of a test are made without a line in the journal, and leave no trace in the next."""
    forget_figures()


@pytest.fixture(scope="session")
def chromium() -> str:
    """Where Chromium is; tests that ask for it are skipped aloud where there is none."""
    path = os.environ.get("MULTAQA_CHROMIUM") or shutil.which("chromium") or shutil.which("google-chrome")
    if not path:
        pytest.skip("No Chromium on this machine. Install it: apt install chromium")
    return path


@pytest.fixture(scope="session")
def browser(chromium: str) -> Iterator[object]:
    from playwright.sync_api import sync_playwright  # heavy, and only browser tests need it

    with sync_playwright() as playwright:
        running = playwright.chromium.launch(
            executable_path=chromium, args=["--no-sandbox", "--disable-gpu", "--disable-background-networking"]
        )
        yield running
        running.close()
