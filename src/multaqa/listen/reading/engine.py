"""The program that reads: which one it is, to the letter, and what it makes of a file."""

import hashlib
import json
import time
from dataclasses import asdict, dataclass
from functools import cache
from importlib.resources import files
from importlib.resources.abc import Traversable
from pathlib import Path
from typing import Any

from multaqa import __version__
from multaqa.analysis.text.documents import DocumentText, Limits, read_document
from multaqa.analysis.text.reading import read
from multaqa.analysis.text.records import Reading

ENGINE = "multaqa.analysis.text"
LIMITS = Limits(pages=120, characters=400_000)  # what a page can wait for, and a person can decide on


@dataclass(frozen=True)
class ReadFile:
    """A file and all that was found in it."""

    sha256: str
    document: DocumentText
    reading: Reading
    seconds: float

    @property
    def statements(self) -> list[dict[str, Any]]:
        return [asdict(one) for one in self.reading.statements]

    @property
    def output_sha256(self) -> str:
        found = [self.document.text, self.statements]
        return hashlib.sha256(json.dumps(found, sort_keys=True, ensure_ascii=False).encode()).hexdigest()


def read_file(path: Path) -> ReadFile:
    """Read a document within our limits; raises UnreadableDocument."""
    began = time.monotonic()
    document = read_document(path, LIMITS)
    reading = read(document.text)
    sha256 = hashlib.sha256(path.read_bytes()).hexdigest()
    return ReadFile(sha256, document, reading, time.monotonic() - began)


@cache
def engine_version() -> str:
    """The version, and a few letters that are others once any rule or lexicon is another."""
    digest = hashlib.sha256()
    for name, part in _parts(files(ENGINE), ""):
        digest.update(f"{name}\0".encode() + hashlib.sha256(part.read_bytes()).digest())
    return f"{__version__}+{digest.hexdigest()[:12]}"


def _parts(folder: Traversable, name: str) -> list[tuple[str, Traversable]]:
    found: list[tuple[str, Traversable]] = []
    for part in sorted(folder.iterdir(), key=lambda one: one.name):
        if part.is_dir() and part.name != "__pycache__":
            found += _parts(part, f"{name}{part.name}/")
        elif part.is_file():
            found.append((f"{name}{part.name}", part))
    return found
