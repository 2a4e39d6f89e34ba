"""The same deed sent twice is one deed, and a code is of whoever chose it first: also where two come at once."""

from collections.abc import Iterable
from typing import TypeVar

from django.db import IntegrityError, models, transaction
from django.utils.translation import gettext as _

from multaqa.ui.deeds import DeedRefused

Row = TypeVar("Row", bound=models.Model)


class CodeTaken(DeedRefused):
    """Somebody gave this code to another row first."""

    def __init__(self, code: str, at_field: str) -> None:
        said = _("“%(code)s” is taken already. Choose another for this one.") % {"code": code}
        super().__init__(said, at_field=at_field)


def insert_or_find(row: Row, *unique: str) -> Row:
    """Keep a new row; where one that is the same in these columns was first, give that one instead."""
    try:
        with transaction.atomic():
            row.save(force_insert=True)
    except IntegrityError:
        key = {name: getattr(row, name) for name in unique}
        first = None if None in key.values() else type(row)._default_manager.filter(**key).first()
        if first is None:
            raise
        return first
    return row


def keep_under_its_code(row: Row, code: str = "code") -> Row:
    """Keep a new row under the code that somebody chose. Sent again, it is the one that is there already."""
    kept = insert_or_find(row, code)
    if kept is not row and not is_alike(kept, row):
        raise CodeTaken(getattr(row, code), code)
    return kept


def keep_under_free_code(row: Row, codes: Iterable[str]) -> Row:
    """Keep a new row under the first of these codes that is nobody's."""
    next(code for code in codes if _is_kept_under(row, code))
    return row


def _is_kept_under(row: models.Model, code: str) -> bool:
    row.code = code  # type: ignore[attr-defined]
    is_free = not type(row)._default_manager.filter(code=code).exists()
    return is_free and insert_or_find(row, "code") is row


def is_alike(kept: models.Model, row: models.Model) -> bool:
    """Whether two rows say the same in every column that somebody fills in."""
    columns = (field.attname for field in kept._meta.concrete_fields if field.editable and not field.primary_key)
    return all(getattr(kept, name) == getattr(row, name) for name in columns)
