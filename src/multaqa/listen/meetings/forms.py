from django import forms
from django.utils.translation import gettext_lazy as _

from multaqa.ground.actors.models import Organisation
from multaqa.listen.meetings.models import Announcement, Attendance, Document, Meeting, Site
from multaqa.listen.meetings.rules import NEXT_STATES
from multaqa.ui.forms import DayField, TranslatedFormField

DOCUMENT_LIMIT_MB = 20
DOCUMENT_ENDINGS = (".pdf", ".docx", ".odt", ".txt")


class PlanForm(forms.Form):
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


class AttendanceForm(forms.Form):
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
        self.fields["organisation"].queryset = Organisation.objects.filter(  # type: ignore[attr-defined]
            territory__path__startswith=meeting.territory.path
        )


class DocumentForm(forms.Form):
    kind = forms.ChoiceField(label=_("Kind of document"), choices=Document.Kind.choices)
    language = forms.ChoiceField(
        label=_("Language"), choices=[("ar", _("Arabic")), ("fr", _("French")), ("en", _("English"))]
    )
    title = TranslatedFormField(label=_("Title"), required_languages=("ar", "fr"))
    file = forms.FileField(label=_("File"), help_text=_("PDF, DOCX, ODT or text, 20 MB at most."))

    def clean_file(self) -> object:
        file = self.cleaned_data["file"]
        if file.size > DOCUMENT_LIMIT_MB * 1024 * 1024:
            raise forms.ValidationError(
                _("%(name)s is larger than %(limit)s MB. Make it smaller, or split it."),
                params={"name": file.name, "limit": DOCUMENT_LIMIT_MB},
            )
        if not file.name.lower().endswith(DOCUMENT_ENDINGS):
            raise forms.ValidationError(
                _("%(name)s is not a kind of file we keep. Give a PDF, DOCX, ODT or text file."),
                params={"name": file.name},
            )
        return file


class LapseForm(forms.Form):
    announcement = forms.ModelChoiceField(label=_("Announcement"), queryset=Announcement.objects.none())
    reason = TranslatedFormField(label=_("Why it will not be kept"), required_languages=("ar", "fr"))

    def __init__(self, *args: object, meeting: Meeting, **options: object) -> None:
        super().__init__(*args, **options)  # type: ignore[arg-type]
        self.fields["announcement"].queryset = meeting.announcements.exclude(  # type: ignore[attr-defined]
            state=Announcement.State.LAPSED
        )
