import re
from typing import Any, Protocol

from django import forms
from django.http import QueryDict
from django.utils.translation import get_language, ngettext
from django.utils.translation import gettext_lazy as _

from multaqa.ground.people.models import Person
from multaqa.ground.people.queries import reach_of
from multaqa.ground.territory.forms import TerritoriesField, TerritoryField
from multaqa.ground.territory.queries import Reach
from multaqa.ground.vocabulary.models import TargetGroup
from multaqa.listen.contributions.forms import PLACES_OF_PEOPLE, WordsField
from multaqa.listen.contributions.models import LANGUAGES, SPEAKER_KINDS, Contribution, StatementKind
from multaqa.listen.linking.actions import Part
from multaqa.listen.meetings.models import Meeting
from multaqa.listen.meetings.queries import visible_meetings
from multaqa.listen.rounds.models import Round
from multaqa.listen.statements.filters import ALL, FilterForm
from multaqa.listen.statements.models import Statement, StatementLink
from multaqa.ui.directions import own_name
from multaqa.ui.forms import DayField, PlainField, SentOnceForm, TranslatedFormField
from multaqa.ui.rewording import RewordingForm

Sent = QueryDict | None
FEW_WORDS = {"rows": 2}
TRANSLATED = ("ar", "fr", "en")


class WorkFilterForm(FilterForm):
    exports = True
    state = forms.ChoiceField(label=_("State"), choices=[ALL, *Statement.State.choices], required=False)


class CaptureForm(SentOnceForm):
    """A note taker's quick entry: what changes each time comes first, what stays the same comes filled in."""

    text = WordsField(label=_("What was said"), min_length=3, rows=4)
    kind = forms.ChoiceField(label=_("Kind"), choices=StatementKind.choices)
    said_by_kind = forms.ChoiceField(label=_("Who said it"), choices=SPEAKER_KINDS)
    language = forms.ChoiceField(label=_("Language"), choices=LANGUAGES)
    channel = forms.ChoiceField(label=_("How it reached us"), choices=Contribution.Channel.choices)
    round = forms.ModelChoiceField(label=_("Round"), queryset=Round.objects.filter(state=Round.State.OPEN))
    meeting = forms.ModelChoiceField(label=_("Meeting"), queryset=Meeting.objects.none(), required=False)
    said_on = DayField(label=_("Said on"), required=False)

    territory = TerritoryField(label=_("Where"))
    field_order = ("text", "kind", "said_by_kind", "language", "territory", "channel", "round", "meeting")
    REMEMBERED = ("kind", "said_by_kind", "language", "channel", "round", "meeting", "said_on")

    def __init__(self, *args: Any, person: Person, **options: Any) -> None:
        super().__init__(*args, **options)
        self.fields["territory"].reach = reach_of(person, "statement.capture", PLACES_OF_PEOPLE)  # type: ignore[attr-defined]
        self.fields["text"].widget.attrs["autofocus"] = True
        self.fields["meeting"].queryset = visible_meetings(None).filter(round__state=Round.State.OPEN)  # type: ignore[attr-defined]


class SaveForm(RewordingForm):
    """What a statement is, what it is about, and its words in each language that is not theirs.

    Who may approve says whether the translations may stand.
    """

    worded = ("kind", "target_groups", "territories", "said_on")

    kind = forms.ChoiceField(label=_("Kind"), choices=Statement.Kind.choices)
    target_groups = forms.ModelMultipleChoiceField(
        label=_("Whom it is about"),
        queryset=TargetGroup.objects.all(),
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )
    territories = TerritoriesField(label=_("Places it is about"), required=False, reach=Reach())
    said_on = DayField(label=_("Said on"), required=False)

    def __init__(self, data: Sent = None, *, statement: Statement, may_approve: bool) -> None:
        super().__init__(data, row=statement)
        self.fields["territories"].kept = self.initial["territories"]  # type: ignore[attr-defined]
        for language in translated(statement):
            self.fields[f"words_{language}"] = WordsField(
                label=_("Translation: %(language)s") % {"language": own_name(language)},
                required=False,
                widget=forms.Textarea(attrs={"rows": 3, "lang": language}),
            )
        if may_approve:
            self.fields["approve"] = forms.BooleanField(
                label=_("I read the translations beside the original: they may stand"), required=False
            )

    def values(self, row: Any) -> dict[str, Any]:
        """The original too: it is what was read when its description and translations were written."""
        known = {one.language: one.text for one in row.translations.all()}
        words = {f"words_{language}": known.get(language, "") for language in translated(row)}
        return {**super().values(row), **words, "text": row.text}

    def clean(self) -> dict[str, Any]:
        """By language, the words that are new, or that are to be approved as they are."""
        cleaned = super().clean()
        typed = {name: cleaned.pop(name) for name in list(cleaned) if name.startswith("words_")}
        kept = [name for name, text in typed.items() if text and (cleaned.get("approve") or self.is_typed(name))]
        return cleaned | {"translations": {name.removeprefix("words_"): typed[name] for name in kept}}

    @property
    def words(self) -> list[forms.BoundField]:
        return [bound for bound in self if bound.name.startswith("words_") or bound.name == "approve"]


