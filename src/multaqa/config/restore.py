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
from django.utils.translation import gettext as _

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
                    unnamed = _("The archive holds “%(name)s”, which its manifest does not name.")
                    raise CannotGoOn(unnamed % {"name": member.name})
                _unpack_part(archive, member, part, folder)
                tell(_("checked %(name)s") % {"name": part.name})
    except (OSError, EOFError, tarfile.TarError, zlib.error) as error:
        unreadable = _("%(file)s cannot be read as a backup (%(why)s). Take another copy of it.")
        raise CannotGoOn(unreadable % {"file": file, "why": error}) from error
    if expected:
        short = _("The archive is cut short: %(name)s is missing. Take another copy of it.")
        raise CannotGoOn(short % {"name": min(expected)})
    return manifest


def _manifest(archive: tarfile.TarFile, member: tarfile.TarInfo | None) -> Manifest:
    if member is None or member.name != MANIFEST or not member.isfile() or member.size > MANIFEST_LIMIT:
        none = _("This is no backup of Multaqa: it does not begin with a %(manifest)s.")
        raise CannotGoOn(none % {"manifest": MANIFEST})
    content = archive.extractfile(member)
    return read_manifest(content.read() if content else b"")


def _refuse_too_large(manifest: Manifest, folder: Path) -> None:
    needed, free = sum(part.bytes for part in manifest.parts), shutil.disk_usage(folder).free
    if needed > free:
        no_room = _("The archive unpacks to %(needed)s bytes and %(free)s are free in %(folder)s. Make room.")
        raise CannotGoOn(no_room % {"needed": needed, "free": free, "folder": folder.parent})


def _unpack_part(archive: tarfile.TarFile, member: tarfile.TarInfo, part: Part, folder: Path) -> None:
    source, target, digest = archive.extractfile(member), folder / part.name, hashlib.sha256()
    target.parent.mkdir(parents=True, exist_ok=True)
    if source is None or member.size != part.bytes:
        altered = _("%(name)s has %(found)s bytes and should have %(wanted)s: the archive was altered.")
        raise CannotGoOn(altered % {"name": part.name, "found": member.size, "wanted": part.bytes})
    with target.open("wb") as file:
        while piece := source.read(PIECE):
            digest.update(piece)
            file.write(piece)
    if digest.hexdigest() != part.sha256:
        differs = _("%(name)s is not what was backed up: its sha256 differs. Nothing was restored.")
        raise CannotGoOn(differs % {"name": part.name})


# What is refused


def refuse_another_version(manifest: Manifest) -> None:
    ours, theirs = set(migrations_of(applied_migrations())), set(manifest.migrations)
    versions = {"theirs": manifest.version, "ours": __version__}
    if theirs - ours:
        newer = _(
            "The archive was made by a newer Multaqa (%(theirs)s; this is %(ours)s), or this database is not migrated: "
            "%(migration)s is unknown here. Install %(theirs)s or run: multaqa upgrade"
        )
        raise CannotGoOn(newer % {**versions, "migration": min(theirs - ours)})
    if ours - theirs:
        older = _(
            "The archive was made by an older Multaqa (%(theirs)s; this is %(ours)s): %(migration)s came later. "
            "Install %(theirs)s, restore there, then upgrade."
        )
        raise CannotGoOn(older % {**versions, "migration": min(ours - theirs)})


def refuse_where_something_is() -> None:
    for model in tables_of(apps):
        if label(model) not in MADE_BY_MIGRATE and model._base_manager.exists():
            in_use = _(
                "The database is not empty: %(table)s holds rows (%(n)s). "
                "Restore into a new one (MULTAQA_DATABASE_URL), after: multaqa manage migrate"
            )
            raise CannotGoOn(in_use % {"table": label(model), "n": model._base_manager.count()})
    if found := folder_files(Path(settings.MEDIA_ROOT)):
        in_use = _("%(folder)s is not empty (%(name)s). Restore into a new MULTAQA_HOME.")
        raise CannotGoOn(in_use % {"folder": settings.MEDIA_ROOT, "name": found[0].name})


# The rows


def load_tables(manifest: Manifest, folder: Path, tell: Progress) -> None:
    known = {f"tables/{label(model)}.jsonl": model for model in tables_of(apps)}
    if strange := {part.name for part in manifest.tables} ^ set(known):
        raise CannotGoOn(_("The archive's tables are not this version's: %(name)s.") % {"name": min(strange)})
    for name in sorted(MADE_BY_MIGRATE, reverse=True):  # content types last: permissions point to them
        known[f"tables/{name}.jsonl"]._base_manager.all()._raw_delete(connection.alias)
    for part in manifest.tables:
        try:
            loaded = load_table(known[part.name], folder / part.name)
        except Error as error:
            why = str(error).partition("\n")[0]  # further lines would quote the row
            refused = _("%(name)s holds a row that the database refuses: %(why)s. Nothing was restored.")
            raise CannotGoOn(refused % {"name": part.name, "why": why}) from error
        if loaded != part.rows:
            other = _("Rows of %(name)s: %(found)s; its manifest says %(wanted)s. Nothing was restored.")
            raise CannotGoOn(other % {"name": part.name, "found": loaded, "wanted": part.rows})
        tell(f"{part.name}: {loaded}")
    try:
        connection.check_constraints()
    except Error as error:
        apart = _("The archive's rows do not fit together: %(why)s. Nothing was restored.")
        raise CannotGoOn(apart % {"why": error}) from error
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
                    altered = _("%(name)s holds a row of %(table)s: it was altered.")
                    raise CannotGoOn(altered % {"name": file.name, "table": row.object._meta.label_lower})
                yield row.object
        except (DeserializationError, UnicodeDecodeError) as error:
            unreadable = _("%(name)s holds a row that cannot be read: %(why)s. Nothing was restored.")
            raise CannotGoOn(unreadable % {"name": file.name, "why": error or error.__cause__}) from error


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
