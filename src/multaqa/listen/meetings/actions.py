import hashlib
from datetime import date
from itertools import count
from typing import Any
from uuid import UUID

from django.core.files.base import ContentFile
from django.db import transaction
from django.utils.translation import gettext as _

from multaqa.ground.actors.models import Organisation
from multaqa.ground.journal.actions import record
from multaqa.ground.people.rules import Doer, acting_person, require
from multaqa.ground.vocabulary.fields import Words
from multaqa.ground.vocabulary.once import insert_or_find, is_alike, keep_under_free_code, keep_under_its_code
from multaqa.listen.errors import AlreadySent, ListenError
from multaqa.listen.meetings.models import Announcement, Attendance, Document, Meeting, Site
from multaqa.listen.meetings.rules import can_manage_meeting, can_move_meeting
from multaqa.ui.directions import own_name
from multaqa.ui.formats import listed
from multaqa.ui.rewording import stands_already


@transaction.atomic
def move_meeting(*, by: Doer, meeting: Meeting, state: str, reason: Words | None = None) -> Meeting:
    """Convene, end, publish or call off a meeting; calling off needs a reason."""
    require(can_manage_meeting(by, meeting))
    meeting = _locked(meeting)
    if not can_move_meeting(meeting, state):
        raise ListenError(
            _("A meeting that is %(now)s can't become %(wanted)s. Reload the page to see where it stands.")
            % {"now": meeting.get_state_display(), "wanted": Meeting.State(state).label}
        )
    if state == Meeting.State.CANCELLED and not reason:
        raise ListenError(_("Say in Arabic and in French why the meeting is cancelled: people planned to come."))
    meeting.state, meeting.cancelled_reason = state, reason or Words()
    meeting.save()
    record(by, f"meeting_{state}", meeting, state=state)
    return meeting


@transaction.atomic
def plan_meeting(
    *, by: Doer, meeting: Meeting, held_on: date | None, venue: Words, title: Words, seen: str | None = None
) -> Meeting:
    """Set day, place and title; a day that is given is known to the day."""
    require(can_manage_meeting(by, meeting))
    meeting = _locked(meeting)
    if stands_already(meeting, {"held_on": held_on, "venue": venue, "title": title}, seen):
        return meeting
    precision = Meeting.Precision.DAY if held_on else Meeting.Precision.UNKNOWN
    if held_on != meeting.held_on:
        meeting.held_on, meeting.date_precision = held_on, precision
    meeting.venue, meeting.title = venue, title
    meeting.save()
    record(by, "planned", meeting, held_on=held_on, venue=venue, title=title)
    return meeting


@transaction.atomic
def record_attendance(
    *,
    by: Doer,
    meeting: Meeting,
    organisation_kind: str,
    site: Site | None,
    organisation: Organisation | None = None,
    people: int = 1,
    command_id: UUID | None = None,
) -> Attendance:
    """Write down who came and how: an organisation by its name, a group by its number.

    The same command sent again is the same deed.
    """
    require(can_manage_meeting(by, meeting))
    if site and site.meeting_id != meeting.pk:
        raise ListenError(
            _("The site %(site)s belongs to another meeting. Choose one of this meeting.") % {"site": site}
        )
    attendance = Attendance(
        meeting=meeting,
        site=site,
        organisation=organisation,
        organisation_kind=organisation.kind if organisation else organisation_kind,
        people=people,
        method=Attendance.Method.REGISTER if organisation else Attendance.Method.COUNT,
        recorded_by=acting_person(by),
        command_id=command_id,
    )
    kept = insert_or_find(attendance, "command_id")
    if kept is attendance:
        record(by, "recorded_attendance", attendance, people=people)
    elif not is_alike(kept, attendance):
        raise AlreadySent
    return kept


@transaction.atomic
def add_document(
    *, by: Doer, meeting: Meeting, kind: str, language: str, title: Words, content: bytes, file_name: str
) -> Document:
    """Keep a paper of the meeting; it is public only once it is published. The same paper sent twice is kept once."""
    require(can_manage_meeting(by, meeting))
    meeting = _locked(meeting)
    alike = meeting.documents.filter(kind=kind, language=language)
    sha256 = hashlib.sha256(content).hexdigest()
    if kept := alike.filter(sha256=sha256).first():
        return kept
    document = Document(meeting=meeting, kind=kind, language=language, title=title, sha256=sha256)
    document.version = alike.count() + 1
    document.file.save(file_name, ContentFile(content), save=False)
    keep_under_free_code(document, (f"{meeting.code}-{n}" for n in count(alike.count() + 1)))
    record(by, "added_document", document, sha256=document.sha256)
    return document


@transaction.atomic
def publish_document(*, by: Doer, document: Document) -> Document:
    require(can_manage_meeting(by, document.meeting))
    document = Document.objects.select_for_update(of=("self",), no_key=True).get(pk=document.pk)
    if not document.published:
        document.published = True
        document.save(update_fields=["published"])
        record(by, "published", document)
    return document


@transaction.atomic
def announce(*, by: Doer, meeting: Meeting, code: str, text: Words, **amount: Any) -> Announcement:
    """Write down what was announced; an amount stays a proposal until an agreement carries it."""
    require(can_manage_meeting(by, meeting))
    announcement = Announcement(meeting=meeting, code=code, text=text, **amount)
    kept = keep_under_its_code(announcement)
    if kept is announcement:
        record(by, "announced", announcement, **amount)
    return kept


@transaction.atomic
def lapse_announcement(*, by: Doer, announcement: Announcement, reason: Words) -> Announcement:
    """Say in public that an announcement will not be kept, and why."""
    require(can_manage_meeting(by, announcement.meeting))
    announcement = Announcement.objects.select_for_update(of=("self",), no_key=True).get(pk=announcement.pk)
    if announcement.state == Announcement.State.LAPSED:
        return _same_lapse(announcement, reason)
    if missing := [own_name(tag) for tag in ("ar", "fr") if not reason.get(tag)]:
        raise ListenError(
            _("The reason is missing in: %(languages)s. Write it in Arabic and in French.")
            % {"languages": listed(missing)}
        )
    announcement.state, announcement.lapsed_reason = Announcement.State.LAPSED, reason
    announcement.save()
    record(by, "lapsed", announcement, reason=reason)
    return announcement


def _same_lapse(announcement: Announcement, reason: Words) -> Announcement:
    """The reason that the public reads is not replaced by another one."""
    if announcement.lapsed_reason != reason:
        raise ListenError(
            _("This announcement is marked as lapsed already, and its reason stays: “%(reason)s”")
            % {"reason": announcement.lapsed_reason}
        )
    return announcement


def _locked(meeting: Meeting) -> Meeting:
    return Meeting.objects.select_for_update(of=("self",), no_key=True).select_related("territory").get(pk=meeting.pk)
