"""Choosing a place without a script: a region or province from a list, and a commune by its name."""

from collections.abc import Iterable
from typing import Any

from django import forms
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from multaqa.ground.territory.models import Territory
from multaqa.ground.territory.queries import regions_with_provinces
from multaqa.ground.vocabulary.folding import fold
from multaqa.ui.formats import listed

NAMED = 5


def grouped_places(paths: Iterable[str] = ("",)) -> list[Any]:
    """Regions with their provinces, as far as they lie in one of the territories or hold one; two queries."""
    roots = list(paths)
    groups: list[Any] = []
    for group in regions_with_provinces(get_language() or "fr"):
        provinces = [(p.code, str(p.name)) for p in group.provinces if any(p.path.startswith(r) for r in roots)]
        if any(group.region.path.startswith(root) for root in roots):
            provinces.insert(0, (group.region.code, str(_("%(region)s (the whole region)") % {"region": group.region})))
        if provinces:
            groups.append((str(group.region.name), provinces))
    return groups


class PlaceForm(forms.Form):
    """Cleans to `territory`: the commune where one is named, otherwise the place chosen from the list."""

    place = forms.ChoiceField(label=_("Province or prefecture"))
    commune = forms.CharField(
        label=_("Commune"),
        required=False,
        max_length=80,
        help_text=_("Its name in Arabic or in Latin letters; leave it empty if it concerns the whole province."),
    )

    def __init__(self, *args: Any, paths: Iterable[str] = ("",), **options: Any) -> None:
        super().__init__(*args, **options)
        choices = grouped_places(paths)
        self.fields["place"].choices = [("", _("Choose…")), *choices]  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        if code := cleaned.pop("place", ""):
            place = Territory.objects.get(code=code)
            cleaned["territory"] = self._commune(place, cleaned.get("commune", "")) or place
        cleaned.pop("commune", None)
        return cleaned

    def _commune(self, place: Territory, name: str) -> Territory | None:
        if not name.strip():
            return None
        kinds = [Territory.Kind.COMMUNE, Territory.Kind.ARRONDISSEMENT]
        communes = Territory.objects.within(place).filter(kind__in=kinds)
        found = list(communes.filter(search_text__contains=fold(name))[: NAMED + 1])
        exact = [one for one in found if fold(name) in {fold(text) for text in one.name.values()}]
        if len(exact or found) == 1:
            return (exact or found)[0]
        self.add_error("commune", self._not_found(name, place, found))
        return None

    def _not_found(self, name: str, place: Territory, found: list[Territory]) -> forms.ValidationError:
        if found:
            return forms.ValidationError(
                _("Several communes of %(place)s are called so: %(names)s. Write the whole name."),
                params={"place": place, "names": listed(found[:NAMED])},
            )
        return forms.ValidationError(
            _("No commune of %(place)s is called “%(name)s”. Check the spelling, or leave it empty."),
            params={"place": place, "name": name},
        )
