"""`multaqa restore FILE`: read a backup into an empty database, all of it or nothing."""

import hashlib
import shutil
import tarfile
import tempfile
import zlib
from collections.abc import Iterator
from itertools import islice
from pathlib import Path
from typing import Any

from django.apps import apps
from django.conf import settings
from django.contrib.contenttypes.models import ContentType
from django.core import serializers
from django.core.management.color import no_style
from django.core.serializers.base import DeserializationError
from django.db import Error, connection, models, transaction

from multaqa import __version__
from multaqa.config.archive import (
    MADE_BY_MIGRATE,
    MANIFEST,
    MANIFEST_LIMIT,
    Manifest,
    Part,
    applied_migrations,
    columns_of,
    folder_files,
    label,
    migrations_of,
    read_manifest,
    tables_of,
)  # fmt: skip
from multaqa.config.backup import Progress
from multaqa.config.cli import CannotGoOn

PIECE = 1024 * 1024
ROWS_AT_ONCE = 500


def read_backup(file: Path, tell: Progress) -> Manifest:
    with tempfile.TemporaryDirectory(prefix="restore-", dir=_home()) as folder:
        manifest = unpack(file, Path(folder), tell)
        refuse_another_version(manifest)
        refuse_where_something_is()
        with transaction.atomic():
            load_tables(manifest, Path(folder), tell)
            bring_media(manifest, Path(folder))
    ContentType.objects.clear_cache()
    return manifest


def _home() -> Path:
    Path(settings.HOME).mkdir(parents=True, exist_ok=True)
    return Path(settings.HOME)


# The file


def unpack(file: Path, folder: Path, tell: Progress) -> Manifest:
    """Nothing of the archive is read as rows before every byte of it has been weighed and hashed."""
    try:
        with tarfile.open(file, "r|gz") as archive:
            members = iter(archive)
            manifest = _manifest(archive, next(members, None))
            _refuse_too_large(manifest, folder)
            expected = {part.name: part for part in manifest.parts}
            for member in members:
                part = expected.pop(member.name, None)
                if part is None or not member.isfile():
                    raise CannotGoOn(f"The archive holds {member.name!r}, which its manifest does not name.")
                _unpack_part(archive, member, part, folder)
                tell(f"checked {part.name}")
    except (OSError, EOFError, tarfile.TarError, zlib.error) as error:
        raise CannotGoOn(f"{file} cannot be read as a backup ({error}). Take another copy of it.") from error
    if expected:
        raise CannotGoOn(f"The archive is cut short: {min(expected)} is missing. Take another copy of it.")
    return manifest


def _manifest(archive: tarfile.TarFile, member: tarfile.TarInfo | None) -> Manifest:
    if member is None or member.name != MANIFEST or not member.isfile() or member.size > MANIFEST_LIMIT:
        raise CannotGoOn(f"This is no backup of Multaqa: it does not begin with a {MANIFEST}.")
    content = archive.extractfile(member)
    return read_manifest(content.read() if content else b"")


def _refuse_too_large(manifest: Manifest, folder: Path) -> None:
    needed, free = sum(part.bytes for part in manifest.parts), shutil.disk_usage(folder).free
    if needed > free:
        raise CannotGoOn(f"The archive unpacks to {needed} bytes and {free} are free in {folder.parent}. Make room.")


def _unpack_part(archive: tarfile.TarFile, member: tarfile.TarInfo, part: Part, folder: Path) -> None:
    source, target, digest = archive.extractfile(member), folder / part.name, hashlib.sha256()
    target.parent.mkdir(parents=True, exist_ok=True)
    if source is None or member.size != part.bytes:
        raise CannotGoOn(f"{part.name} has {member.size} bytes and should have {part.bytes}: the archive was altered.")
    with target.open("wb") as file:
        while piece := source.read(PIECE):
            digest.update(piece)
            file.write(piece)
    if digest.hexdigest() != part.sha256:
        raise CannotGoOn(f"{part.name} is not what was backed up: its sha256 differs. Nothing was restored.")


# What is refused


