from django.http import FileResponse, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from multaqa.ground.people.rules import person_of
from multaqa.listen.errors import ListenError
from multaqa.listen.meetings.actions import (
    add_document,
    lapse_announcement,
    move_meeting,
    plan_meeting,
    publish_document,
    record_attendance,
)
from multaqa.listen.meetings.forms import AttendanceForm, DocumentForm, LapseForm, MoveForm, PlanForm
from multaqa.listen.meetings.models import Document, Meeting
from multaqa.listen.meetings.queries import (
    attendance_table,
    kinds_that_did_not_come,
    managed_meetings,
    named_attendances,
    round_progress,
    visible_documents,
    visible_meetings,
)
from multaqa.listen.rounds.queries import visible_rounds
from multaqa.ui.pages import page, say

READABLE_BYTES = 400_000


def round_list(request: HttpRequest) -> HttpResponse:
    rounds = visible_rounds(person_of(request.user)).select_related("source")
    return page(request, "listen/rounds/list.html", rounds=rounds)


def round_page(request: HttpRequest, code: str) -> HttpResponse:
    rounds = visible_rounds(person_of(request.user)).select_related("source")
    round = get_object_or_404(rounds, code=code)
    return page(request, "listen/rounds/round.html", round=round, progress=round_progress(round))


def meeting_page(request: HttpRequest, code: str) -> HttpResponse:
    meeting = get_object_or_404(visible_meetings(person_of(request.user)), code=code)
    attendance = attendance_table(meeting)
    return page(
        request,
        "listen/meetings/meeting.html",
        meeting=meeting,
        attendance=attendance,
        absent=kinds_that_did_not_come(attendance) if attendance else [],
        named=named_attendances(meeting),
        documents=visible_documents(person_of(request.user)).filter(meeting=meeting),
        announcements=meeting.announcements.select_related("organisation", "source"),
        planned=meeting.round.territories.count(),
    )


def document_page(request: HttpRequest, code: str) -> HttpResponse:
    document = get_object_or_404(visible_documents(person_of(request.user)), code=code)
    return page(request, "listen/meetings/document.html", document=document, text=_readable_text(document))


def document_file(request: HttpRequest, code: str) -> FileResponse:
    document = get_object_or_404(visible_documents(person_of(request.user)), code=code)
    return FileResponse(document.file.open(), as_attachment=True, filename=document.file.name.rsplit("/", 1)[-1])


def _readable_text(document: Document) -> str | None:
    """A plain text is read on the page; any other kind of file is downloaded."""
    if not document.file.name.endswith(".txt") or document.file.size > READABLE_BYTES:
        return None
    with document.file.open("rb") as file:
        return file.read().decode("utf-8", errors="replace")


def desk_meetings(request: HttpRequest) -> HttpResponse:
    return page(request, "listen/meetings/desk_list.html", meetings=managed_meetings(person_of(request.user)))


def desk_meeting(request: HttpRequest, code: str, status: int = 200, **bound: object) -> HttpResponse:
    """One meeting with the forms of all that its preparer does; a refused form comes back in its place."""
    meeting = get_object_or_404(managed_meetings(person_of(request.user)), code=code)
    forms = {
        "plan": PlanForm(initial={"title": meeting.title, "held_on": meeting.held_on, "venue": meeting.venue}),
        "move": MoveForm(meeting=meeting),
        "attendance": AttendanceForm(meeting=meeting),
        "document": DocumentForm(),
        "lapse": LapseForm(meeting=meeting),
        **bound,
    }
    return page(
        request,
        "listen/meetings/desk.html",
        status=status,
        meeting=meeting,
        forms=forms,
        attendance=attendance_table(meeting),
        documents=visible_documents(person_of(request.user)).filter(meeting=meeting),
        announcements=meeting.announcements.all(),
    )


@require_POST
def plan(request: HttpRequest, code: str) -> HttpResponse:
    meeting = _managed(request, code)
    form = PlanForm(request.POST)
    if not form.is_valid():
        return desk_meeting(request, code, status=422, plan=form)
    plan_meeting(by=request.user.person, meeting=meeting, **form.cleaned_data)
    return _back(request, meeting, _("The meeting is updated."))


@require_POST
def move(request: HttpRequest, code: str) -> HttpResponse:
    meeting = _managed(request, code)
    form = MoveForm(request.POST, meeting=meeting)
    if form.is_valid():
        try:
            move_meeting(by=request.user.person, meeting=meeting, **form.cleaned_data)
            return _back(request, meeting, _("The meeting's state is changed."))
        except ListenError as refused:
            form.add_error(None, str(refused))
    return desk_meeting(request, code, status=422, move=form)


@require_POST
def attendance(request: HttpRequest, code: str) -> HttpResponse:
    meeting = _managed(request, code)
    form = AttendanceForm(request.POST, meeting=meeting)
    if not form.is_valid():
        return desk_meeting(request, code, status=422, attendance=form)
    record_attendance(by=request.user.person, meeting=meeting, **form.cleaned_data)
    return _back(request, meeting, _("The attendance is recorded."))


@require_POST
def document(request: HttpRequest, code: str) -> HttpResponse:
    meeting = _managed(request, code)
    form = DocumentForm(request.POST, request.FILES)
    if not form.is_valid():
        return desk_meeting(request, code, status=422, document=form)
    file = form.cleaned_data.pop("file")
    add_document(
        by=request.user.person,
        meeting=meeting,
        content=file.read(),
        file_name=file.name,
        **form.cleaned_data,
    )
    return _back(request, meeting, _("The document is kept. It is not public until you publish it."))


@require_POST
def publish(request: HttpRequest, code: str) -> HttpResponse:
    document = get_object_or_404(visible_documents(person_of(request.user)), code=code)
    publish_document(by=request.user.person, document=document)
    return _back(request, document.meeting, _("The document is public now."))


@require_POST
def lapse(request: HttpRequest, code: str) -> HttpResponse:
    meeting = _managed(request, code)
    form = LapseForm(request.POST, meeting=meeting)
    if not form.is_valid():
        return desk_meeting(request, code, status=422, lapse=form)
    lapse_announcement(by=request.user.person, **form.cleaned_data)
    return _back(request, meeting, _("The announcement is marked as lapsed, with its reason."))


def _managed(request: HttpRequest, code: str) -> Meeting:
    return get_object_or_404(managed_meetings(person_of(request.user)), code=code)


def _back(request: HttpRequest, meeting: Meeting, text: str) -> HttpResponse:
    say(request, text)
    return redirect(reverse("listen:desk-meeting", args=[meeting.code]))
