"""What a backup is: one file, the same from either database, that says what it holds before it is opened.

manifest.json            version, migrations, and for each file its bytes, rows and sha256
tables/ground.user.jsonl one row per line
media/...                the documents
"""

import hashlib
import json
import re
from dataclasses import asdict, dataclass
from io import BufferedReader
from pathlib import Path, PurePosixPath
from typing import Any

from django.apps.registry import Apps
from django.db import connection, models
from django.db.migrations.loader import MigrationLoader
from django.utils.translation import gettext as _

from multaqa.config.cli import CannotGoOn

FORMAT = 1
MANIFEST = "manifest.json"
MANIFEST_LIMIT = 64 * 1024 * 1024
TABLE_NAME = re.compile(r"tables/[a-z_]+\.[a-z0-9_]+\.jsonl")

# Every table is kept but these.
LEFT_OUT = {"sessions.session": "whoever was signed in signs in again"}
# Django fills these while it migrates; their numbers differ from one database to the next, so the archive's are taken.
MADE_BY_MIGRATE = {"contenttypes.contenttype", "auth.permission"}


@dataclass(frozen=True)
class Part:
    """One file of the archive."""

    name: str
    bytes: int
    sha256: str
    rows: int | None = None


@dataclass(frozen=True)
class Manifest:
    version: str
    made_at: str
    migrations: list[str]
    parts: list[Part]
    format: int = FORMAT

    def as_json(self) -> bytes:
        return json.dumps(asdict(self), indent=1, ensure_ascii=False).encode()

    @property
    def tables(self) -> list[Part]:
        return [part for part in self.parts if part.name.startswith("tables/")]

    @property
    def media(self) -> list[Part]:
        return [part for part in self.parts if part.name.startswith("media/")]

    @property
    def rows(self) -> int:
        return sum(part.rows or 0 for part in self.tables)


def read_manifest(text: bytes) -> Manifest:
    try:
        raw: dict[str, Any] = json.loads(text)
        parts = [Part(**part) for part in raw.pop("parts")]
        manifest = Manifest(parts=parts, **raw)
    except (ValueError, TypeError, KeyError, AttributeError) as error:
        unreadable = _("The archive's %(manifest)s cannot be read (%(why)s). Take another backup.")
        raise CannotGoOn(unreadable % {"manifest": MANIFEST, "why": error}) from error
    if manifest.format != FORMAT:
        other = _("The archive is of format %(theirs)s; this version reads format %(ours)s.")
        raise CannotGoOn(other % {"theirs": manifest.format, "ours": FORMAT})
    for part in manifest.parts:
        _check_name(part.name)
    return manifest


def _check_name(name: str) -> None:
    path = PurePosixPath(name)
    inside = path.parts[:1] == ("media",) and ".." not in path.parts and len(path.parts) > 1
    if not (inside or TABLE_NAME.fullmatch(name)):
        strange = _("The archive names a file that no backup holds: “%(name)s”. It was not made by Multaqa.")
        raise CannotGoOn(strange % {"name": name})


def tables_of(apps: Apps) -> list[type[models.Model]]:
    """Every table of ours and of the packages under us, those between two tables included."""
    found = apps.get_models(include_auto_created=True)
    kept = [model for model in found if model._meta.managed and not model._meta.proxy]
    return sorted((model for model in kept if model._meta.label_lower not in LEFT_OUT), key=label)


def label(model: type[models.Model]) -> str:
    return model._meta.label_lower


def columns_of(model: type[models.Model]) -> list["models.Field[Any, Any]"]:
    return [field for field in model._meta.concrete_fields if not field.generated]


def applied_migrations() -> MigrationLoader:
    return MigrationLoader(connection)


def migrations_of(loader: MigrationLoader) -> list[str]:
    return sorted(f"{app}.{name}" for app, name in loader.applied_migrations)


def sha256_of(file: BufferedReader) -> str:
    return hashlib.file_digest(file, "sha256").hexdigest()


def folder_files(folder: Path) -> list[Path]:
    return sorted(path for path in folder.rglob("*") if path.is_file() and not path.is_symlink())
