from collections.abc import Iterable
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import UploadedFile
from django.db.models import QuerySet
from django.http import HttpRequest
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from multaqa.ground.sheets.reading import read_table
from multaqa.ground.sheets.refusals import Refused
from multaqa.ground.sheets.tables import Table, as_text
from multaqa.ground.territory.forms import PlacedFilters, TerritoryField
from multaqa.ground.territory.models import Territory
from multaqa.ground.territory.queries import EVERYWHERE, Reach
from multaqa.ground.vocabulary.models import TargetGroup
from multaqa.listen.rounds.models import Round
from multaqa.ui.asking import Narrowing
from multaqa.ui.formats import listed
from multaqa.ui.forms import TranslatedFormField
from multaqa.ui.rewording import RewordingForm
from multaqa.understand.drafts.comparing import NONE, elsewhere_in
from multaqa.understand.drafts.engine import COLUMNS, REQUIRED
from multaqa.understand.drafts.models import Draft, DraftingRun

ALL = ("", gettext_lazy("All"))
NO_THEME = (NONE, gettext_lazy("In no theme"))
MOST_AXES = 200


class TaxonomyField(forms.FileField):
    """A table of axes; cleans to its rows by column."""

    def __init__(self, **options: Any) -> None:
        options.setdefault("widget", forms.FileInput(attrs={"accept": ".csv,.xlsx"}))
        super().__init__(**options)

    def clean(self, data: Any, initial: Any = None) -> list[dict[str, str]]:
        file = super().clean(data, initial)
        if not isinstance(file, UploadedFile):
            return []
        try:
            table = read_table(file, file.name or "")  # type: ignore[arg-type]
        except Refused as refused:
            raise ValidationError(str(refused)) from refused
        return _axes(table)


def _axes(table: Table) -> list[dict[str, str]]:
    if missing := [name for name in REQUIRED if name not in table.columns]:
        raise ValidationError(
            _("The taxonomy has no column %(missing)s. It needs %(needed)s."),
            params={"missing": listed(missing), "needed": listed(REQUIRED)},
        )
    rows = [{name: as_text(row.cells[name]).strip() for name in COLUMNS if name in row.cells} for row in table.rows]
    codes = [row["code"] for row in rows]
    if twice := sorted({code for code in codes if code and codes.count(code) > 1}):
        raise ValidationError(_("These codes stand twice in the taxonomy: %(codes)s."), params={"codes": listed(twice)})
    if unnamed := [str(row.number) for row, said in zip(table.rows, rows, strict=True) if not _is_named(said)]:
        raise ValidationError(
            _("These rows of the taxonomy have no code or no name: %(rows)s."), params={"rows": listed(unnamed)}
        )
    if len(rows) > MOST_AXES:
        raise ValidationError(
            _("The taxonomy has %(n)s axes; at most %(most)s are read."), params={"n": len(rows), "most": MOST_AXES}
        )
    return rows


def _is_named(row: dict[str, str]) -> bool:
    return bool(row["code"] and (row["name_ar"] or row["name_fr"]))


class StartForm(forms.Form):
    """What to draft themes from."""

    round = forms.ModelChoiceField(label=gettext_lazy("Round"), queryset=Round.objects.none())
    territory = TerritoryField(help_text=gettext_lazy("All that was said there and is confirmed or published is read."))
    taxonomy = TaxonomyField(
        label=gettext_lazy("Taxonomy (CSV or XLSX)"),
        required=False,
        help_text=gettext_lazy(
            "If themes are to follow axes that you have: a table with the columns code, name_ar and name_fr, and if "
            "you like description_ar, description_fr and examples. Without it, themes follow from what was said."
        ),
    )

    def __init__(self, *args: Any, rounds: QuerySet[Round], reach: Reach, **options: Any) -> None:
        super().__init__(*args, **options)
        self.fields["round"].queryset = rounds  # type: ignore[attr-defined]
        self.fields["territory"].reach = reach  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        file = self.files.get("taxonomy")
        return {**cleaned, "taxonomy_name": file.name if file else ""}


