from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from multaqa.fund.agreements.models import Agreement, AgreementParty, Commitment
from multaqa.fund.agreements.rules import NEXT_STATES
from multaqa.ground.actors.models import Organisation
from multaqa.ground.money.money import CENT
from multaqa.ground.territory.forms import TerritoryField
from multaqa.ground.territory.queries import Reach
from multaqa.plan.measures.models import Measure
from multaqa.ui.forms import AmountField, DayField, TranslatedFormField


class DraftForm(forms.Form):
    ref = forms.SlugField(
        label=_("Reference"), max_length=40, help_text=_("Letters, digits and hyphens, like AC-2026-07.")
    )
    title = TranslatedFormField(label=_("Title"), required_languages=("ar", "fr"))
    object = TranslatedFormField(label=_("What it is about"), required_languages=("ar", "fr"), rows=3)
    territory = TerritoryField()
    measures = forms.ModelMultipleChoiceField(label=_("Measures it serves"), queryset=Measure.objects.none())

    def __init__(self, *args: Any, reach: Reach, **options: Any) -> None:
        super().__init__(*args, **options)
        self.fields["territory"].reach = reach  # type: ignore[attr-defined]
        self.fields["measures"].queryset = Measure.objects.adopted().select_related(  # type: ignore[attr-defined]
            "objective__axis__strategy"
        )


class PartyForm(forms.Form):
    organisation = forms.ModelChoiceField(label=_("Organisation"), queryset=Organisation.objects.order_by("code"))
    role = forms.ChoiceField(label=_("Its role"), choices=AgreementParty.Role.choices)


class CommitmentForm(forms.Form):
    party = forms.ModelChoiceField(label=_("Party"), queryset=AgreementParty.objects.none())
    kind = forms.ChoiceField(label=_("What is given"), choices=Commitment.Kind.choices)
    amount = AmountField(
        label=_("Amount in dirhams"),
        required=False,
        minimum=CENT,
        help_text=_("Like 1 400 000; empty for what is in kind."),
    )
    fiscal_year = forms.IntegerField(label=_("Fiscal year"), required=False, min_value=1990, max_value=2100)
    cost_kind = forms.ChoiceField(
        label=_("Kind of cost"), choices=[("", "—"), *Commitment.CostKind.choices], required=False
    )
    description = TranslatedFormField(label=_("Description"), required=False)

    def __init__(self, *args: Any, agreement: Agreement, **options: Any) -> None:
        super().__init__(*args, **options)
        parties = agreement.parties.select_related("organisation")
        self.fields["party"].queryset = parties  # type: ignore[attr-defined]
        self.fields["party"].label_from_instance = lambda party: str(party.organisation)  # type: ignore[attr-defined]


class MoveForm(forms.Form):
    state = forms.ChoiceField(label=_("New state"))
    reason = TranslatedFormField(label=_("Reason"), required=False, help_text=_("Needed to suspend or to terminate."))

    def __init__(self, *args: Any, agreement: Agreement, **options: Any) -> None:
        super().__init__(*args, **options)
        following = [Agreement.State(state) for state in NEXT_STATES[agreement.state] if state != "signed"]
        self.fields["state"].choices = [(state.value, state.label) for state in following]  # type: ignore[attr-defined]


class SignForm(forms.Form):
    signed_on = DayField(label=_("Day of the signature"))
