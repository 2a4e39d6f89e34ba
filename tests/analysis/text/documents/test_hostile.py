"""Whatever a stranger sends is read or refused in words: nothing breaks, hangs, or eats the machine."""

import time
from collections import Counter
from pathlib import Path

import pytest

from multaqa.analysis.text.documents import DocumentReader, DocumentText, Limits, UnreadableDocument
from tests.analysis.text.documents.hostile import good_files, hostile_files

# A tenth of what production allows, so that the test stays short; the bounds work alike.
LIMITS = Limits(cpu_seconds=4, seconds=20)
MOST_MEMORY = 1_000_000_000


def peak_memory(reader: DocumentReader) -> int:
    """The most the reading process ever held, in bytes; 0 once it has ended."""
    status = Path(f"/proc/{reader._child.process.pid}/status") if reader._child else Path("/nothing")
    lines = status.read_text().splitlines() if status.exists() else []
    return next((int(line.split()[1]) * 1024 for line in lines if line.startswith("VmHWM")), 0)


def assert_sound(document: DocumentText) -> None:
    end = 0
    for page in document.pages:
        assert end <= page.start <= page.end <= len(document.text)
        end = page.end
    assert not set(document.text) & {"\x00", "\u202e", "\u2066", "\r"}
    document.text.encode()
    assert all(str(remark) for remark in document.remarks)


def test_sound_files_are_read(tmp_path: Path) -> None:
    with DocumentReader(LIMITS) as reader:
        for ending, data in good_files().items():
            path = tmp_path / f"good.{ending}"
            path.write_bytes(data)
            document = reader.read(path)
            assert document.format == ending
            assert "13 فبراير 2024" in document.text


def outcome(reader: DocumentReader, path: Path) -> str:
    """`read`, or the code of the refusal."""
    try:
        assert_sound(reader.read(path))
    except UnreadableDocument as refusal:
        return refusal.code
    return "read"


@pytest.mark.slow
def test_hostile_files_are_read_or_refused(tmp_path: Path) -> None:
    outcomes: dict[str, str] = {}
    with DocumentReader(LIMITS) as reader:
        for name, data in hostile_files():
            path = tmp_path / name
            path.write_bytes(data)
            started = time.monotonic()
            outcomes[name] = outcome(reader, path)
            assert time.monotonic() - started < LIMITS.seconds + 5, name
            assert peak_memory(reader) < MOST_MEMORY, name
            path.unlink()
    counts = Counter(outcomes.values())
    assert len(outcomes) >= 200
    assert [name for name, code in outcomes.items() if code == "broke"] == []
    assert counts["read"] >= 60
    assert {"encrypted", "bomb", "hostile_xml", "too_large", "damaged", "too_deep", "too_long"} <= set(counts)
