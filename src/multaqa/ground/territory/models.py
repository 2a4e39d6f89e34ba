from collections.abc import Iterable
from typing import Any, Self

from django.db import models
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from multaqa.ground.vocabulary.fields import TranslatedField, Words
from multaqa.ground.vocabulary.models import Searchable

SEPARATOR = "/"


@models.CharField.register_lookup
class Inside(models.Lookup):
    """`path__inside="/MA/05/"`: that territory and all below it, by the index of either database.

    Census codes are not prefix-safe; a path with a separator at both ends is.
    """

    lookup_name = "inside"

    def as_sql(self, compiler: Any, connection: Any) -> tuple[str, tuple[str | int, ...]]:
        column, column_params = self.process_lhs(compiler, connection)
        return f"({column} >= %s AND {column} < %s)", (*column_params, self.rhs, *column_params, self._end())

    def as_postgresql(self, compiler: Any, connection: Any) -> tuple[str, tuple[str | int, ...]]:
        column, column_params = self.process_lhs(compiler, connection)
        return f"{column} LIKE %s", (*column_params, f"{self.rhs}%")

    def _end(self) -> str:
        path = str(self.rhs)
        return path[:-1] + chr(ord(SEPARATOR) + 1)


class TerritoryQuerySet(models.QuerySet["Territory"]):
    def within(self, territory: "Territory") -> Self:
        """The territory itself and everything below it."""
        return self.filter(path__inside=territory.path)

    def above(self, territory: "Territory") -> Self:
        """From the country down to the territory itself."""
        return self.filter(path__in=territory.paths_above()).order_by("path")

    def in_sums(self) -> Self:
        """Units that add up to the country: without Casablanca's prefectures of arrondissements."""
        return self.exclude(kind=Territory.Kind.PREFECTURE_OF_ARRONDISSEMENTS)


class Territory(Searchable):
    """A place with an administration of its own, from the country to the arrondissement."""

    class Kind(models.TextChoices):
        COUNTRY = "country", _("Country")
        REGION = "region", pgettext_lazy("territory", "Region")
        PROVINCE = "province", _("Province")
        PREFECTURE = "prefecture", _("Prefecture")
        PREFECTURE_OF_ARRONDISSEMENTS = "prefecture_of_arrondissements", _("Prefecture of arrondissements")
        CERCLE = "cercle", pgettext_lazy("territory", "Cercle")
        COMMUNE = "commune", _("Commune")
        ARRONDISSEMENT = "arrondissement", _("Arrondissement")

    PROVINCE_LEVEL = (Kind.PROVINCE, Kind.PREFECTURE)

    code = models.CharField(max_length=32, unique=True)
    kind = models.CharField(max_length=32, choices=Kind.choices)
    parent = models.ForeignKey("self", models.PROTECT, null=True, blank=True, related_name="children")
    path = models.CharField(max_length=200, unique=True, editable=False)
    name = TranslatedField(required=["ar", "fr"])

    objects = TerritoryQuerySet.as_manager()

    class Meta:
        ordering = ["path"]
        verbose_name = _("territory")
        verbose_name_plural = _("territories")
        constraints = [
            models.CheckConstraint(
                condition=models.Q(path__startswith=SEPARATOR) & models.Q(path__endswith=SEPARATOR),
                name="territory_path_closed_by_separators",
            )
        ]

    def __str__(self) -> str:
        return str(self.name)

    def get_absolute_url(self) -> str:
        return reverse("ground:territory", args=[self.code])

    def save(self, *args: Any, **options: Any) -> None:
        self.path = self.path_from_parent()
        super().save(*args, **options)

    def path_from_parent(self) -> str:
        return f"{self.parent.path if self.parent else SEPARATOR}{self.code}{SEPARATOR}"

    def search_words(self) -> Iterable[str | Words]:
        return [self.name, self.code]

    def paths_above(self) -> list[str]:
        codes = self.path.strip(SEPARATOR).split(SEPARATOR)
        return [SEPARATOR + SEPARATOR.join(codes[: n + 1]) + SEPARATOR for n in range(len(codes))]

    def is_within(self, path: str) -> bool:
        return self.path.startswith(path)

    def holds(self, path: str) -> bool:
        """Whether that path is its own, or lies below it."""
        return path.startswith(self.path)
