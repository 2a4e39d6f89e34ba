"""Rows by the hundred, in bulk: copies of one that was made as people make them."""

from itertools import count
from typing import Any, TypeVar
from uuid import uuid4

from django.db import models

Row = TypeVar("Row", bound=models.Model)
_numbers = count(1)


def copies(row: Row, n: int, **each: Any) -> list[Row]:
    """So many more rows like this one. `each` says what is different: one value for all, or a list of one for each."""
    fields = [field for field in row._meta.concrete_fields if not field.primary_key]
    columns = {name: given if isinstance(given, list) else [given] * n for name, given in each.items()}
    made = type(row)._default_manager.bulk_create(
        type(row)(
            **{field.attname: _value(field, getattr(row, field.attname)) for field in fields if field.name not in each},
            **{name: given[number] for name, given in columns.items()},
        )
        for number in range(n)
    )
    _copy_many_to_many(row, made)
    return made


def _value(field: models.Field, value: Any) -> Any:
    """As it was, with a number where no two may be the same."""
    if value is None or not (field.unique or field.name in ("code", "order", "number", "engine_version")):
        return value
    number = next(_numbers)
    if isinstance(field, models.UUIDField):
        return uuid4()
    return value + number if isinstance(value, int) else f"{value[:40]}-{number}"


def _copy_many_to_many(row: models.Model, made: list[Any]) -> None:
    for field in row._meta.many_to_many:
        through = field.remote_field.through
        mine, other = field.m2m_field_name(), field.m2m_reverse_field_name()
        others = list(getattr(row, field.name).values_list("pk", flat=True))
        through._default_manager.bulk_create(
            through(**{f"{mine}_id": copy.pk, f"{other}_id": pk}) for copy in made for pk in others
        )
