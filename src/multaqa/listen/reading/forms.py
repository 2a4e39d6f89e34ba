import re
from typing import Any

from django import forms
from django.db.models import Q, QuerySet
from django.http import QueryDict
from django.utils.translation import gettext_lazy as _

from multaqa.ground.territory.forms import PlacedFilters, TerritoriesField
from multaqa.ground.territory.queries import Reach, inside_any
from multaqa.ground.vocabulary.models import TargetGroup
from multaqa.listen.contributions.forms import WordsField
from multaqa.listen.contributions.models import StatementKind
from multaqa.listen.meetings.models import Document
from multaqa.listen.reading.models import Proposal
from multaqa.listen.statements.filters import ALL
from multaqa.ui.asking import Narrowing
from multaqa.ui.rewording import RewordingForm

State = Proposal.State
STATES = [(state.value, state.label) for state in (State.PROPOSED, State.ACCEPTED, State.REFUSED)]


class DocumentFilters(PlacedFilters):
    """Documents by where their meeting was held and by their kind."""

    asks = ("territory",)
    kind = forms.ChoiceField(label=_("Kind of document"), choices=[ALL, *Document.Kind.choices], required=False)

    def inside(self, path: str) -> Q:
        return inside_any([path], "meeting__territory__path")

    def narrow(self, rows: QuerySet[Any]) -> QuerySet[Any]:
        rows = super().narrow(rows)
        return rows.filter(kind=self.chosen["kind"]) if "kind" in self.chosen else rows


class ProposalFilterForm(Narrowing):
    """The narrowing of a reading's proposals, by its address."""

    state = forms.ChoiceField(label=_("State"), choices=[ALL, *STATES], required=False)
    kind = forms.ChoiceField(label=_("Kind"), choices=[ALL, *StatementKind.choices], required=False)

    def narrow(self, proposals: QuerySet[Proposal]) -> QuerySet[Proposal]:
        return proposals.filter(**self.chosen)


class CorrectForm(RewordingForm):
    """What a proposal says, where its words begin and end, and what it is about."""

    worded = ("kind", "said_by", "target_groups", "territories")

    kind = forms.ChoiceField(label=_("Kind"), choices=StatementKind.choices)
    quote = WordsField(
        label=_("The words"),
        rows=4,
        help_text=_("Delete what does not belong to it, or add the words that stand before or after it in the text."),
    )
    said_by = forms.CharField(label=_("Who said it, as the text names them"), max_length=300, required=False)
    territories = TerritoriesField(label=_("Places it is about"), required=False, reach=Reach())
    target_groups = forms.ModelMultipleChoiceField(
        label=_("Whom it is about"),
        queryset=TargetGroup.objects.all(),
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )

    def __init__(self, data: QueryDict | None = None, *, proposal: Proposal) -> None:
        self.proposal = proposal
        super().__init__(data, row=proposal)
        self.fields["territories"].kept = self.initial["territories"]  # type: ignore[attr-defined]

    def values(self, row: Any) -> dict[str, Any]:
        return {**super().values(row), "quote": row.text, "start": row.start, "end": row.end}

    def clean(self) -> dict[str, Any]:
        """Where the words begin and end in the document."""
        cleaned = super().clean()
        if quote := cleaned.pop("quote", ""):
            if place := place_of(quote, self.proposal.run.text, self.proposal.start):
                cleaned["start"], cleaned["end"] = place
            else:
                self.add_error("quote", _("These words don't stand in the document so. Change no letter of them."))
        return cleaned


def place_of(words: str, text: str, near: int) -> tuple[int, int] | None:
    """Where the words stand in a text, whatever blanks part them: the place nearest to where they were expected."""
    pattern = r"\s+".join(map(re.escape, words.split()))
    places = (found.span() for found in re.finditer(pattern, text))
    return min(places, key=lambda place: abs(place[0] - near), default=None)
