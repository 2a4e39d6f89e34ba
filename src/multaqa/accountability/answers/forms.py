from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from multaqa.accountability.answers.models import Answer
from multaqa.plan.measures.models import Measure
from multaqa.ui.forms import TranslatedFormField
from multaqa.ui.rewording import RewordingForm

NOT_DECIDED = ("", _("Not decided yet"))
WRITING = _("Plain words, to the person who spoke: what will be done, by whom and by when, or why not.")


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
