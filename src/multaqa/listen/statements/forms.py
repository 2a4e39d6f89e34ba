from django import forms
from django.utils.translation import gettext_lazy as _

from multaqa.listen.statements.models import Report
from multaqa.ui.forms import PlainField


class ReportForm(forms.Form):
    reason = forms.ChoiceField(label=_("What is wrong?"), choices=Report.Reason.choices, widget=forms.RadioSelect)
    text = PlainField(
        label=_("In a few words"),
        required=False,
        max_length=1000,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("Tell us which words. Please name nobody here either."),
    )
    website = forms.CharField(required=False, widget=forms.HiddenInput)

    def clean_website(self) -> str:
        if self.cleaned_data["website"]:
            raise forms.ValidationError(_("Only a machine fills in this field. Empty it, then send again."))
        return ""
