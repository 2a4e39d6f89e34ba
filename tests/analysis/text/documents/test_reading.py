"""The door: measured before, parsed in a process of its own that may die."""

import resource
import signal
from pathlib import Path
from typing import Any

import pytest

from multaqa.analysis.text.documents import DocumentReader, Limits, UnreadableDocument, read_document
from multaqa.analysis.text.documents.processes import Child


@pytest.fixture
def note(tmp_path: Path) -> Path:
    path = tmp_path / "note.txt"
    path.write_text("اجتماع اللجنة الإقليمية", encoding="utf-8")
    return path


def test_document_is_read_in_another_process(note: Path) -> None:
    before = resource.getrusage(resource.RUSAGE_CHILDREN).ru_utime
    assert read_document(note).text == "اجتماع اللجنة الإقليمية"
    assert resource.getrusage(resource.RUSAGE_CHILDREN).ru_utime > before


def test_one_process_reads_several_documents_also_after_a_refusal(note: Path, tmp_path: Path) -> None:
    picture = tmp_path / "picture.txt"
    picture.write_bytes(b"\x89PNG\r\n\x1a\n" + bytes(100))
    with DocumentReader() as reader:
        first = reader.read(note)
        process = reader._child
        with pytest.raises(UnreadableDocument, match="an image"):
            reader.read(picture)
        assert reader.read(note) == first
        assert reader._child is process


@pytest.mark.parametrize(
    ("content", "code"), [(b"", "empty"), (b"a" * 101, "too_large"), (b"\0\0\0\0", "empty"), (None, "missing")]
)
def test_file_is_measured_before_it_is_read(tmp_path: Path, content: bytes | None, code: str) -> None:
    path = tmp_path / "a.txt"
    if content is not None:
        path.write_bytes(content)
    with pytest.raises(UnreadableDocument) as refusal:
        read_document(path, Limits(bytes=100))
    assert refusal.value.code == code


def test_folder_is_no_document(tmp_path: Path) -> None:
    with pytest.raises(UnreadableDocument, match="is not a file"):
        read_document(tmp_path)


def test_reading_that_takes_too_long_is_stopped_and_the_next_document_read(note: Path) -> None:
    reader = DocumentReader(Limits(seconds=0))
    with reader:
        with pytest.raises(UnreadableDocument, match="more than 0 seconds"):
            reader.read(note)
        reader.limits = Limits()
        assert reader.read(note).text


@pytest.mark.parametrize(("ending", "reason"), [(signal.SIGSEGV, "SIGSEGV"), (signal.SIGXCPU, "30 seconds")])
def test_process_that_dies_gives_its_reason_and_is_followed_by_another(
    note: Path, ending: signal.Signals, reason: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    with DocumentReader() as reader:
        reader.read(note)
        assert reader._child is not None
        dying = reader._child
        dying.process.send_signal(signal.SIGSTOP)  # so that it is asked before it dies

        def answer(*limits: Any) -> bytes:
            dying.process.send_signal(ending)
            dying.process.send_signal(signal.SIGCONT)
            return Child.answer(dying, *limits)

        monkeypatch.setattr(dying, "answer", answer)
        with pytest.raises(UnreadableDocument, match=reason):
            reader.read(note)
        assert reader.read(note).text


def test_process_that_ended_to_give_its_memory_back_is_followed_by_another(note: Path) -> None:
    with DocumentReader(Limits(memory_bytes=80_000_000)) as reader:
        first = reader.read(note)
        assert [reader.read(note) for _ in range(3)] == [first] * 3


def test_memory_is_bounded(tmp_path: Path) -> None:
    path = tmp_path / "long.txt"
    path.write_text("كلمة " * 2_000_000, encoding="utf-8")
    with pytest.raises(UnreadableDocument, match="90 MB of memory"):
        read_document(path, Limits(memory_bytes=90_000_000, characters=10_000_000))


def test_name_that_lies_is_said(tmp_path: Path) -> None:
    path = tmp_path / "report.pdf"
    path.write_text("<!doctype html><p>نص", encoding="utf-8")
    document = read_document(path)
    assert (document.format, document.text) == ("html", "نص")
    assert "“.pdf”" in str(document.remarks[0])


def test_secrets_of_the_environment_stay_here(note: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("MULTAQA_SECRET_KEY", "for us alone")
    with DocumentReader() as reader:
        reader.read(note)
        assert reader._child is not None
        environment = Path(f"/proc/{reader._child.process.pid}/environ").read_bytes()
    assert b"for us alone" not in environment
