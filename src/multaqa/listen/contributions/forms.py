from collections.abc import Iterable
from typing import Any

from django import forms
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from multaqa.ground.territory.forms import TerritoryField
from multaqa.ground.territory.models import Territory
from multaqa.ground.territory.queries import Reach
from multaqa.listen.contributions.follow_codes import new_code, signed, unsigned
from multaqa.listen.contributions.models import LANGUAGES, SPEAKER_KINDS, StatementKind
from multaqa.ui.forms import PlainField, SentOnceForm, put_in

SHORTEST, LONGEST = 10, 5000
Kind = Territory.Kind
PLACES_OF_PEOPLE = (Kind.REGION, *Territory.PROVINCE_LEVEL, Kind.COMMUNE, Kind.ARRONDISSEMENT)


class WordsField(PlainField):
    """Somebody's words, kept to the letter but for blanks around them."""

    def __init__(self, **options: Any) -> None:
        rows = options.pop("rows", 6)
        options.setdefault("widget", forms.Textarea(attrs={"rows": rows}))
        super().__init__(max_length=LONGEST, **options)


class ContributeForm(forms.Form):
    """What somebody without an account sends: minutes on a telephone."""

    text = WordsField(
        label=_("What do you want to say?"),
        min_length=SHORTEST,
        help_text=_("In your own words and your own language."),
    )
    territory = TerritoryField(
        label=_("The place it concerns"),
        help_text=_("Your commune, province or region: its name in Arabic or in Latin letters."),
    )
    suggested_kind = forms.ChoiceField(
        label=_("What is it?"), choices=[("", _("I don't know")), *StatementKind.choices], required=False
    )
    language = forms.ChoiceField(label=_("Language of your words"), choices=LANGUAGES)
    said_by_kind = forms.ChoiceField(
        label=_("Who are you?"),
        choices=[("anonymous", _("I'd rather not say")), *(kind for kind in SPEAKER_KINDS if kind[0] != "anonymous")],
        required=False,
        help_text=_("It is published as a kind, like “association” or “citizen”, never as a name."),
    )
    consent = forms.BooleanField(
        label=_("I agree that these words are kept and, once read by a moderator, published."),
        help_text=_(
            "By law 09-08 you may look at them, correct them or have them deleted at any time. "
            "You get a code for it, and need no account."
        ),
        error_messages={"required": _("Without your agreement we may not keep your words. Tick the box to send them.")},
    )
    website = forms.CharField(required=False, label=_("Leave this field empty"))
    ticket = forms.CharField(widget=forms.HiddenInput)

    field_order = ("text", "territory", "suggested_kind", "said_by_kind", "language", "consent")

    def __init__(self, *args: Any, paths: Iterable[str], **options: Any) -> None:
        super().__init__(*args, **options)
        self.fields["territory"].reach = Reach(tuple(paths), PLACES_OF_PEOPLE)  # type: ignore[attr-defined]
        self.fields["language"].initial = get_language()
        self.fields["website"].widget.attrs |= {"tabindex": "-1", "autocomplete": "off"}
        self.fields["ticket"].initial = signed(new_code())

    def clean_said_by_kind(self) -> str:
        return self.cleaned_data["said_by_kind"] or "anonymous"

    def clean_website(self) -> str:
        if self.cleaned_data["website"]:
            raise forms.ValidationError(_("Only a machine fills in this field. Empty it, then send again."))
        return ""

    def clean_ticket(self) -> str:
        """The follow code that this form was given when it was opened."""
        code = unsigned(self.cleaned_data["ticket"])
        if code is None:
            self.renew()
            raise forms.ValidationError(_("This form was open for too long or was changed. Send it once more."))
        return code

    def renew(self) -> None:
        """A new code for the words that come back, so that the next sending is a deed of its own."""
        put_in(self, "ticket", signed(new_code()))


class FollowForm(forms.Form):
    code = forms.CharField(
        label=_("Your code"),
        max_length=40,
        help_text=_("Four groups of four letters and digits, given to you when you sent your contribution."),
        widget=forms.TextInput(attrs={"dir": "ltr", "autocomplete": "off", "autocapitalize": "characters"}),
    )


class CorrectForm(SentOnceForm):
    text = WordsField(label=_("Your words, corrected"), min_length=SHORTEST)


class SetAsideForm(forms.Form):
    reason = PlainField(
        label=_("Why is nothing cut from it?"), max_length=500, widget=forms.Textarea(attrs={"rows": 2})
    )
