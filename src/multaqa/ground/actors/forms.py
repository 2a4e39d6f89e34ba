from typing import Any

from django import forms
from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from multaqa.ground.actors.models import ActorKind, Mandate, Organisation
from multaqa.ground.actors.queries import addresses_of, kept_organisations, people_in_office
from multaqa.ground.actors.rules import keeps_offices
from multaqa.ground.people.models import Contact, Person
from multaqa.ground.people.queries import reach_of
from multaqa.ground.people.sign_in_forms import EMAIL
from multaqa.ground.territory.forms import TerritoryField
from multaqa.ground.vocabulary.folding import fold
from multaqa.ui.asking import Narrowing
from multaqa.ui.forms import DayField, PaperField, PlainField, TranslatedFormField
from multaqa.ui.rewording import RewordingForm

PROOFS = (".pdf", ".jpg", ".png")
UNKNOWN_DAY = _("Empty when the day is not known.")


class OfficeFilters(Narrowing):
    exports = True

    words = forms.CharField(label=_("Name, office or organisation"), required=False)
    state = forms.ChoiceField(label=_("State"), required=False, choices=[("", _("Any")), *Mandate.State.choices])

    def narrow(self, mandates: QuerySet[Mandate]) -> QuerySet[Mandate]:
        """The offices that answer what was asked."""
        if state := self.chosen.get("state"):
            mandates = mandates.filter(state=state)
        if words := fold(self.chosen.get("words", "")):
            # Office holders are few, and a column of folded names would be one more to erase.
            mandates = mandates.filter(pk__in=[one.pk for one in mandates if words in _folded(one)])
        return mandates


def _folded(mandate: Mandate) -> str:
    texts = (mandate.person.name, mandate.capacity, mandate.organisation.name)
    return fold(" ".join(text for words in texts for text in words.values()))


class OfficeForm(forms.Form):
    """An office one holds oneself; whoever keeps offices also says of whom, and only in their own territories."""

    person = forms.ModelChoiceField(
        Person.objects.none(), label=_("Person"), required=False, empty_label=_("Somebody new, named below")
    )
    name = TranslatedFormField(
        languages=("ar", "fr"), label=_("Name"), required=False, help_text=_("Of somebody who is not in the list.")
    )
    organisation = forms.ModelChoiceField(Organisation.objects.none(), label=_("Organisation"), empty_label="—")
    capacity = TranslatedFormField(
        label=_("Office, as it is titled"),
        required_languages=("ar", "fr"),
        help_text=_("Like: president of the council."),
    )
    valid_from = DayField(label=_("First day in office"), required=False, help_text=UNKNOWN_DAY)
    valid_to = DayField(
        label=_("Last day in office"),
        required=False,
        help_text=_("Empty while the office is held, or when it is not known."),
    )

    def __init__(self, *args: Any, by: Person, **options: Any) -> None:
        super().__init__(*args, **options)
        organisations = kept_organisations(by, "mandate.manage") if keeps_offices(by) else Organisation.objects.all()
        self.fields["organisation"].queryset = organisations.order_by("territory__path", "code")  # type: ignore[attr-defined]
        if keeps_offices(by):
            self.fields["person"].queryset = people_in_office(by)  # type: ignore[attr-defined]
        else:
            del self.fields["person"], self.fields["name"]

    def clean(self) -> dict[str, Any]:
        given: dict[str, Any] = super().clean() or {}
        if "person" in self.fields and not self.errors:
            self._one_person(given)
        return given

    def _one_person(self, given: dict[str, Any]) -> None:
        if given["person"] and given["name"]:
            self.add_error("name", _("Choose somebody from the list, or write a new name; not both."))
        if not given["person"] and not {"ar", "fr"} <= given["name"].keys():
            self.add_error("name", _("Choose somebody from the list, or write the name in Arabic and in French."))


class RefuseForm(forms.Form):
    reason = PlainField(
        label=_("Why it is refused"),
        widget=forms.Textarea({"rows": 2}),
        help_text=_("The person reads it. It stays with the claim."),
    )


class EndForm(forms.Form):
    on = DayField(label=_("Last day in office"))


class ProofForm(forms.Form):
    proof = PaperField(label=_("Proof"), endings=PROOFS)

    def paper(self) -> dict[str, Any]:
        proof = self.cleaned_data["proof"]
        return {"content": proof.read(), "file_name": proof.name}


class ContactsForm(RewordingForm):
    """How somebody is reached now, sealed by kind."""

    email = forms.EmailField(label=EMAIL, required=False)
    telephone = forms.RegexField(
        r"^\+?[\d\s().-]{6,25}$",
        label=Contact.Kind.TELEPHONE.label,
        required=False,
        widget=forms.TextInput({"type": "tel", "dir": "ltr"}),
        error_messages={"invalid": _("This is no telephone number. Write digits, like 0522000000.")},
    )

    def values(self, row: Any) -> dict[str, Any]:
        return addresses_of(row)


class OrganisationFilters(Narrowing):
    exports = True

    words = forms.CharField(label=_("Name"), required=False)
    kind = forms.ChoiceField(label=_("Kind"), required=False, choices=[("", _("Any")), *ActorKind.choices])

    def narrow(self, organisations: QuerySet[Organisation]) -> QuerySet[Organisation]:
        """The organisations that answer what was asked."""
        if kind := self.chosen.get("kind"):
            organisations = organisations.filter(kind=kind)
        if words := self.chosen.get("words"):
            organisations = organisations.filter(search_text__holds=words)
        return organisations


class OrganisationWordsForm(forms.Form):
    """What an organisation is called, what it is, and where it acts."""

    name = TranslatedFormField(label=_("Official name"), required_languages=("ar", "fr"))
    kind = forms.ChoiceField(label=_("Kind"), choices=[("", "—"), *ActorKind.choices])
    territory = TerritoryField(help_text=_("Where it acts."))
    parent = forms.ModelChoiceField(
        Organisation.objects.order_by("territory__path", "code"), label=_("Part of"), required=False, empty_label="—"
    )

    def __init__(self, *args: Any, by: Person, **options: Any) -> None:
        super().__init__(*args, **options)
        self.fields["territory"].reach = reach_of(by, "organisation.manage")  # type: ignore[attr-defined]


class ChangeOrganisationForm(RewordingForm, OrganisationWordsForm):
    worded = ("name", "kind", "territory", "parent")


class OrganisationForm(OrganisationWordsForm):
    code = forms.SlugField(
        label=_("Code"), max_length=80, help_text=_("Letters, digits and hyphens: it stands in the page's address.")
    )
    field_order = ("name", "code")
