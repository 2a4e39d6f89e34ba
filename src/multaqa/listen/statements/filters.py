"""What a list of statements is narrowed to by its address."""

from typing import Any

from django import forms
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from multaqa.ground.territory.forms import TerritoryField
from multaqa.ground.vocabulary.models import TargetGroup
from multaqa.listen.contributions.models import LANGUAGES
from multaqa.listen.meetings.queries import visible_meetings
from multaqa.listen.statements.models import Statement, StatementQuerySet
from multaqa.listen.statements.queries import filters_of_later_stages, in_territory, with_words
from multaqa.ui.asking import Narrowing, leave_out, not_narrowed

ALL = ("", _("All"))


class FilterForm(Narrowing):
    """The narrowing of a list of statements, by its address."""

    q = forms.CharField(label=_("Words or reference"), required=False, widget=forms.TextInput(attrs={"type": "search"}))
    territory = TerritoryField(required=False)
    kind = forms.ChoiceField(label=_("Kind"), choices=[ALL, *Statement.Kind.choices], required=False)
    group = forms.ChoiceField(label=_("Whom it is about"), required=False)
    meeting = forms.ChoiceField(label=_("Meeting"), required=False)
    language = forms.ChoiceField(label=_("Original language"), choices=[ALL, *LANGUAGES], required=False)

    def __init__(self, request: HttpRequest, **options: Any) -> None:
        super().__init__(request, **options)
        self._offer("group", [(group.code, str(group)) for group in TargetGroup.objects.all()])
        self._offer("meeting", [(meeting.code, str(meeting.title)) for meeting in visible_meetings(None)])
        for name, later in filters_of_later_stages().items():
            if later.choices:
                self.fields[name] = forms.ChoiceField(label=str(later.label), required=False)
                self._offer(name, later.choices())

    def _offer(self, name: str, choices: Any) -> None:
        self.fields[name].choices = [ALL, *choices]  # type: ignore[attr-defined]

    def narrow(self, statements: StatementQuerySet) -> StatementQuerySet:
        chosen, statements = self.chosen, self._narrowed_elsewhere(statements)
        if "q" in chosen:
            statements = with_words(statements, chosen["q"])
        if "territory" in chosen:
            statements = in_territory(statements, chosen["territory"])
        if "group" in chosen:
            statements = statements.filter(target_groups__code=chosen["group"])
        if "meeting" in chosen:
            statements = statements.filter(contribution__meeting__code=chosen["meeting"])
        exact = {name: chosen[name] for name in ("kind", "language", "state") if name in chosen}
        return statements.filter(**exact)

    def _narrowed_elsewhere(self, statements: StatementQuerySet) -> StatementQuerySet:
        for name, later in filters_of_later_stages().items():
            value = self._asked(name)
            narrowed = later.narrow(statements, value) if value else statements
            if narrowed is None:
                leave_out(self.request, name, not_narrowed(later.label, value))
            else:
                statements = narrowed
        return statements

    def _asked(self, name: str) -> str:
        asked = self.chosen if name in self.fields else self.request.GET
        return str(asked.get(name, ""))
