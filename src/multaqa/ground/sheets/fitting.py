"""What a table's own fields refuse, said before anything is written, and alike on both databases."""

from collections.abc import Callable
from datetime import date
from typing import Any

from django.core.exceptions import FieldDoesNotExist, ValidationError
from django.core.validators import validate_slug
from django.db import models
from django.db.backends.base.operations import BaseDatabaseOperations
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from multaqa.ground.sheets.refusals import Fault

WHOLE_NUMBERS = BaseDatabaseOperations.integer_field_ranges  # SQLite would take any number, PostgreSQL would not


def field_of(model: type[models.Model] | None, column: str) -> "models.Field[Any, Any] | None":
    """The table's field of this name, where the column's value goes into it as it is."""
    if model is None:
        return None
    try:
        field = model._meta.get_field(column)
    except FieldDoesNotExist:
        return None
    return field if isinstance(field, models.Field) and not field.is_relation else None


def refuse_misfit(field: "models.Field[Any, Any]", value: Any) -> None:
    """Raise a fault for a value that the field could not keep to the letter."""
    if isinstance(value, date):
        return  # read as a day of our time, of which a field may keep the year alone
    if isinstance(value, str) and value:
        refuse_longer(value, field.max_length)
    if isinstance(field, models.SlugField) and not _holds(validate_slug, value):
        raise Fault(
            _("This code stands in addresses: letters, digits, hyphens and underscores only."),
            _("Write it as in fes-meknes-2022, without dots, colons and slashes."),
        )
    lowest, highest = WHOLE_NUMBERS.get(field.get_internal_type(), (None, None))
    if isinstance(value, int) and lowest is not None and highest is not None and not lowest <= value <= highest:
        raise Fault(
            _("A number from %(lowest)s to %(highest)s is needed here.") % {"lowest": lowest, "highest": highest},
            _("Correct the number."),
        )
    try:
        field.run_validators(value)
    except ValidationError as error:
        raise Fault(" ".join(error.messages), _("Correct the value.")) from None


def refuse_longer(text: str, longest: int | None) -> None:
    if longest is not None and len(text) > longest:
        raise Fault(
            ngettext(
                "The text has %(n)s character; at most %(limit)s fit here.",
                "The text has %(n)s characters; at most %(limit)s fit here.",
                len(text),
            )
            % {"n": len(text), "limit": longest},
            _("Shorten the text."),
        )


def _holds(check: Callable[[Any], None], value: Any) -> bool:
    try:
        check(value)
    except ValidationError:
        return False
    return True
