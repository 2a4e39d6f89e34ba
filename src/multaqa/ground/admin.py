"""Django's admin, for reference tables alone. Everything else has its own pages, where its own rules hold."""

from collections.abc import Callable
from typing import Any

from django import forms
from django.contrib import admin
from django.db import models
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.http import urlencode
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from multaqa.ground.actors.models import Organisation
from multaqa.ground.journal.actions import SystemActor, record
from multaqa.ground.people.models import RoleTemplate
from multaqa.ground.people.rules import Doer, lacks_second_factor, person_of
from multaqa.ground.sources.models import Source
from multaqa.ground.territory.models import Territory
from multaqa.ground.vocabulary.fields import TranslatedField, Words
from multaqa.ground.vocabulary.models import Service, TargetGroup
from multaqa.ui.forms import TranslatedFormField, put_in
from multaqa.ui.rewording import have_moved, mark, seen_in, standing

LABELS = {
    "code": _("Code"),
    "name": _("Name"),
    "description": _("Description"),
    "kind": _("Kind"),
    "order": _("Order in lists"),
    "verbs": pgettext_lazy("role", "Rights"),
    "territory": _("Territory"),
    "parent": _("Part of"),
    "source": _("Source"),
    "outlet": _("Published by"),
    "title": _("Title"),
    "published_on": _("Day of publication"),
    "url": _("Address"),
    "note": _("Note"),
}


def column(name: str) -> Callable[[models.Model], str]:
    """A column of a list, under its translated label and in the reader's words."""

    @admin.display(description=LABELS[name], ordering=name)
    def show(row: models.Model) -> str:
        shown = getattr(row, f"get_{name}_display", None)
        value = shown() if shown else getattr(row, name)
        return "" if value is None else str(value)

    return show


class ReferenceTables(admin.AdminSite):
    site_header = site_title = _("Reference tables")
    index_title = _("Lists that every part of Multaqa uses")
    site_url = None

    def has_permission(self, request: HttpRequest) -> bool:
        user = request.user
        return bool(user.is_active and getattr(user, "is_superuser", False) and not lacks_second_factor(user))

    def login(self, request: HttpRequest, extra_context: dict[str, Any] | None = None) -> HttpResponse:
        """The house has one way in, which also asks for the second factor."""
        return redirect(f"{reverse('account_login')}?{urlencode({'next': request.get_full_path()})}")


class ReferenceForm(forms.ModelForm):  # type: ignore[type-arg]
    """A row of a reference table. Whoever saves second is told what it says now, and keeps what was typed."""

    seen = forms.CharField(required=False, widget=forms.HiddenInput)

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        self.fields["seen"].initial = seen_in(self._stands(self.instance)) if self.instance.pk else ""

    def _stands(self, row: models.Model) -> dict[str, Any]:
        return standing(row, (name for name in self.fields if name != "seen"))

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        seen = cleaned.pop("seen", None) if self["seen"].data is not None else None
        if self.instance.pk:
            rows = type(self.instance)._default_manager.select_for_update(no_key=True)
            self._tell_what_moved(cleaned, self._stands(rows.get(pk=self.instance.pk)), seen)
        return cleaned

    def _tell_what_moved(self, cleaned: dict[str, Any], stands: dict[str, Any], seen: str | None) -> None:
        for name, value in stands.items():
            if have_moved({name: value}, seen) and mark(cleaned.get(name)) != mark(value):
                said = _("Somebody else changed this meanwhile. It says now: %(now)s")
                self.add_error(name, forms.ValidationError(said, params={"now": value}))
        if self.errors:
            put_in(self, "seen", seen_in(stands))


class ReferenceAdmin(admin.ModelAdmin):  # type: ignore[type-arg]
    """A table whose every change is a line of the journal; what is in use stays."""

    form = ReferenceForm
    formfield_overrides = {models.URLField: {"assume_scheme": "https"}}

    def formfield_for_dbfield(self, db_field: Any, request: HttpRequest, **options: Any) -> forms.Field | None:
        options["label"] = LABELS.get(db_field.name, db_field.verbose_name)
        if isinstance(db_field, TranslatedField):
            return TranslatedFormField(label=options["label"], required_languages=db_field.required)
        return super().formfield_for_dbfield(db_field, request, **options)

    def get_fields(self, request: HttpRequest, obj: models.Model | None = None) -> Any:
        return list(dict.fromkeys([*super().get_fields(request, obj), "seen"]))

    def save_model(self, request: HttpRequest, obj: models.Model, form: Any, change: bool) -> None:
        for field in obj._meta.fields:
            if isinstance(field, TranslatedField):
                setattr(obj, field.name, Words(getattr(obj, field.name)))
        super().save_model(request, obj, form, change)
        changes = {name: form.cleaned_data.get(name) for name in form.changed_data if name != "seen"}
        record(_doer(request), "changed" if change else "added", obj, **changes)

    def delete_model(self, request: HttpRequest, obj: models.Model) -> None:
        record(_doer(request), "deleted", obj)
        super().delete_model(request, obj)

    def get_actions(self, request: HttpRequest) -> dict[str, Any]:
        """One row at a time: a deletion in bulk would pass the journal by."""
        return {}


def _doer(request: HttpRequest) -> Doer:
    return person_of(request.user) or SystemActor("administrator")


class CodeAdmin(ReferenceAdmin):
    list_display = (column("code"), column("name"))
    search_fields = ("code",)


class TerritoryAdmin(ReferenceAdmin):
    """Names alone: what exists, and where it lies, comes from the census."""

    fields = ("name",)
    list_display = (column("code"), column("name"), column("kind"))
    search_fields = ("code", "search_text")
    list_per_page = 50

    def has_add_permission(self, request: HttpRequest) -> bool:
        return False

    def has_delete_permission(self, request: HttpRequest, obj: models.Model | None = None) -> bool:
        return False


class OrganisationAdmin(ReferenceAdmin):
    list_display = (column("code"), column("name"), column("kind"))
    list_filter = ("kind",)
    search_fields = ("code", "search_text")
    raw_id_fields = ("territory", "parent", "source")


class SourceAdmin(ReferenceAdmin):
    list_display = (column("code"), column("outlet"), column("title"), column("published_on"))
    search_fields = ("code", "outlet", "title")


reference_tables = ReferenceTables(name="admin")
for model in (TargetGroup, Service, RoleTemplate):
    reference_tables.register(model, CodeAdmin)
reference_tables.register(Territory, TerritoryAdmin)
reference_tables.register(Organisation, OrganisationAdmin)
reference_tables.register(Source, SourceAdmin)