class RunFilters(PlacedFilters):
    asks = ("territory", "state")

    def __init__(self, request: HttpRequest) -> None:
        super().__init__(request, states=DraftingRun.State.choices)


class DraftsFilters(Narrowing):
    """The page of drafts as a table: all that it lists."""

    exports = True


class NameForm(RewordingForm):
    worded = ("name",)

    name = TranslatedFormField(label=gettext_lazy("Name"), required=True)


class BeginForm(forms.Form):
    """The name of a draft that begins with the statements that were chosen."""

    name = TranslatedFormField(label=gettext_lazy("Name of the new draft"), required=True)


class IntoForm(forms.Form):
    """Another draft of the same run."""

    into = forms.ChoiceField(label=gettext_lazy("Merge into"))

    def __init__(self, *args: Any, drafts: Iterable[Draft], **options: Any) -> None:
        super().__init__(*args, **options)
        self.drafts = {str(draft.number): draft for draft in drafts}
        named = [(number, str(draft)) for number, draft in self.drafts.items()]
        self.fields["into"].choices = named  # type: ignore[attr-defined]

    def clean_into(self) -> Draft:
        return self.drafts[self.cleaned_data["into"]]


class ReadFilters(Narrowing):
    """The narrowing of the statements of a run: a figure of a comparison is an address of these."""

    exports = True

    theme = forms.ChoiceField(label=gettext_lazy("Draft"), required=False)
    territory = TerritoryField(label=gettext_lazy("Said in"), required=False, empty_label=gettext_lazy("All"))
    group = forms.ChoiceField(label=gettext_lazy("Whom it is about"), required=False)
    proposed = forms.BooleanField(label=gettext_lazy("Placed by proposal"), required=False)
    elsewhere = forms.CharField(required=False, widget=forms.HiddenInput)

    def __init__(self, request: HttpRequest, *, run: DraftingRun) -> None:
        super().__init__(request)
        self.drafts = {str(draft.number): draft for draft in Draft.objects.filter(run=run).standing()}
        named = [(number, str(draft)) for number, draft in self.drafts.items()]
        groups = [(group.code, str(group)) for group in TargetGroup.objects.all()]
        self.fields["theme"].choices = [ALL, NO_THEME, *named]  # type: ignore[attr-defined]
        self.fields["group"].choices = [ALL, (NONE, _("None named")), *groups]  # type: ignore[attr-defined]
        self.fields["territory"].reach = Reach((run.territory.path,), EVERYWHERE.kinds)  # type: ignore[attr-defined]

    def clean_elsewhere(self) -> Territory | None:
        code = self.cleaned_data["elsewhere"]
        found = Territory.objects.filter(code=code).first() if code else None
        if code and found is None:
            raise ValidationError(_("No place is called so."), code="invalid")
        return found

    def narrow(self, read: Any) -> Any:
        chosen = self.chosen
        if theme := chosen.get("theme"):
            read = read.in_no_theme() if theme == NONE else read.filter(main=self.drafts[theme].pk)
        if "territory" in chosen:
            read = read.filter(statement__territory__path__inside=chosen["territory"].path)
        if "elsewhere" in chosen:
            read = read.filter(elsewhere_in(chosen["elsewhere"]))
        if group := chosen.get("group"):
            read = read.filter(
                **({"statement__target_groups": None} if group == NONE else {"statement__target_groups__code": group})
            )
        return read.filter(proposed__isnull=False) if "proposed" in chosen else read


class CompareFilters(Narrowing):
    """What is compared, and where."""

    exports = True

    by = forms.ChoiceField(
        label=gettext_lazy("Compare"),
        choices=[("territory", gettext_lazy("places")), ("group", gettext_lazy("target groups"))],
        required=False,
    )
    within = TerritoryField(label=gettext_lazy("Inside of"), required=False, empty_label=gettext_lazy("All"))

    def __init__(self, request: HttpRequest, *, run: DraftingRun) -> None:
        super().__init__(request)
        self.fields["within"].reach = Reach((run.territory.path,))  # type: ignore[attr-defined]
