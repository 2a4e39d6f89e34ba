"""What `pip install` brings: the built front end, the demonstration, and the words, on a machine without Node."""

import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
UV = Path(sys.executable).parent / "uv"


def uv(*arguments: str | Path) -> None:
    """From what the set-up has fetched already: tests ask no network."""
    subprocess.run([UV, *arguments], cwd=ROOT, check=True, capture_output=True)


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    if not UV.exists():
        pytest.skip("No uv in this environment. Run the tests by ./multaqa test")
    folder = tmp_path_factory.mktemp("wheel")
    uv("build", "--wheel", "--offline", "--out-dir", folder, ".")
    return next(folder.glob("*.whl"))


@pytest.fixture(scope="module")
def installed(wheel: Path) -> Path:
    """The console command in an environment that holds nothing else."""
    uv("venv", "--quiet", "--offline", wheel.parent / "venv")
    uv("pip", "install", "--offline", "--no-deps", "--python", wheel.parent / "venv", wheel)
    return wheel.parent / "venv" / "bin" / "multaqa"


def said_by(command: Path, *words: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run([command, *words], cwd="/", capture_output=True, text=True, check=False)


@pytest.mark.parametrize(
    "file",
    [
        "multaqa/ui/static/build/public.css",
        "multaqa/ui/templates/503.html",
        "multaqa/ground/migrations/0001_first_tables.py",
        "multaqa/demo/round-2022/statements.csv",
        "multaqa/locale/ar/LC_MESSAGES/django.mo",
        "multaqa/locale/fr/LC_MESSAGES/django.mo",
    ],
)
def test_wheel_holds_what_git_does_and_what_is_built(wheel: Path, file: str) -> None:
    with zipfile.ZipFile(wheel) as content:
        assert content.getinfo(file).file_size > 0


def test_wheel_holds_every_font_that_the_sheet_names(wheel: Path) -> None:
    with zipfile.ZipFile(wheel) as content:
        in_wheel = {Path(name).name for name in content.namelist() if name.endswith(".woff2")}
        sheet = content.read("multaqa/ui/static/build/public.css").decode()
    assert in_wheel
    assert {name for name in in_wheel if name not in sheet} == set()


def test_installed_command_explains_its_words(installed: Path) -> None:
    assert "multaqa demo" in said_by(installed).stdout


def test_installed_command_refuses_the_words_of_a_checkout(installed: Path) -> None:
    assert "clone the repository" in said_by(installed, "lint").stderr


def test_missing_package_is_said_with_its_remedy(installed: Path) -> None:
    refused = said_by(installed, "manage", "check")
    assert (refused.returncode, refused.stdout) == (1, "")
    assert refused.stderr.startswith("The package django is missing.")
