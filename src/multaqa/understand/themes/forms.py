from typing import Any

from django import forms
from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from multaqa.ground.territory.forms import TerritoryField
from multaqa.ground.territory.queries import REGIONS, Reach
from multaqa.listen.rounds.models import Round
from multaqa.listen.statements.models import Statement, StatementQuerySet
from multaqa.listen.statements.queries import in_territory, with_words
from multaqa.ui.asking import Narrowing
from multaqa.ui.forms import TranslatedFormField
from multaqa.ui.rewording import RewordingForm
from multaqa.understand.themes.models import Theme, ThemeQuerySet
from multaqa.understand.themes.queries import outside_every_theme

ALL = ("", _("All"))


class ThemeFilters(Narrowing):
    territory = TerritoryField(label=_("Said in"), required=False, reach=REGIONS, empty_label=_("All regions"))


class WordsForm(forms.Form):
    """What a theme is called and what it says."""

    title = TranslatedFormField(label=_("Title"), required_languages=("ar", "fr"))
    summary = TranslatedFormField(
        label=_("Summary"),
        required=False,
        rows=5,
        help_text=_("What was said, in a few sentences, without judging it. Needed in Arabic and French to publish."),
    )


class RevisionForm(RewordingForm, WordsForm):
    """A new wording; of a published theme, with the reason that the public reads."""

    worded = ("title", "summary")

    reason = TranslatedFormField(label=_("Why it is worded anew"), required_languages=("ar", "fr"), rows=2)

    def __init__(self, *args: Any, theme: Theme, **options: Any) -> None:
        super().__init__(*args, row=theme, **options)
        if theme.state != Theme.State.PUBLISHED:
            del self.fields["reason"]


class DraftForm(WordsForm):
    """The beginning of a theme."""

    round = forms.ModelChoiceField(label=_("Round"), queryset=Round.objects.none())
    territory = TerritoryField(help_text=_("The theme cites statements that were said there and nowhere else."))
    field_order = ("round", "territory", "title", "summary")

    def __init__(self, *args: Any, rounds: QuerySet[Round], reach: Reach, **options: Any) -> None:
        super().__init__(*args, **options)
        self.fields["round"].queryset = rounds  # type: ignore[attr-defined]
        self.fields["territory"].reach = reach  # type: ignore[attr-defined]


class SupersedeForm(forms.Form):
    successor = forms.ModelChoiceField(
        label=_("The theme that takes its place"),
        queryset=Theme.objects.none(),
        help_text=_("It takes over every quote, so that no statement falls out."),
    )
    reason = TranslatedFormField(label=_("Why"), required_languages=("ar", "fr"), rows=2)

    def __init__(self, *args: Any, successors: ThemeQuerySet, **options: Any) -> None:
        super().__init__(*args, **options)
        self.fields["successor"].queryset = successors  # type: ignore[attr-defined]


class PickingForm(Narrowing):
    """Narrows the statements among which evidence is picked, by the address."""

    q = forms.CharField(label=_("Words or reference"), required=False, widget=forms.TextInput(attrs={"type": "search"}))
    territory = TerritoryField(required=False)
    kind = forms.ChoiceField(label=_("Kind"), choices=[ALL, *Statement.Kind.choices], required=False)
    alone = forms.BooleanField(label=_("In no published theme"), required=False)

    def narrow(self, statements: StatementQuerySet) -> StatementQuerySet:
        chosen = self.chosen
        if "q" in chosen:
            statements = with_words(statements, chosen["q"])
        if "territory" in chosen:
            statements = in_territory(statements, chosen["territory"])
        if "kind" in chosen:
            statements = statements.filter(kind=chosen["kind"])
        return outside_every_theme(statements) if "alone" in chosen else statements
