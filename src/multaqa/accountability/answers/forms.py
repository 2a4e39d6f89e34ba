from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from multaqa.accountability.answers.figures import DUE, LATE
from multaqa.accountability.answers.models import Answer, AnswerQuerySet
from multaqa.accountability.answers.queries import AnswerFilter, said_in
from multaqa.ground.territory.forms import TerritoryField
from multaqa.ground.territory.queries import REGIONS
from multaqa.listen.rounds.models import Round
from multaqa.plan.measures.models import Measure
from multaqa.ui.asking import Narrowing
from multaqa.ui.forms import TranslatedFormField
from multaqa.ui.rewording import RewordingForm

ALL = ("", _("All"))
REGION = pgettext_lazy("territory", "Region")
NOT_DECIDED = ("", _("Not decided yet"))
WRITING = _("Plain words, to the person who spoke: what will be done, by whom and by when, or why not.")


class ClockFilters(Narrowing):
    """What the list of the clock is narrowed to."""

    standing = forms.ChoiceField(
        label=_("Standing"),
        choices=[
            ALL,
            ("answered", _("answered")),
            (DUE, _("within the time")),
            (LATE, _("late")),
            ("waiting", _("waiting")),
        ],
        required=False,
    )
    outcome = forms.ChoiceField(label=_("Outcome"), choices=[ALL, *Answer.Outcome.choices], required=False)
    territory = TerritoryField(label=REGION, required=False, listed=REGIONS, empty_label=_("All"))

    def wanted(self, round: Round | None) -> AnswerFilter:
        return AnswerFilter(**self.chosen, round=round)


class DeskFilters(Narrowing):
    """The answers a person works on; nothing said shows all that still waits."""

    exports = True

    q = forms.CharField(label=_("Search"), required=False, widget=forms.TextInput(attrs={"type": "search"}))
    territory = TerritoryField(label=REGION, required=False, listed=REGIONS, empty_label=_("All"))
    state = forms.ChoiceField(
        label=_("State"),
        choices=[("", _("waiting")), (LATE, _("late")), *Answer.State.choices, ("all", _("all"))],
        required=False,
    )

    def narrow(self, rows: AnswerQuerySet) -> AnswerQuerySet:
        state = self.chosen.get("state", "")
        if state == LATE:
            rows = rows.late_today()
        elif state in Answer.State.values:
            rows = rows.filter(state=state)
        elif not state:
            rows = rows.waiting()
        if territory := self.chosen.get("territory"):
            rows = rows.filter(said_in(territory))
        return rows.holding(self.chosen.get("q", ""))


class AnswerForm(RewordingForm):
    """What is answered: a draft may be incomplete, what is published may not."""

    worded = ("outcome", "text", "measure")

    outcome = forms.ChoiceField(
        label=_("What was decided"), choices=[NOT_DECIDED, *Answer.Outcome.choices], required=False
    )
    text = TranslatedFormField(
        label=_("The answer"),
        help_text=WRITING,
        rows=6,
        required=False,
    )
    measure = forms.ModelChoiceField(
        label=_("By which measure"),
        queryset=Measure.objects.none(),
        required=False,
        help_text=_("Only where something is done, now or later."),
    )

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        self.fields["measure"].queryset = Measure.objects.adopted().select_related(  # type: ignore[attr-defined]
            "objective__axis__strategy"
        )


class WholeAnswerForm(AnswerForm):
    """What goes out at once: nothing may be missing."""

    outcome = forms.ChoiceField(label=_("What was decided"), choices=[NOT_DECIDED, *Answer.Outcome.choices])
    text = TranslatedFormField(label=_("The answer"), help_text=WRITING, rows=6, required_languages=("ar", "fr"))


class RevisionForm(WholeAnswerForm):
    """Other words for an answer that is published: readers are told why."""

    reason = TranslatedFormField(
        label=_("Why it changes"), required_languages=("ar", "fr"), rows=2, help_text=_("Published beside the answer.")
    )


def answer_form(answer: Answer, data: Any = None) -> AnswerForm:
    kind = RevisionForm if answer.is_published else AnswerForm
    return kind(data, row=answer)
