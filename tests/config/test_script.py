"""The script at the root: what it sets up, when it does it again, and how little it adds."""

import importlib.machinery
import importlib.util
import resource
import subprocess
import sys
from pathlib import Path
from types import ModuleType

import pytest

ROOT = Path(__file__).resolve().parents[2]


@pytest.fixture
def script(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> ModuleType:
    loader = importlib.machinery.SourceFileLoader("multaqa_script", str(ROOT / "multaqa"))
    specification = importlib.util.spec_from_loader("multaqa_script", loader)
    module = importlib.util.module_from_spec(specification)
    monkeypatch.setattr(sys, "dont_write_bytecode", True)
    monkeypatch.setattr(sys, "path", list(sys.path))
    loader.exec_module(module)
    monkeypatch.setattr(module, "ROOT", tmp_path)
    monkeypatch.setattr(module, "STAMPS", tmp_path / "stamps")
    return module


def step(script: ModuleType, tmp_path: Path, done: list[str]) -> object:
    read, made = tmp_path / "read", tmp_path / "made"
    read.write_text("first")

    def make() -> None:
        made.write_text("made")
        done.append(read.read_text())

    return script.Step("A thing", [read], [made], make)


def test_step_is_done_once(script: ModuleType, tmp_path: Path) -> None:
    done: list[str] = []
    one = step(script, tmp_path, done)
    script.set_up([one])
    script.set_up([one])
    assert done == ["first"]


def test_step_is_done_again_when_what_it_reads_changed(script: ModuleType, tmp_path: Path) -> None:
    done: list[str] = []
    one = step(script, tmp_path, done)
    script.set_up([one])
    (tmp_path / "read").write_text("second")
    script.set_up([one])
    assert done == ["first", "second"]


def test_step_is_done_again_when_what_it_makes_is_gone(script: ModuleType, tmp_path: Path) -> None:
    done: list[str] = []
    one = step(script, tmp_path, done)
    script.set_up([one])
    (tmp_path / "made").unlink()
    script.set_up([one])
    assert done == ["first", "first"]


def test_failing_tool_ends_the_set_up_and_leaves_no_stamp(script: ModuleType, tmp_path: Path) -> None:
    broken = script.Step("Broken", [], [], lambda: script.run(sys.executable, "-c", "raise SystemExit(3)"))
    with pytest.raises(SystemExit, match="This failed"):
        script.set_up([broken])
    assert not broken.is_done()


def test_missing_ensurepip_is_said_with_its_remedy(script: ModuleType, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(importlib.util, "find_spec", lambda name: None)
    with pytest.raises(SystemExit, match="apt install python3-venv"):
        script.make_environment()


def test_an_environment_of_another_user_is_said_with_its_remedy(
    script: ModuleType, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(*_: object) -> None:
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr(script, "set_up", lambda steps: None)
    monkeypatch.setattr(script.os, "execv", refuse)
    monkeypatch.setattr(sys, "argv", ["multaqa", "setup"])
    with pytest.raises(SystemExit, match=r"Start \./multaqa as the user who set it up, or remove"):
        script.main()


@pytest.mark.parametrize(("answer", "recent"), [("v18.0.0", True), ("v20.20.2", True), ("v16.20.2", False)])
def test_node_is_recent_from_eighteen_on(
    script: ModuleType, monkeypatch: pytest.MonkeyPatch, answer: str, recent: bool
) -> None:
    told = subprocess.CompletedProcess([], 0, stdout=answer)
    monkeypatch.setattr(script.subprocess, "run", lambda *_, **__: told)
    assert script.is_recent_node("/usr/bin/node") is recent


def test_explaining_is_less_than_a_fifth_of_a_second_of_work() -> None:
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    subprocess.run([sys.executable, ROOT / "multaqa"], capture_output=True, check=True)
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    assert after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime < 0.2
