from typing import Any

from django import forms
from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from multaqa.ground.territory.forms import TerritoryField
from multaqa.ground.territory.queries import Reach
from multaqa.listen.rounds.models import Round
from multaqa.plan.strategy.models import Axis, Strategy
from multaqa.ui.forms import DayField, TranslatedFormField
from multaqa.ui.rewording import PartRewordingForm, RewordingForm

BOTH = ("ar", "fr")


class WordsForm(forms.Form):
    """What a version is called, what it is, and for which years."""

    title = TranslatedFormField(label=_("Title"), required_languages=BOTH)
    summary = TranslatedFormField(label=_("Summary"), required=False, rows=3)
    period_start = forms.IntegerField(label=_("First year"), required=False, min_value=1950, max_value=2150)
    period_end = forms.IntegerField(label=_("Final year"), required=False, min_value=1950, max_value=2150)

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        start, end = cleaned.get("period_start"), cleaned.get("period_end")
        if start and end and end < start:
            self.add_error(
                "period_end",
                _("%(end)s comes before %(start)s. Correct one.") % {"end": end, "start": start},
            )
        return cleaned


class DraftForm(WordsForm):
    code = forms.SlugField(
        label=_("Code"), help_text=_("The same for all its versions, such as social-pole-2021-2026.")
    )
    version = forms.SlugField(label=_("Version"), max_length=24, help_text=_("Such as consulted, adopted, 2024."))
    territory = TerritoryField()
    rounds = forms.ModelMultipleChoiceField(
        label=_("Rounds it was consulted in"), queryset=Round.objects.none(), required=False
    )
    succeeds = forms.ModelChoiceField(label=_("Succeeds"), queryset=Strategy.objects.none(), required=False)
    field_order = ("code", "version", "territory", "title", "summary", "period_start", "period_end")

    def __init__(self, *args: Any, reach: Reach, rounds: QuerySet[Round], strategies: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        self.fields["territory"].reach = reach  # type: ignore[attr-defined]
        for name, choices in {"rounds": rounds, "succeeds": strategies}.items():
            self.fields[name].queryset = choices  # type: ignore[attr-defined]


class RevisionForm(RewordingForm, WordsForm):
    """The words of a version that is still a draft."""

    worded = ("title", "summary", "period_start", "period_end")


class AxisForm(PartRewordingForm):
    worded = ("order", "title", "description")
    code = forms.CharField(label=_("Code"), max_length=24, help_text=_("Such as A1. One with this code is reworded."))
    order = forms.IntegerField(label=_("Place in the order"), min_value=0, max_value=999)
    title = TranslatedFormField(label=_("Title"), required_languages=BOTH)
    description = TranslatedFormField(label=_("Description"), required=False, rows=3)


class ObjectiveForm(PartRewordingForm):
    worded = ("order", "title")
    axis = forms.ModelChoiceField(label=_("Axis"), queryset=Axis.objects.none())
    code = forms.CharField(label=_("Code"), max_length=24, help_text=_("Like O-1.2. One with this code is reworded."))
    order = forms.IntegerField(label=_("Place in the order"), min_value=0, max_value=999)
    title = TranslatedFormField(label=_("Title"), required_languages=BOTH)

    def __init__(self, *args: Any, strategy: Strategy, **options: Any) -> None:
        super().__init__(*args, **options)
        self.fields["axis"].queryset = strategy.axes.all()  # type: ignore[attr-defined]


class AdoptionForm(forms.Form):
    adopted_on = DayField(label=_("Day of the adoption"))


class NextVersionForm(forms.Form):
    version = forms.SlugField(label=_("Name of the next version"), max_length=24, help_text=_("Such as adopted, 2024."))
