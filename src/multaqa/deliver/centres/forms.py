from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from multaqa.deliver.centres.actions import CARD
from multaqa.deliver.centres.models import Centre, CentreQuerySet
from multaqa.deliver.centres.queries import centres_offering
from multaqa.deliver.centres.rules import NEXT_STATES
from multaqa.deliver.projects.models import Project
from multaqa.deliver.projects.queries import visible_projects
from multaqa.ground.actors.models import Organisation
from multaqa.ground.people.models import Person
from multaqa.ground.people.queries import reach_of
from multaqa.ground.territory.forms import TerritoryField
from multaqa.ground.territory.queries import inside_any
from multaqa.ground.vocabulary.models import Service, TargetGroup
from multaqa.ui.asking import Narrowing
from multaqa.ui.forms import DayField, TranslatedFormField
from multaqa.ui.rewording import RewordingForm


class CentreFilters(Narrowing):
    territory = TerritoryField(required=False)
    service = forms.ModelChoiceField(
        label=_("What is offered"),
        queryset=Service.objects.all(),
        to_field_name="code",
        required=False,
        empty_label=_("Anything"),
    )
    target_group = forms.ModelChoiceField(
        label=_("For whom"),
        queryset=TargetGroup.objects.all(),
        to_field_name="code",
        required=False,
        empty_label=_("Everybody"),
    )
    kind = forms.ChoiceField(label=_("Kind of centre"), choices=[("", _("Any")), *Centre.Kind.choices], required=False)

    def narrow(self, centres: CentreQuerySet) -> CentreQuerySet:
        """The centres that answer what was asked."""
        return centres_offering(centres, **self.chosen)


class PlanCentreForm(forms.Form):
    code = forms.SlugField(
        label=_("Code"), max_length=80, help_text=_("Letters, digits and hyphens: it stands in the page's address.")
    )
    kind = forms.ChoiceField(label=_("Kind of centre"), choices=Centre.Kind.choices)
    name = TranslatedFormField(label=_("Name"), required_languages=("ar", "fr"))
    territory = TerritoryField(help_text=_("A shelter stands under its province, never under a commune."))
    project = forms.ModelChoiceField(label=_("Project that builds it"), queryset=Project.objects.none(), required=False)

    def __init__(self, *args: Any, person: Person | None, **options: Any) -> None:
        super().__init__(*args, **options)
        reach = reach_of(person, "centre.manage")
        here = inside_any(reach.paths)
        self.fields["territory"].reach = reach  # type: ignore[attr-defined]
        self.fields["project"].queryset = visible_projects(person).filter(here)  # type: ignore[attr-defined]


class CardForm(RewordingForm):
    worded = (*CARD, "services", "target_groups")

    name = TranslatedFormField(label=_("Name"), required_languages=("ar", "fr"))
    description = TranslatedFormField(label=_("What people find there"), required=False, rows=3)
    services = forms.ModelMultipleChoiceField(
        label=_("Services"), queryset=Service.objects.all(), widget=forms.CheckboxSelectMultiple, required=False
    )
    target_groups = forms.ModelMultipleChoiceField(
        label=_("For whom"), queryset=TargetGroup.objects.all(), widget=forms.CheckboxSelectMultiple, required=False
    )
    hours = TranslatedFormField(label=_("Hours"), required=False)
    address = TranslatedFormField(label=_("How to get there"), required=False)
    phone = forms.CharField(
        label=_("Telephone"), max_length=24, required=False, widget=forms.TextInput({"type": "tel"})
    )
    capacity = forms.IntegerField(label=_("Capacity"), min_value=1, max_value=10_000, required=False)
    operator = forms.ModelChoiceField(
        label=_("Who runs it"), queryset=Organisation.objects.order_by("code"), required=False
    )

    def __init__(self, *args: Any, centre: Centre, **options: Any) -> None:
        super().__init__(*args, row=centre, **options)
        if centre.is_shelter:
            del self.fields["address"]


class OpenForm(forms.Form):
    opened_on = DayField(label=_("Day of the opening"))


class MoveCentreForm(forms.Form):
    state = forms.ChoiceField(label=_("New state"))
    reason = TranslatedFormField(label=_("Reason"), required=False, help_text=_("Needed to suspend or to close."))

    def __init__(self, *args: Any, centre: Centre, **options: Any) -> None:
        super().__init__(*args, **options)
        following = [Centre.State(state) for state in NEXT_STATES[centre.state] if state != Centre.State.OPEN]
        self.fields["state"].choices = [(state.value, state.label) for state in following]  # type: ignore[attr-defined]
