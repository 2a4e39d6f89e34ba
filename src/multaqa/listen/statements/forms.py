from typing import Any

from django import forms
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from multaqa.ground.territory.forms import TerritoryField
from multaqa.ground.vocabulary.models import TargetGroup
from multaqa.listen.contributions.models import LANGUAGES
from multaqa.listen.statements.models import Report, Statement, StatementQuerySet
from multaqa.listen.statements.queries import filters_of_later_stages, in_territory, with_words
from multaqa.ui.asking import Narrowing, leave_out, not_narrowed
from multaqa.ui.forms import PlainField

ALL = ("", _("All"))


class FilterForm(Narrowing):
    """The narrowing of a list of statements, by its address."""

    q = forms.CharField(label=_("Words or reference"), required=False, widget=forms.TextInput(attrs={"type": "search"}))
    territory = TerritoryField(required=False)
    kind = forms.ChoiceField(label=_("Kind"), choices=[ALL, *Statement.Kind.choices], required=False)
    group = forms.ChoiceField(label=_("Whom it is about"), required=False)
    language = forms.ChoiceField(label=_("Original language"), choices=[ALL, *LANGUAGES], required=False)

    def __init__(self, request: HttpRequest, **options: Any) -> None:
        super().__init__(request, **options)
        groups = [(group.code, str(group)) for group in TargetGroup.objects.all()]
        self.fields["group"].choices = [ALL, *groups]  # type: ignore[attr-defined]

    def narrow(self, statements: StatementQuerySet) -> StatementQuerySet:
        chosen, statements = self.chosen, self._narrowed_elsewhere(statements)
        if "q" in chosen:
            statements = with_words(statements, chosen["q"])
        if "territory" in chosen:
            statements = in_territory(statements, chosen["territory"])
        if "group" in chosen:
            statements = statements.filter(target_groups__code=chosen["group"])
        exact = {name: chosen[name] for name in ("kind", "language", "state") if name in chosen}
        return statements.filter(**exact)

    def _narrowed_elsewhere(self, statements: StatementQuerySet) -> StatementQuerySet:
        for name, (label, narrow) in filters_of_later_stages().items():
            value = self.request.GET.get(name, "")
            narrowed = narrow(statements, value) if value else statements
            if narrowed is None:
                leave_out(self.request, name, not_narrowed(label, value))
            else:
                statements = narrowed
        return statements


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
