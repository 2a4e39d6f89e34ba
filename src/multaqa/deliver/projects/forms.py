from typing import Any

from django import forms
from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from multaqa.deliver.projects.models import Project
from multaqa.deliver.projects.rules import NEXT_STATES
from multaqa.fund.agreements.models import Agreement
from multaqa.fund.agreements.queries import visible_agreements
from multaqa.ground.actors.models import Organisation
from multaqa.ground.people.models import Person
from multaqa.ground.people.queries import reach_of
from multaqa.ground.territory.forms import PlacedFilters, TerritoryField
from multaqa.plan.measures.models import Measure
from multaqa.plan.measures.queries import binding_measures
from multaqa.ui.asking import Narrowing
from multaqa.ui.forms import DayField, TranslatedFormField


class ProjectFilters(Narrowing):
    territory = TerritoryField(required=False)
    state = forms.ChoiceField(label=_("State"), required=False)
    late = forms.BooleanField(label=_("Only those past their forecast"), required=False)

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        public = [choice for choice in Project.State.choices if choice[0] != Project.State.IDEA]
        self.fields["state"].choices = [("", _("Any")), *public]  # type: ignore[attr-defined]

    def narrow(self, projects: QuerySet[Project]) -> QuerySet[Project]:
        """The projects that answer what was asked."""
        if territory := self.chosen.get("territory"):
            projects = projects.filter(territory__path__inside=territory.path)
        if state := self.chosen.get("state"):
            projects = projects.filter(state=state)
        return projects.late() if self.chosen.get("late") else projects  # type: ignore[attr-defined]


class DeskFilters(PlacedFilters):
    late = forms.BooleanField(label=_("Only those past their forecast"), required=False)

    def narrow(self, rows: QuerySet[Project]) -> QuerySet[Project]:
        rows = super().narrow(rows)
        return rows.late() if self.chosen.get("late") else rows  # type: ignore[attr-defined,no-any-return]


class ProposeForm(forms.Form):
    code = forms.SlugField(
        label=_("Code"), max_length=80, help_text=_("Letters, digits and hyphens: it stands in the page's address.")
    )
    title = TranslatedFormField(label=_("Title"), required_languages=("ar", "fr"))
    territory = TerritoryField()
    owner = forms.ModelChoiceField(
        label=_("Who builds it"), queryset=Organisation.objects.order_by("code"), required=False
    )
    measure = forms.ModelChoiceField(label=_("Measure it carries out"), queryset=Measure.objects.none(), required=False)
    agreement = forms.ModelChoiceField(
        label=_("Agreement that pays for it"), queryset=Agreement.objects.none(), required=False
    )
    starts_on = DayField(label=_("Start"), required=False)
    forecast_on = DayField(label=_("End forecast"), required=False)

    def __init__(self, *args: Any, person: Person | None, **options: Any) -> None:
        super().__init__(*args, **options)
        self.fields["territory"].reach = reach_of(person, "project.manage")  # type: ignore[attr-defined]
        self.fields["measure"].queryset = binding_measures(person)  # type: ignore[attr-defined]
        self.fields["agreement"].queryset = visible_agreements(person)  # type: ignore[attr-defined]


class MoveProjectForm(forms.Form):
    state = forms.ChoiceField(label=_("New state"))
    on = DayField(label=_("Day"), required=False, help_text=_("Needed when the project is delivered."))
    reason = TranslatedFormField(label=_("Reason"), required=False, help_text=_("Needed to suspend or to cancel."))

    def __init__(self, *args: Any, project: Project, **options: Any) -> None:
        super().__init__(*args, **options)
        following = [Project.State(state) for state in NEXT_STATES[project.state]]
        self.fields["state"].choices = [(state.value, state.label) for state in following]  # type: ignore[attr-defined]


class ProgressForm(forms.Form):
    percent = forms.IntegerField(label=_("Done, in percent"), min_value=0, max_value=100)
    forecast_on = DayField(label=_("End forecast"), required=False, help_text=_("Leave empty where nobody can say."))
    note = TranslatedFormField(label=_("What happened since"), required=False, rows=2)
