from django import forms
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from multaqa.ground.people.rules import person_of
from multaqa.listen.statements.filters import ALL, FilterForm
from multaqa.listen.statements.models import Statement
from multaqa.listen.statements.queries import works_on_statements


class SearchFilters(FilterForm):
    """What the statements among the results are narrowed to; the words stand in a field of their own."""

    q = None  # type: ignore[assignment]
    state = forms.ChoiceField(label=_("State"), choices=[ALL, *Statement.State.choices], required=False)

    def __init__(self, request: HttpRequest) -> None:
        super().__init__(request)
        if not works_on_statements(person_of(request.user)):
            del self.fields["state"]