def translated(statement: Statement) -> list[str]:
    return [language for language in TRANSLATED if language != statement.language]


class TextForm(RewordingForm):
    """Other words for a statement, on top of the version that was read."""

    worded = ("text",)

    expected_n = forms.IntegerField(widget=forms.HiddenInput)

    def shown(self, row: Any) -> dict[str, Any]:
        return {**super().shown(row), "expected_n": row.current.n if row.current else 1}

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean()
        cleaned.pop("seen", None)
        return cleaned


class ReviseForm(TextForm):
    text = WordsField(label=_("The words"), rows=4)
    why = PlainField(
        label=_("Why they change"),
        max_length=500,
        widget=forms.Textarea(attrs=FEW_WORDS),
        help_text=_("It is published beside them. What was said first stays readable."),
    )


class RedactForm(TextForm):
    text = WordsField(
        label=_("What may be read"), rows=4, help_text=_("Put […] in place of what names or lets one find somebody.")
    )
    reason = TranslatedFormField(label=_("Reason, which the public reads"), required_languages=("ar", "fr"))


class WithholdForm(forms.Form):
    code = forms.ChoiceField(
        label=_("Ground"),
        choices=[
            choice for choice in Statement.WithheldFor.choices if choice[0] != Statement.WithheldFor.MISTAKEN_ENTRY
        ],
    )
    reason = TranslatedFormField(
        label=_("Reason, which the public reads"),
        required_languages=("ar", "fr"),
        rows=2,
        help_text=_("Without repeating what must not be read."),
    )


class Cut(Protocol):
    """Some characters of a contribution."""

    start: int
    end: int
    kind: str

    @property
    def contribution(self) -> Contribution: ...


class SplitForm(forms.Form):
    """The original words with an empty line wherever one thing ends and the next begins."""

    text = WordsField(
        label=_("The words as they were said"),
        rows=6,
        help_text=_(
            "Press Enter twice between the parts. Change nothing else; what belongs to no part may be deleted."
        ),
    )

    def __init__(self, data: Sent = None, *, statement: Cut, prefix: str) -> None:
        self.statement = statement
        self.original = statement.contribution.text[statement.start : statement.end]
        super().__init__(data, prefix=prefix, initial={"text": self.original})

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        if "text" in cleaned:
            try:
                cleaned["parts"] = self._parts(re.split(r"\n\s*\n", cleaned.pop("text")))
            except forms.ValidationError as refused:
                self.add_error("text", refused)
        return cleaned

    def _parts(self, texts: list[str]) -> list[Part]:
        parts, place = [], 0
        for text in filter(str.strip, texts):
            pattern = r"\s+".join(map(re.escape, text.split()))
            found = re.compile(pattern).search(self.original, place)
            if found is None:
                raise forms.ValidationError(
                    _("“%(part)s” does not stand there in the original. Only add empty lines, or delete words."),
                    params={"part": text.strip()[:60]},
                )
            place = found.end()
            offset = self.statement.start
            parts.append(Part(offset + found.start(), offset + found.end(), self.statement.kind))
        return parts


class LinkForm(forms.Form):
    kind = forms.ChoiceField(label=_("How"), choices=StatementLink.Kind.choices)
    to = forms.CharField(
        label=_("Reference of the other statement"), max_length=32, widget=forms.TextInput(attrs={"dir": "ltr"})
    )
    reason = PlainField(label=_("Why"), max_length=500, required=False, widget=forms.Textarea(attrs=FEW_WORDS))


class CutForm(forms.Form):
    """One thing said, marked by its own words."""

    quote = WordsField(
        label=_("Words to cut out"), rows=4, help_text=_("Delete what does not belong to it. One thing at a time.")
    )
    kind = forms.ChoiceField(label=_("Kind"), choices=StatementKind.choices)

    def __init__(self, data: Sent = None, *, contribution: Contribution, prefix: str) -> None:
        self.contribution = contribution
        kind = contribution.suggested_kind or StatementKind.EXPECTATION
        super().__init__(data, prefix=prefix, initial={"quote": contribution.text, "kind": kind})

    def clean_quote(self) -> str:
        quote = str(self.cleaned_data["quote"])
        found = self.contribution.text.count(quote)
        if found == 0:
            raise forms.ValidationError(
                _("These words don't stand in the contribution. Only delete from them: change no letter.")
            )
        if found > 1:
            raise forms.ValidationError(
                ngettext(
                    "These words stand there %(n)s time. Take some more words, so that it is clear which are meant.",
                    "These words stand there %(n)s times. Take some more words, so that it is clear which are meant.",
                    found,
                ),
                params={"n": found},
            )
        return quote

    def clean(self) -> dict[str, Any]:
        """Where the words begin and end in the contribution."""
        cleaned = super().clean() or {}
        if quote := cleaned.pop("quote", ""):
            start = self.contribution.text.index(quote)
            cleaned |= {"start": start, "end": start + len(quote)}
        return cleaned


def language_of_reader() -> str:
    return (get_language() or "fr").split("-")[0]
