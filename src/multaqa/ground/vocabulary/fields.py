"""Words the organisation writes, in every language it writes them in."""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from django.core.exceptions import ValidationError
from django.db import models
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from multaqa.ui.directions import own_name
from multaqa.ui.formats import listed

# Who reads no English reads French before Arabic script, and the reverse.
FALLBACKS = {"ar": ("fr", "en"), "fr": ("ar", "en"), "en": ("fr", "ar")}


class Words(dict[str, str]):
    """One text by language tag; str() speaks the reader's language, or the nearest there is."""

    def in_language(self, language: str | None = None) -> tuple[str, str]:
        """The text and the language it is really in: ("", language) where there is none."""
        wanted = (language or get_language() or "fr").split("-")[0]
        for tag in (wanted, *FALLBACKS.get(wanted, ("fr", "ar", "en")), *self):
            if self.get(tag):
                return self[tag], tag
        return "", wanted

    def __str__(self) -> str:
        return self.in_language()[0]

    def __bool__(self) -> bool:
        return any(self.values())

    def __hash__(self) -> int:  # type: ignore[override]
        return hash(frozenset(self.items()))


class TranslatedField(models.JSONField):
    """JSON keyed by language tag. Adding a language is data, never a migration.

    `required` languages are checked in the database (see `languages_present`) and in `validate`.
    """

    def __init__(self, *args: Any, required: Iterable[str] = (), **options: Any) -> None:
        self.required = tuple(required)
        options.setdefault("default", dict)
        options.setdefault("blank", not self.required)
        super().__init__(*args, **options)

    def deconstruct(self) -> tuple[str, str, Sequence[Any], dict[str, Any]]:
        name, path, args, options = super().deconstruct()
        if self.required:
            options["required"] = list(self.required)
        return name, path, args, options

    def contribute_to_class(self, cls: type[models.Model], name: str, private_only: bool = False) -> None:
        super().contribute_to_class(cls, name, private_only)
        if self.required and not cls._meta.abstract and not cls.__module__.startswith("__fake__"):
            self._constrain(cls, name)

    def _constrain(self, cls: type[models.Model], name: str) -> None:
        constraint = models.CheckConstraint(
            condition=models.Q(**{f"{name}__has_keys": list(self.required)}),
            name=f"{cls._meta.app_label}_{cls._meta.model_name}_{name}_languages"[:63],
        )
        if constraint.name not in {c.name for c in cls._meta.constraints}:
            cls._meta.constraints = [*cls._meta.constraints, constraint]
            cls._meta.original_attrs["constraints"] = cls._meta.constraints

    def from_db_value(self, value: Any, expression: Any, connection: Any) -> Words | None:
        loaded = super().from_db_value(value, expression, connection)
        return None if loaded is None else Words(loaded)

    def to_python(self, value: Any) -> Any:
        return Words(value) if isinstance(value, Mapping) else super().to_python(value)

    def pre_save(self, model_instance: models.Model, add: bool) -> Any:
        """Keep only languages that say something: an empty string is no translation."""
        value = getattr(model_instance, self.attname)
        if isinstance(value, Mapping):
            value = Words({tag: text for tag, text in value.items() if text})
            setattr(model_instance, self.attname, value)
        return value

    def validate(self, value: Any, model_instance: models.Model | None) -> None:
        super().validate(value, model_instance)
        missing = [own_name(tag) for tag in self.required if not (value or {}).get(tag)]
        if missing:
            raise ValidationError(
                _("The text is missing in: %(languages)s. Write it there too."),
                params={"languages": listed(missing)},
            )
