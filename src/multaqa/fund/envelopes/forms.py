from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from multaqa.fund.envelopes.models import Envelope
from multaqa.fund.envelopes.rules import NEXT_STATES
from multaqa.ground.money.money import CENT
from multaqa.ground.territory.forms import TerritoryField
from multaqa.ground.territory.queries import Reach
from multaqa.listen.meetings.models import Announcement
from multaqa.listen.meetings.queries import visible_meetings
from multaqa.ui.forms import AmountField, TranslatedFormField


class EnvelopeForm(forms.Form):
    code = forms.SlugField(label=_("Code"), max_length=80, help_text=_("Letters, digits and hyphens."))
    title = TranslatedFormField(label=_("Title"), required_languages=("ar", "fr"))
    territory = TerritoryField()
    amount = AmountField(label=_("Amount in dirhams"), minimum=CENT)
    fiscal_year = forms.IntegerField(label=_("Fiscal year"), required=False, min_value=1990, max_value=2100)
    purpose = TranslatedFormField(label=_("Purpose"), required=False, rows=2)
    announcement = forms.ModelChoiceField(label=_("Announced as"), queryset=Announcement.objects.none(), required=False)

    def __init__(self, *args: Any, reach: Reach, **options: Any) -> None:
        super().__init__(*args, **options)
        said_in_public = Announcement.objects.filter(meeting__in=visible_meetings(None)).select_related("meeting")
        self.fields["announcement"].queryset = said_in_public  # type: ignore[attr-defined]
        self.fields["territory"].reach = reach  # type: ignore[attr-defined]


class EnvelopeMoveForm(forms.Form):
    state = forms.ChoiceField(label=_("New state"))
    reason = TranslatedFormField(label=_("What makes it so"), required_languages=("ar", "fr"))

    def __init__(self, *args: Any, envelope: Envelope, **options: Any) -> None:
        super().__init__(*args, **options)
        following = [Envelope.State(state) for state in NEXT_STATES[envelope.state]]
        self.fields["state"].choices = [(state.value, state.label) for state in following]  # type: ignore[attr-defined]
