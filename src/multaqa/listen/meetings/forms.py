from django import forms
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from multaqa.ground.actors.models import Organisation
from multaqa.ground.territory.forms import PlacedFilters
from multaqa.listen.meetings.models import Announcement, Attendance, Document, Meeting, Site
from multaqa.listen.meetings.rules import NEXT_STATES
from multaqa.ui.forms import DayField, PaperField, SentOnceForm, TranslatedFormField
from multaqa.ui.rewording import RewordingForm

PAPERS = (".pdf", ".docx", ".odt", ".txt", ".html", ".eml", ".xlsx", ".ods", ".csv")


class MeetingFilters(PlacedFilters):
    asks = ("territory", "state")


class PlanForm(RewordingForm):
    worded = ("title", "held_on", "venue")

    title = TranslatedFormField(label=_("Title"), required_languages=("ar", "fr"))
    held_on = DayField(label=_("Day"), required=False, help_text=_("Leave empty while the day is not known."))
    venue = TranslatedFormField(label=_("Place"), required=False)


class MoveForm(forms.Form):
    state = forms.ChoiceField(label=_("New state"), choices=Meeting.State.choices)
    reason = TranslatedFormField(label=_("Reason"), required=False, help_text=_("Needed to cancel."))

    def __init__(self, *args: object, meeting: Meeting, **options: object) -> None:
        super().__init__(*args, **options)  # type: ignore[arg-type]
        self.onward = NEXT_STATES[meeting.state]
        self.fields["state"].widget.choices = [(state, Meeting.State(state).label) for state in self.onward]  # type: ignore[attr-defined]


class AttendanceForm(SentOnceForm):
    organisation_kind = forms.ChoiceField(
        label=_("Kind of actor"), choices=Attendance._meta.get_field("organisation_kind").flatchoices
    )
    organisation = forms.ModelChoiceField(
        label=_("Organisation"),
        queryset=Organisation.objects.none(),
        required=False,
        help_text=_("Leave empty for a group that was only counted."),
    )
    site = forms.ModelChoiceField(label=_("Where from"), queryset=Site.objects.none(), required=False)
    people = forms.IntegerField(label=_("How many people"), min_value=1, max_value=5000, initial=1)

    def __init__(self, *args: object, meeting: Meeting, **options: object) -> None:
        super().__init__(*args, **options)  # type: ignore[arg-type]
        self.fields["site"].queryset = meeting.sites.select_related("territory")  # type: ignore[attr-defined]
        place = meeting.territory  # a ministry comes to a region's meeting too
        here_or_above = Q(territory__path__inside=place.path) | Q(territory__path__in=place.paths_above())
        self.fields["organisation"].queryset = Organisation.objects.filter(here_or_above)  # type: ignore[attr-defined]


class DocumentForm(forms.Form):
    kind = forms.ChoiceField(label=_("Kind of document"), choices=Document.Kind.choices)
    language = forms.ChoiceField(
        label=_("Language"), choices=[("ar", _("Arabic")), ("fr", _("French")), ("en", _("English"))]
    )
    title = TranslatedFormField(label=_("Title"), required_languages=("ar", "fr"))
    file = PaperField(label=_("File"), endings=PAPERS)


class LapseForm(forms.Form):
    announcement = forms.ModelChoiceField(label=_("Announcement"), queryset=Announcement.objects.none())
    reason = TranslatedFormField(label=_("Why it will not be kept"), required_languages=("ar", "fr"))

    def __init__(self, *args: object, meeting: Meeting, **options: object) -> None:
        super().__init__(*args, **options)  # type: ignore[arg-type]
        self.fields["announcement"].queryset = meeting.announcements.exclude(  # type: ignore[attr-defined]
            state=Announcement.State.LAPSED
        )
