from collections.abc import Sequence
from typing import Any, ClassVar

from django import forms
from django.db.models import Q
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from multaqa.ground.actors.models import Organisation
from multaqa.ground.territory.forms import PlacedFilters, TerritoriesField, TerritoryField
from multaqa.ground.territory.models import Territory
from multaqa.ground.territory.queries import REGIONS, Reach
from multaqa.ground.vocabulary.models import TargetGroup
from multaqa.listen.statements.queries import visible_statements
from multaqa.plan.measures.models import Measure, MeasureQuerySet
from multaqa.plan.measures.queries import binding_measures, measures_for
from multaqa.plan.measures.rules import NEXT_STATES
from multaqa.plan.strategy.models import Objective, Strategy
from multaqa.ui.asking import Narrowing
from multaqa.ui.forms import AmountField, DayField, TranslatedFormField
from multaqa.ui.rewording import RewordingForm
from multaqa.understand.themes.models import Theme

BOTH = ("ar", "fr")


class MeasureFilters(Narrowing):
    territory = TerritoryField(label=_("Acts in"), required=False, listed=REGIONS, empty_label=_("All territories"))
    state = forms.ChoiceField(label=_("State"), choices=[("", _("All states")), *Measure.State.choices], required=False)

    def narrow(self) -> MeasureQuerySet:
        """What was promised in the versions in force, where and as far as was asked."""
        territory, state = (self.chosen.get(name) for name in ("territory", "state"))
        measures = measures_for(territory) if territory else binding_measures(None)
        return measures.filter(state=state) if state else measures


class DeskFilters(PlacedFilters):
    """Measures by words, and by what waits for somebody."""

    asks = ("q", "state")
    TO_ADOPT = Q(state=Measure.State.PROPOSED) & ~Q(objective__axis__strategy__state__in=Strategy.AS_READ)
    WAITING: ClassVar = {
        "without": (_("without an origin"), TO_ADOPT & Q(origins_count=0)),
        "proposed": (_("to adopt"), TO_ADOPT),
        "running": (_("to follow"), Q(state__in=(Measure.State.ADOPTED, Measure.State.RUNNING))),
    }

    def __init__(self, request: HttpRequest) -> None:
        super().__init__(request, states=[(name, label) for name, (label, _rows) in self.WAITING.items()])

    def standing(self, state: str) -> Q:
        return self.WAITING[state][1]


class MeasureForm(forms.Form):
    """A promise: what, who, where, for whom, by when, and how one will know."""

    title = TranslatedFormField(label=_("Short name"), required_languages=BOTH)
    promise = TranslatedFormField(
        label=_("The promise, in one sentence"), required_languages=BOTH, rows=2, help_text=_("Who gets what, by when.")
    )
    owner = forms.ModelChoiceField(
        label=_("Who keeps it"), queryset=Organisation.objects.order_by("code"), required=False
    )
    territories = TerritoriesField(
        label=_("Where it acts"), required=False, help_text=_("None: wherever the strategy does.")
    )
    target_groups = forms.ModelMultipleChoiceField(
        label=_("For whom"),
        queryset=TargetGroup.objects.all(),
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )
    indicator = TranslatedFormField(label=_("What is counted"), required=False)
    unit = TranslatedFormField(label=_("In which unit"), required=False)
    baseline = AmountField(label=_("The figure before"), required=False, help_text=_("Empty when it is not known."))
    baseline_year = forms.IntegerField(label=_("Its year"), required=False, min_value=1950, max_value=2150)
    target = AmountField(label=_("The figure to reach"), required=False)
    due_on = DayField(label=_("By when"), required=False)

    def __init__(self, *args: Any, reach: Reach, held: Sequence[Territory] = (), **options: Any) -> None:
        super().__init__(*args, **options)
        self.fields["territories"].reach = reach  # type: ignore[attr-defined]
        self.fields["territories"].kept = held  # type: ignore[attr-defined]


class ProposalForm(MeasureForm):
    objective = forms.ModelChoiceField(label=_("Objective"), queryset=Objective.objects.none())
    code = forms.CharField(label=_("Code"), max_length=24, help_text=_("Such as M-2.3, the same in each version."))
    field_order = ("objective", "code", "title", "promise")

    def __init__(self, *args: Any, strategy: Strategy, **options: Any) -> None:
        super().__init__(*args, **options)
        objectives = Objective.objects.filter(axis__strategy=strategy).order_by("axis__order", "order")
        self.fields["objective"].queryset = objectives  # type: ignore[attr-defined]


class RevisionForm(RewordingForm, MeasureForm):
    """A new wording or figure; of an adopted measure, with the reason that the public reads."""

    worded = ("title", "promise", "owner", "territories", "target_groups", "indicator", "unit", "baseline",
              "baseline_year", "target", "due_on")  # fmt: skip

    reason = TranslatedFormField(label=_("Why it changes"), required_languages=BOTH, rows=2)

    def __init__(self, *args: Any, measure: Measure, **options: Any) -> None:
        super().__init__(*args, row=measure, held=list(measure.territories.all()), **options)
        if measure.state == Measure.State.PROPOSED:
            del self.fields["reason"]


class OriginForm(forms.Form):
    """One origin: a theme, a statement by its reference, or a written reason."""

    theme = forms.ModelChoiceField(label=_("A theme"), queryset=Theme.objects.published(), required=False)
    statement = forms.CharField(label=_("A statement"), required=False, help_text=_("By its reference: BMK-2022-0012."))
    reason = TranslatedFormField(
        label=_("A reason from elsewhere"), required=False, rows=2, help_text=_("In Arabic and French: a law, a study.")
    )

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        given = [name for name in ("theme", "statement", "reason") if cleaned.get(name)]
        if len(given) != 1 and not self.errors:
            raise forms.ValidationError(_("Give one origin: a theme, a statement, or a reason. Add others one by one."))
        if ref := cleaned.get("statement"):
            cleaned["statement"] = visible_statements(None).filter(ref=ref.strip()).first()
            if cleaned["statement"] is None:
                self.add_error(
                    "statement", _("No published statement has the reference %(ref)s. Check it.") % {"ref": ref}
                )
        return {name: cleaned.get(name) or None for name in ("theme", "statement", "reason")}


class MoveForm(forms.Form):
    state = forms.ChoiceField(label=_("New state"))
    reason = TranslatedFormField(label=_("Reason"), required=False, rows=2, help_text=_("Needed to abandon it."))

    def __init__(self, *args: Any, measure: Measure, **options: Any) -> None:
        super().__init__(*args, **options)
        following = [Measure.State(state) for state in NEXT_STATES[measure.state] if state != Measure.State.ADOPTED]
        self.fields["state"].choices = [(state.value, state.label) for state in following]  # type: ignore[attr-defined]
