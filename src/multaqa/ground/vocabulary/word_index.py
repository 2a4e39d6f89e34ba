"""The index by which the rows of a large table are found, and the steps of a migration that make it.

The row writes its words and stems; the database alone keeps the index in step with them, whoever writes: a form, a
folder that is loaded, a backup that is restored, an erasure. On PostgreSQL it is a generated column under GIN; on
SQLite an FTS5 table that holds no text of its own, kept by triggers. SQLite rebuilds a table to alter it and loses its
triggers: a migration that alters such a table ends with `word_index` again.
"""

# ruff: noqa: S608  only names of our own tables are put together; what somebody types is a parameter

import sys
from collections.abc import Iterator
from itertools import islice
from typing import Any

from django.db import connection, migrations, models
from django.db.backends.base.schema import BaseDatabaseSchemaEditor
from django.db.migrations.state import StateApps

from multaqa.analysis.text.search_words import search_stems

AT_ONCE = 2_000
AS_FOLDED = "unicode61 remove_diacritics 0"  # marks are gone by then
EVENTS = ("insert", "update", "delete")


def index_table(table: str) -> str:
    return f"{table}_words"


def index_column() -> str:
    return "search_index"


def stems_as_kept(text: str) -> str:
    """The stems of folded words, each between two spaces."""
    stems = search_stems(text.split())
    return f" {' '.join(stems)} " if stems else ""


def forget_former_words(model: type[models.Model]) -> None:
    """Drop what the index still keeps of words that are gone: FTS5 only strikes them out until it is tidied."""
    if connection.vendor == "sqlite":
        words = index_table(model._meta.db_table)
        with connection.cursor() as cursor:
            cursor.execute(f"INSERT INTO {words}({words}) VALUES('optimize')")


# Steps of a migration


def word_index(table: str) -> migrations.RunPython:
    """Make the index of a table, or make it anew."""

    def make(_: StateApps, schema_editor: BaseDatabaseSchemaEditor) -> None:
        unmake(_, schema_editor)
        for sql in _made_of(table, schema_editor.connection.vendor):
            schema_editor.execute(sql, params=None)

    def unmake(_: StateApps, schema_editor: BaseDatabaseSchemaEditor) -> None:
        for sql in _unmade_of(table, schema_editor.connection.vendor):
            schema_editor.execute(sql, params=None)

    return migrations.RunPython(make, unmake)


def _made_of(table: str, vendor: str) -> list[str]:
    words = index_table(table)
    if vendor == "postgresql":
        column = index_column()
        generated = "to_tsvector('simple'::regconfig, search_text || ' ' || search_stems)"
        return [
            f"ALTER TABLE {table} ADD COLUMN {column} tsvector GENERATED ALWAYS AS ({generated}) STORED",
            f"CREATE INDEX {words} ON {table} USING gin ({column})",
        ]
    put = f"INSERT INTO {words}(rowid, search_text, search_stems) VALUES (new.id, new.search_text, new.search_stems);"
    take = (
        f"INSERT INTO {words}({words}, rowid, search_text, search_stems) "
        "VALUES ('delete', old.id, old.search_text, old.search_stems);"
    )
    settings = f"search_text, search_stems, content='{table}', content_rowid='id', tokenize='{AS_FOLDED}'"
    moved = "WHEN old.search_text IS NOT new.search_text OR old.search_stems IS NOT new.search_stems"
    return [
        f"CREATE VIRTUAL TABLE {words} USING fts5({settings})",
        f"INSERT INTO {words}({words}) VALUES ('rebuild')",
        f"CREATE TRIGGER {words}_insert AFTER INSERT ON {table} BEGIN {put} END",
        f"CREATE TRIGGER {words}_update AFTER UPDATE ON {table} {moved} BEGIN {take} {put} END",
        f"CREATE TRIGGER {words}_delete AFTER DELETE ON {table} BEGIN {take} END",
    ]


def _unmade_of(table: str, vendor: str) -> list[str]:
    words = index_table(table)
    if vendor == "postgresql":
        return [f"ALTER TABLE {table} DROP COLUMN IF EXISTS {index_column()}"]
    return [*(f"DROP TRIGGER IF EXISTS {words}_{event}" for event in EVENTS), f"DROP TABLE IF EXISTS {words}"]


def stems_of_rows(app: str, *names: str) -> migrations.RunPython:
    """Give the rows that are there already their stems, and say how far it is where they are many."""

    def fill(apps: StateApps, schema_editor: BaseDatabaseSchemaEditor) -> None:
        for name in names:
            _fill(apps.get_model(app, name), schema_editor.connection)

    return migrations.RunPython(fill, migrations.RunPython.noop)


def _fill(model: Any, connection: Any) -> None:
    table, count = connection.ops.quote_name(model._meta.db_table), model.objects.count()
    rows = iter(list(model.objects.order_by("pk").values_list("search_text", "pk")))
    for done, some in enumerate(_batches(rows), start=1):
        with connection.cursor() as cursor:
            cursor.executemany(
                f"UPDATE {table} SET search_stems = %s WHERE id = %s",
                [(stems_as_kept(text), key) for text, key in some],
            )
        if count > AT_ONCE:
            print(f"{model._meta.db_table}: {min(done * AT_ONCE, count)} / {count}", file=sys.stderr, flush=True)


def _batches(rows: Iterator[Any]) -> Iterator[list[Any]]:
    while some := list(islice(rows, AT_ONCE)):
        yield some
