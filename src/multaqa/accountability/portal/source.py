"""The source of the running version, as it lies on this server: what AGPL section 13 owes every reader."""

import tarfile
from functools import lru_cache
from io import BytesIO
from pathlib import Path
from typing import BinaryIO

PACKAGE = Path(__file__).resolve().parents[2]
CHECKOUT = PACKAGE.parents[1]
BESIDE = (
    "LICENSE",
    "README.md",
    "pyproject.toml",
    "uv.lock",
    "package.json",
    "package-lock.json",
    "build.mjs",
    "multaqa",
)
LEFT_OUT = {"__pycache__", "build"}


def running_source() -> BinaryIO:
    return BytesIO(_archive())


@lru_cache(maxsize=1)
def _archive() -> bytes:
    """Packed once per process: the code does not change while it runs."""
    packed = BytesIO()
    with tarfile.open(fileobj=packed, mode="w:gz") as archive:
        archive.add(PACKAGE, "multaqa/src/multaqa", filter=_without_what_is_built)
        for name in BESIDE:
            if (CHECKOUT / "pyproject.toml").exists() and (CHECKOUT / name).exists():
                archive.add(CHECKOUT / name, f"multaqa/{name}", filter=_nameless)
    return packed.getvalue()


def _without_what_is_built(entry: tarfile.TarInfo) -> tarfile.TarInfo | None:
    return None if LEFT_OUT & set(Path(entry.name).parts) else _nameless(entry)


def _nameless(entry: tarfile.TarInfo) -> tarfile.TarInfo:
    """Without the account that installed it."""
    entry.uid = entry.gid = 0
    entry.uname = entry.gname = ""
    return entry
