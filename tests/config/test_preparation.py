from pathlib import Path

import pytest
from django.core.management import CommandError
from pytest_django import Settings

from multaqa.config import preparation
from multaqa.config.preparation import INSTALLATION, Preparation, prepare


@pytest.fixture
def called(monkeypatch: pytest.MonkeyPatch, settings: Settings, tmp_path: Path) -> list[str]:
    settings.HOME = tmp_path
    monkeypatch.setattr(preparation, "PACKAGE", tmp_path)
    names: list[str] = []
    monkeypatch.setattr(preparation, "call_command", lambda name, *_, **__: names.append(name))
    return names


def test_preparation_is_skipped_while_nothing_it_reads_has_changed(called: list[str], tmp_path: Path) -> None:
    (tmp_path / "read.csv").write_text("first")
    steps = [Preparation("A step", "load", ["*.csv"])]
    prepare(steps)
    prepare(steps)
    (tmp_path / "read.csv").write_text("second")
    prepare(steps)
    assert called == ["load", "load"]


@pytest.mark.parametrize("can_be_missed", [True, False])
def test_preparation_that_fails_is_tried_again(
    called: list[str], monkeypatch: pytest.MonkeyPatch, can_be_missed: bool
) -> None:
    def refuse(name: str, *_: object, **__: object) -> None:
        called.append(name)
        raise CommandError("no shapes here")

    monkeypatch.setattr(preparation, "call_command", refuse)
    step = Preparation("Shapes", "build", [], can_be_missed=can_be_missed)
    for _ in range(2):
        if can_be_missed:
            prepare([step])
        else:
            with pytest.raises(CommandError):
                prepare([step])
    assert called == ["build", "build"]


def test_every_preparation_reads_something_that_exists() -> None:
    reading = [step for step in INSTALLATION if step.reads]
    assert [step.title for step in reading if not any(any(preparation.PACKAGE.glob(p)) for p in step.reads)] == []
