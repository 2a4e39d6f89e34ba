from django import forms
from django.utils.translation import gettext_lazy as _

from multaqa.listen.rounds.models import Round


class UploadForm(forms.Form):
    round = forms.ModelChoiceField(label=_("Round"), queryset=Round.objects.filter(state=Round.State.OPEN))
    file = forms.FileField(
        label=_("Table (CSV or XLSX)"),
        help_text=_("At most 5 MB and 5,000 rows. You see what would happen to each row before anything is written."),
        widget=forms.ClearableFileInput(attrs={"accept": ".csv,.xlsx"}),
    )
