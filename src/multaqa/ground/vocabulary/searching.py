"""Rows are found by their words, the same in either database: `search_text__holds="what somebody typed"`.

Each word stands in the row as it was typed, as the beginning of a longer one, or by its stem. Stems are written by the
row itself (`Searchable`); no database stems anything, so both find the same. A table that grows with the people has an
index of its words (`word_index.py`), others are looked through. Whatever is typed is words, never syntax: nothing but
letters and digits is left of it.
"""

# ruff: noqa: S608  only names of our own tables are put together; what somebody types is a parameter

from typing import Any

from django.core.exceptions import FullResultSet
from django.db import models
from django.db.models.expressions import Col

from multaqa.analysis.text.search_words import AskedWord, asked_words
from multaqa.ground.vocabulary.folding import fold
from multaqa.ground.vocabulary.word_index import index_column, index_table

Sql = tuple[str, tuple[str | int, ...]]


def asked_in(words: str) -> list[AskedWord]:
    return asked_words(fold(words).split())


@models.TextField.register_lookup
class Holds(models.Lookup):
    """All the words are found in the row; where none were typed, every row holds them."""

    lookup_name = "holds"
    rhs: list[AskedWord]

    def get_prep_lookup(self) -> list[AskedWord]:
        return asked_in(str(self.rhs))

    def as_sql(self, compiler: Any, connection: Any) -> Sql:
        if not self.rhs:
            raise FullResultSet
        if not getattr(self.lhs.target.model, "has_word_index", False):
            return self._looked_through(connection)
        return self._in_index(connection)

    def _in_index(self, connection: Any) -> Sql:
        if connection.vendor == "postgresql":
            return f"{_index(self.lhs, connection)} @@ to_tsquery('simple', %s)", (for_postgresql(self.rhs),)
        table = connection.ops.quote_name(index_table(self.lhs.target.model._meta.db_table))
        key = _own(self.lhs, self.lhs.target.model._meta.pk.column, connection)
        return f"{key} IN (SELECT rowid FROM {table} WHERE {table} MATCH %s)", (for_sqlite(self.rhs),)

    def _looked_through(self, connection: Any) -> Sql:
        text, stems = (_own(self.lhs, column, connection) for column in ("search_text", "search_stems"))
        each = " AND ".join([f"({text} LIKE %s OR {stems} LIKE %s)"] * len(self.rhs))
        return f"({each})", tuple(like for one in self.rhs for like in (f"%{one.word}%", f"% {one.stem} %"))


class Closeness(models.Func):
    """How close a row of an indexed table is to the words, for sorting: the closest has the least."""

    output_field = models.FloatField()

    def __init__(self, words: str) -> None:
        super().__init__(models.F("search_text"))
        self.asked = asked_in(words)

    @property
    def _column(self) -> Any:
        return self.source_expressions[0]

    def as_sql(self, compiler: Any, connection: Any, *_args: Any, **_options: Any) -> Sql:
        if not self.asked:
            return "CAST(0 AS real)", ()  # a bare number would name a column
        return self._on_postgresql(connection) if connection.vendor == "postgresql" else self._on_sqlite(connection)

    def _on_postgresql(self, connection: Any) -> Sql:
        index = _index(self._column, connection)
        return f"-ts_rank({index}, to_tsquery('simple', %s))", (for_postgresql(self.asked),)

    def _on_sqlite(self, connection: Any) -> Sql:
        """Every rank is reckoned once, however many rows are sorted by it."""
        column = self._column
        table = connection.ops.quote_name(index_table(column.target.model._meta.db_table))
        key = _own(column, column.target.model._meta.pk.column, connection)
        ranked = f"SELECT rowid, rank FROM {table} WHERE {table} MATCH %s"
        found = f"WITH ranked AS MATERIALIZED ({ranked}) SELECT rank FROM ranked WHERE ranked.rowid = {key}"
        return f"({found})", (for_sqlite(self.asked),)


def for_sqlite(asked: list[AskedWord]) -> str:
    """The words as FTS5 reads them, each in its quotes."""
    return " AND ".join(f'("{one.word}"{" *" if one.is_beginning else ""} OR "{one.stem}")' for one in asked)


def for_postgresql(asked: list[AskedWord]) -> str:
    """The words as to_tsquery reads them, each in its quotes."""
    return " & ".join(f"('{one.word}'{':*' if one.is_beginning else ''} | '{one.stem}')" for one in asked)


def _index(column: Col, connection: Any) -> str:
    return _own(column, index_column(), connection)


def _own(column: Col, name: str, connection: Any) -> str:
    """Another column of the same row."""
    return f"{connection.ops.quote_name(column.alias)}.{connection.ops.quote_name(name)}"
