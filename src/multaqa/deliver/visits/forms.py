from typing import Any

from django import forms
from django.db.models import Q
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from multaqa.deliver.centres.models import Centre
from multaqa.deliver.centres.queries import visible_centres
from multaqa.deliver.projects.models import Project
from multaqa.deliver.projects.queries import visible_projects
from multaqa.deliver.visits.models import Recommendation, Stop, Visit
from multaqa.deliver.visits.rules import NEXT_OF_RECOMMENDATION
from multaqa.ground.actors.models import Organisation
from multaqa.ground.people.models import Person
from multaqa.ground.people.queries import reach_of
from multaqa.ground.territory.forms import PlacedFilters, TerritoriesField, TerritoryField
from multaqa.ground.territory.models import Territory
from multaqa.ground.territory.queries import Reach, inside_any
from multaqa.listen.meetings.models import Meeting
from multaqa.listen.meetings.queries import visible_meetings
from multaqa.ui.forms import DayField, TranslatedFormField
from multaqa.ui.rewording import PartRewordingForm


class PlanVisitForm(forms.Form):
    code = forms.SlugField(
        label=_("Code"), max_length=80, help_text=_("Letters, digits and hyphens: it stands in the page's address.")
    )
    title = TranslatedFormField(label=_("Title"), required_languages=("ar", "fr"))
    territory = TerritoryField(label=_("Territory that leads it"), help_text=_("All its stops are there."))
    territories = TerritoriesField(
        label=_("Where it goes"), required=False, help_text=_("Leave empty for the whole territory.")
    )
    starts_on = DayField(label=_("First day"), required=False)
    ends_on = DayField(label=_("Last day"), required=False)
    host = forms.ModelChoiceField(
        label=_("Who receives it"), queryset=Organisation.objects.order_by("code"), required=False
    )

    def __init__(self, *args: Any, person: Person | None, **options: Any) -> None:
        super().__init__(*args, **options)
        reach = reach_of(person, "visit.record").without(Territory.Kind.COMMUNE)
        self.fields["territory"].reach = reach  # type: ignore[attr-defined]
        self.fields["territories"].reach = reach  # type: ignore[attr-defined]


class StopForm(forms.Form):
    title = TranslatedFormField(label=_("What the stop is called"), required_languages=("ar", "fr"))
    centre = forms.ModelChoiceField(label=_("Centre"), queryset=Centre.objects.none(), required=False)
    project = forms.ModelChoiceField(label=_("Project"), queryset=Project.objects.none(), required=False)
    territory = TerritoryField(required=False, help_text=_("Needed where the stop is neither a centre nor a project."))

    def __init__(self, *args: Any, visit: Visit, person: Person | None, **options: Any) -> None:
        super().__init__(*args, **options)
        here = Q(territory__path__inside=visit.territory.path)
        self.fields["centre"].queryset = visible_centres(person).filter(here)  # type: ignore[attr-defined]
        self.fields["project"].queryset = visible_projects(person).filter(here)  # type: ignore[attr-defined]
        self.fields["territory"].reach = Reach((visit.territory.path,))  # type: ignore[attr-defined]


class NoteForm(PartRewordingForm):
    worded, key = ("note",), "pk"

    stop = forms.ModelChoiceField(label=_("Stop"), queryset=Stop.objects.none())
    note = TranslatedFormField(label=_("What was seen"), required_languages=("ar", "fr"), rows=2)

    def __init__(self, *args: Any, visit: Visit, **options: Any) -> None:
        stops = visit.stops.all()
        super().__init__(*args, parts=stops, **options)
        self.fields["stop"].queryset = stops  # type: ignore[attr-defined]


class RecommendForm(forms.Form):
    text = TranslatedFormField(label=_("What is recommended"), required_languages=("ar", "fr"), rows=2)
    stop = forms.ModelChoiceField(
        label=_("At which stop"), queryset=Stop.objects.none(), required=False, empty_label=_("The visit as a whole")
    )
    recalls = forms.ModelChoiceField(
        label=_("Recalled from the meeting"),
        queryset=Meeting.objects.none(),
        required=False,
        empty_label=_("Made on this visit"),
    )
    owner = forms.ModelChoiceField(
        label=_("Who has to act"), queryset=Organisation.objects.order_by("code"), required=False
    )
    due_on = DayField(label=_("By"), required=False)

    def __init__(self, *args: Any, visit: Visit, person: Person | None, **options: Any) -> None:
        super().__init__(*args, **options)
        here = Q(territory__path__inside=visit.territory.path) | Q(territory__path__in=visit.territory.paths_above())
        self.fields["stop"].queryset = visit.stops.all()  # type: ignore[attr-defined]
        self.fields["recalls"].queryset = visible_meetings(person).filter(here)  # type: ignore[attr-defined]


class RecommendationFilters(PlacedFilters):
    """What a person follows: made by a visit, or asked for by a meeting, of a territory."""

    asks = ("territory", "state")

    def __init__(self, request: HttpRequest, *, reach: Reach) -> None:
        open_states = [choice for choice in Recommendation.State.choices if choice[0] != Recommendation.State.VERIFIED]
        super().__init__(request, states=open_states, reach=reach)

    def inside(self, path: str) -> Q:
        return inside_any([path], "visit__territory__path") | inside_any([path], "recalls__territory__path")


class ReturnForm(forms.Form):
    reason = TranslatedFormField(label=_("What is missing"), required_languages=("ar", "fr"), rows=2)


class FollowForm(forms.Form):
    state = forms.ChoiceField(label=_("New state"))
    reason = TranslatedFormField(
        label=_("Reason"), required=False, help_text=_("Needed to contest, or to find undone what was said to be done.")
    )

    def __init__(self, *args: Any, recommendation: Recommendation, **options: Any) -> None:
        super().__init__(*args, **options)
        following = [Recommendation.State(state) for state in NEXT_OF_RECOMMENDATION[recommendation.state]]
        self.fields["state"].choices = [(state.value, state.label) for state in following]  # type: ignore[attr-defined]