def refuse_another_version(manifest: Manifest) -> None:
    ours, theirs = set(migrations_of(applied_migrations())), set(manifest.migrations)
    if theirs - ours:
        raise CannotGoOn(
            f"The archive was made by a newer Multaqa ({manifest.version}; this is {__version__}), or this database is "
            f"not migrated: {min(theirs - ours)} is unknown here. Install {manifest.version} or run: multaqa upgrade"
        )
    if ours - theirs:
        raise CannotGoOn(
            f"The archive was made by an older Multaqa ({manifest.version}; this is {__version__}): "
            f"{min(ours - theirs)} came later. Install {manifest.version}, restore there, then upgrade."
        )


def refuse_where_something_is() -> None:
    for model in tables_of(apps):
        if label(model) not in MADE_BY_MIGRATE and model._base_manager.exists():
            raise CannotGoOn(
                f"The database is not empty: {label(model)} holds {model._base_manager.count()} rows. "
                "Restore into a new one (MULTAQA_DATABASE_URL), after: multaqa manage migrate"
            )
    if found := folder_files(Path(settings.MEDIA_ROOT)):
        raise CannotGoOn(f"{settings.MEDIA_ROOT} is not empty ({found[0].name}). Restore into a new MULTAQA_HOME.")


# The rows


def load_tables(manifest: Manifest, folder: Path, tell: Progress) -> None:
    known = {f"tables/{label(model)}.jsonl": model for model in tables_of(apps)}
    if strange := {part.name for part in manifest.tables} ^ set(known):
        raise CannotGoOn(f"The archive's tables are not this version's: {min(strange)}.")
    for name in sorted(MADE_BY_MIGRATE, reverse=True):  # content types last: permissions point to them
        known[f"tables/{name}.jsonl"]._base_manager.all()._raw_delete(connection.alias)
    for part in manifest.tables:
        try:
            loaded = load_table(known[part.name], folder / part.name)
        except Error as error:
            why = str(error).partition("\n")[0]  # further lines would quote the row
            raise CannotGoOn(
                f"{part.name} holds a row that the database refuses: {why}. Nothing was restored."
            ) from error
        if loaded != part.rows:
            raise CannotGoOn(f"{part.name} holds {loaded} rows, its manifest says {part.rows}. Nothing was restored.")
        tell(f"{part.name}: {loaded}")
    try:
        connection.check_constraints()
    except Error as error:
        raise CannotGoOn(f"The archive's rows do not fit together: {error}. Nothing was restored.") from error
    with connection.cursor() as cursor:
        for statement in connection.ops.sequence_reset_sql(no_style(), list(known.values())):
            cursor.execute(statement)


def load_table(model: type[models.Model], file: Path) -> int:
    fields, count = columns_of(model), 0
    table: Any = model._base_manager.all()
    rows = _rows(model, file)
    while batch := list(islice(rows, ROWS_AT_ONCE)):
        # As save(raw=True) does, but many at once: no table's own save() may touch what was written long ago.
        for some in _as_the_database_takes_them(batch, fields):
            table._insert(some, fields=fields, using=connection.alias, raw=True)
        count += len(batch)
    return count


def _rows(model: type[models.Model], file: Path) -> Iterator[models.Model]:
    with file.open(encoding="utf-8") as lines:
        try:
            for row in serializers.deserialize("jsonl", lines):
                if not isinstance(row.object, model):
                    raise CannotGoOn(f"{file.name} holds a row of {row.object._meta.label_lower}: it was altered.")
                yield row.object
        except (DeserializationError, UnicodeDecodeError) as error:
            why = error or error.__cause__
            raise CannotGoOn(f"{file.name} holds a row that cannot be read: {why}. Nothing was restored.") from error


def _as_the_database_takes_them(
    batch: list[models.Model], fields: list["models.Field[Any, Any]"]
) -> Iterator[list[models.Model]]:
    size = connection.ops.bulk_batch_size(fields, batch) or len(batch)
    return (batch[start : start + size] for start in range(0, len(batch), size))


def bring_media(manifest: Manifest, folder: Path) -> None:
    for part in manifest.media:
        target = Path(settings.MEDIA_ROOT) / part.name.removeprefix("media/")
        target.parent.mkdir(parents=True, exist_ok=True)
        shutil.move(folder / part.name, target)
