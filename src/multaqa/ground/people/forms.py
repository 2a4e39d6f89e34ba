from typing import Any

from django import forms
from django.conf import settings
from django.contrib.auth.password_validation import validate_password
from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from multaqa.ground.people.models import Invitation, Person, RoleTemplate
from multaqa.ground.people.queries import givable_templates, reach_of
from multaqa.ground.people.sign_in_forms import AGAIN, EMAIL, PASSWORD, PASSWORD_HELP
from multaqa.ground.territory.forms import PlacedFilters, TerritoryField
from multaqa.ground.territory.models import Territory
from multaqa.ui.directions import own_name
from multaqa.ui.forms import TranslatedFormField

LANGUAGES = [(tag, own_name(tag)) for tag, _name in settings.LANGUAGES]
WHERE_ROLES_HOLD = (Territory.Kind.COUNTRY, Territory.Kind.REGION, *Territory.PROVINCE_LEVEL)


class RoleFilters(PlacedFilters):
    """Who may do what, by place and by role."""

    asks = ("territory",)
    role = forms.ModelChoiceField(
        RoleTemplate.objects.all(), label=_("Role"), to_field_name="code", required=False, empty_label=_("All")
    )

    def narrow(self, rows: QuerySet[Any]) -> QuerySet[Any]:
        rows = super().narrow(rows)
        return rows.filter(template=self.chosen["role"]) if "role" in self.chosen else rows


class RoleForm(forms.Form):
    """Which role, and where: no more than the giver holds."""

    template = forms.ModelChoiceField(RoleTemplate.objects.none(), label=_("Role"), empty_label="—")
    territory = TerritoryField(help_text=_("The role holds there and in all that lies within."))

    def __init__(self, *args: Any, giver: Person, **options: Any) -> None:
        super().__init__(*args, **options)
        self.fields["template"].queryset = givable_templates(giver)  # type: ignore[attr-defined]
        self.fields["territory"].reach = reach_of(giver, "person.invite", WHERE_ROLES_HOLD)  # type: ignore[attr-defined]


class InviteForm(RoleForm):
    email = forms.EmailField(label=EMAIL, help_text=_("The invitation is sent there; its link works once."))
    language = forms.ChoiceField(choices=LANGUAGES, label=_("Language of the invitation"))
    field_order = ("email", "template", "territory", "language")


class AcceptForm(forms.Form):
    """What an invited person tells of themselves, and the password they choose."""

    name = TranslatedFormField(
        languages=("ar", "fr"),
        required=True,
        label=_("Your name"),
        help_text=_("As colleagues will read it; one is enough."),
    )
    password = forms.CharField(
        label=PASSWORD,
        help_text=PASSWORD_HELP,
        strip=False,
        widget=forms.PasswordInput({"autocomplete": "new-password"}),
    )
    again = forms.CharField(label=AGAIN, strip=False, widget=forms.PasswordInput({"autocomplete": "new-password"}))

    def __init__(self, *args: Any, offer: Invitation, **options: Any) -> None:
        super().__init__(*args, **options)
        self.offer = offer

    def clean_password(self) -> str:
        about: Any = self.offer  # there is no account yet; its address is the offer's
        validate_password(self.cleaned_data["password"], about)
        return str(self.cleaned_data["password"])

    def clean(self) -> dict[str, Any]:
        given: dict[str, Any] = super().clean() or {}
        if "password" in given and "again" in given and given["password"] != given["again"]:
            self.add_error("again", _("The two passwords differ. Type the same one twice."))
        return given


class LanguageForm(forms.Form):
    language = forms.ChoiceField(
        choices=LANGUAGES, label=_("Language of your mails"), widget=forms.RadioSelect, required=True
    )
