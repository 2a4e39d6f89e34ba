"""`multaqa backup FILE`: every row and every document in one file that only its owner can read."""

import datetime
import io
import os
import tarfile
import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core import serializers
from django.core.serializers.json import DjangoJSONEncoder
from django.db import connection, models, transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from multaqa import __version__
from multaqa.config.archive import (
    MANIFEST,
    Manifest,
    Part,
    applied_migrations,
    columns_of,
    folder_files,
    label,
    migrations_of,
    sha256_of,
    tables_of,
)  # fmt: skip
from multaqa.config.cli import CannotGoOn

Progress = Callable[[str], None]


class ExactEncoder(DjangoJSONEncoder):
    """Django cuts instants to milliseconds; the journal's chain is computed to the microsecond."""

    def default(self, value: Any) -> Any:
        return value.isoformat() if isinstance(value, datetime.datetime | datetime.time) else super().default(value)


def write_backup(file: Path, tell: Progress) -> Manifest:
    if file.exists():
        raise CannotGoOn(_("%(file)s exists already and is not overwritten: choose another name.") % {"file": file})
    settings.HOME.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(prefix="backup-", dir=settings.HOME) as folder:
        manifest = dump_tables(Path(folder), tell)
        with private_file(file) as target, tarfile.open(fileobj=target, mode="w:gz", compresslevel=6) as archive:
            add_bytes(archive, MANIFEST, manifest.as_json())
            for part in manifest.tables:
                archive.add(Path(folder) / part.name, part.name)
            for part in manifest.media:
                tell(part.name)
                archive.add(settings.MEDIA_ROOT / part.name.removeprefix("media/"), part.name, recursive=False)
    return manifest


def dump_tables(folder: Path, tell: Progress) -> Manifest:
    (folder / "tables").mkdir()
    with one_moment():
        loader = applied_migrations()
        if not loader.applied_migrations:
            raise CannotGoOn(
                _("This database holds no tables: there is nothing to back up. Is MULTAQA_DATABASE_URL right?")
            )
        # The tables as the database has them now, which an upgrade's new code no longer describes.
        apps = loader.project_state([node for node in loader.applied_migrations if node in loader.graph.nodes]).apps
        tables = [dump_table(model, folder, tell) for model in tables_of(apps)]
    return Manifest(
        version=__version__,
        made_at=timezone.now().isoformat(timespec="seconds"),
        migrations=migrations_of(loader),
        parts=[*tables, *media_parts()],
    )


@contextmanager
def one_moment() -> Iterator[None]:
    """All tables as they were at one instant, whoever writes meanwhile."""
    begins = not connection.in_atomic_block
    with transaction.atomic():
        if begins and connection.vendor == "postgresql":
            with connection.cursor() as cursor:
                cursor.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ, READ ONLY")
        yield


def dump_table(model: type[models.Model], folder: Path, tell: Progress) -> Part:
    name = f"tables/{label(model)}.jsonl"
    rows = model._base_manager.order_by("pk")
    with (folder / name).open("w", encoding="utf-8") as file:
        fields = [field.name for field in columns_of(model)]
        # Sorted, since PostgreSQL keeps no order of the keys in a JSON column.
        exactly: dict[str, Any] = {"fields": fields, "cls": ExactEncoder, "sort_keys": True}
        serializers.serialize("jsonl", rows.iterator(2000), stream=file, **exactly)
    with (folder / name).open("rb") as written:
        count = sum(1 for _line in written)
        written.seek(0)
        digest = sha256_of(written)
        tell(f"{label(model)}: {count}")
        return Part(name, written.tell(), digest, count)


def media_parts() -> Iterator[Part]:
    root = Path(settings.MEDIA_ROOT)
    for path in folder_files(root):
        with path.open("rb") as file:
            yield Part(f"media/{path.relative_to(root).as_posix()}", path.stat().st_size, sha256_of(file))


@contextmanager
def private_file(file: Path) -> Iterator[Any]:
    """Readable by its owner alone, and gone again if it could not be finished."""
    file.parent.mkdir(parents=True, exist_ok=True)
    try:
        with os.fdopen(os.open(file, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb") as target:
            yield target
    except BaseException:
        file.unlink(missing_ok=True)
        raise


def add_bytes(archive: tarfile.TarFile, name: str, content: bytes) -> None:
    member = tarfile.TarInfo(name)
    member.size = len(content)
    archive.addfile(member, io.BytesIO(content))
