from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from multaqa.fund.agreements.models import Agreement, Commitment
from multaqa.fund.disbursements.models import Disbursement
from multaqa.fund.disbursements.rules import NEXT_STATES
from multaqa.ground.actors.models import Organisation
from multaqa.ground.money.money import CENT
from multaqa.ui.forms import AmountField, DayField, TranslatedFormField


class PaymentForm(forms.Form):
    commitment = forms.ModelChoiceField(label=_("On which promise"), queryset=Commitment.objects.none())
    amount = AmountField(label=_("Amount in dirhams"), minimum=CENT)
    payee = forms.ModelChoiceField(label=_("Paid to"), queryset=Organisation.objects.order_by("code"), required=False)

    def __init__(self, *args: Any, agreement: Agreement, **options: Any) -> None:
        super().__init__(*args, **options)
        money = agreement.commitments.filter(kind=Commitment.Kind.MONEY).select_related("party__organisation")
        self.fields["commitment"].queryset = money  # type: ignore[attr-defined]
        self.fields["commitment"].label_from_instance = (  # type: ignore[attr-defined]
            lambda commitment: f"{commitment.party.organisation} · {commitment.fiscal_year}"
        )


class PaymentMoveForm(forms.Form):
    state = forms.ChoiceField(label=_("New state"))
    value_on = DayField(label=_("Value day"), required=False)
    reason = TranslatedFormField(label=_("Reason"), required=False)

    def __init__(self, *args: Any, payment: Disbursement, **options: Any) -> None:
        super().__init__(*args, **options)
        following = [Disbursement.State(state) for state in NEXT_STATES[payment.state]]
        self.fields["state"].choices = [(state.value, state.label) for state in following]  # type: ignore[attr-defined]
