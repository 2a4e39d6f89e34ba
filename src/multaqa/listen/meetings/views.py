from typing import Any

from django.core.files.uploadedfile import UploadedFile
from django.http import FileResponse, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from multaqa.ground.people.rules import person_at_desk, person_of
from multaqa.ground.sheets.downloads import cells, downloaded
from multaqa.listen.meetings.actions import (
    add_document,
    lapse_announcement,
    move_meeting,
    plan_meeting,
    publish_document,
    record_attendance,
)
from multaqa.listen.meetings.forms import AttendanceForm, DocumentForm, LapseForm, MeetingFilters, MoveForm, PlanForm
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
from multaqa.ui.deeds import attempt, done
from multaqa.ui.pages import page
from multaqa.ui.tables import listing

COLUMNS = {"day": "held_on", "place": "territory__path", "state": "state"}
CELLS = cells("code", "state", "territory.code", "held_on", "date_precision", words="title")

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


def desk_meetings(request: HttpRequest) -> HttpResponseBase:
    filters = MeetingFilters(request, states=Meeting.State.choices)
    rows = listing(request, filters.narrow(managed_meetings(person_at_desk(request))), columns=COLUMNS, default="day")
    return downloaded(request, rows, "meetings", CELLS) or page(
        request, "listen/meetings/desk_list.html", meetings=rows, filters=filters
    )


def desk_meeting(request: HttpRequest, code: str, status: int = 200, **bound: object) -> HttpResponse:
    """One meeting with the forms of all that its preparer does; a refused form comes back in its place."""
    meeting = get_object_or_404(managed_meetings(person_of(request.user)), code=code)
    forms = {
        "plan": PlanForm(row=meeting),
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
    form = PlanForm(request.POST, row=meeting)
    if attempt(form, plan_meeting, by=person_at_desk(request), meeting=meeting):
        return done(request, _("The meeting is updated."), "listen:desk-meeting", code)
    return desk_meeting(request, code, status=422, plan=form)


@require_POST
def move(request: HttpRequest, code: str) -> HttpResponse:
    meeting = _managed(request, code)
    form = MoveForm(request.POST, meeting=meeting)
    if attempt(form, move_meeting, by=person_at_desk(request), meeting=meeting):
        return done(request, _("The meeting's state is changed."), "listen:desk-meeting", code)
    return desk_meeting(request, code, status=422, move=form)


@require_POST
def attendance(request: HttpRequest, code: str) -> HttpResponse:
    meeting = _managed(request, code)
    form = AttendanceForm(request.POST, meeting=meeting)
    if attempt(form, record_attendance, by=person_at_desk(request), meeting=meeting):
        return done(request, _("The attendance is recorded."), "listen:desk-meeting", code)
    return desk_meeting(request, code, status=422, attendance=form)


@require_POST
def document(request: HttpRequest, code: str) -> HttpResponse:
    meeting, form = _managed(request, code), DocumentForm(request.POST, request.FILES)
    if attempt(form, _add_document, by=person_at_desk(request), meeting=meeting):
        said = _("The document is kept. It is not public until you publish it.")
        return done(request, said, "listen:desk-meeting", code)
    return desk_meeting(request, code, status=422, document=form)


def _add_document(*, file: UploadedFile, **given: Any) -> Document:
    return add_document(content=file.read(), file_name=file.name or "", **given)


@require_POST
def publish(request: HttpRequest, code: str) -> HttpResponse:
    document = get_object_or_404(visible_documents(person_of(request.user)), code=code)
    publish_document(by=person_at_desk(request), document=document)
    return done(request, _("The document is public now."), "listen:desk-meeting", document.meeting.code)


@require_POST
def lapse(request: HttpRequest, code: str) -> HttpResponse:
    form = LapseForm(request.POST, meeting=_managed(request, code))
    if attempt(form, lapse_announcement, by=person_at_desk(request)):
        return done(request, _("The announcement is marked as lapsed, with its reason."), "listen:desk-meeting", code)
    return desk_meeting(request, code, status=422, lapse=form)


def _managed(request: HttpRequest, code: str) -> Meeting:
    return get_object_or_404(managed_meetings(person_of(request.user)), code=code)
