from datetime import date

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from multaqa.ground.journal.models import JournalEntry
from multaqa.ground.people.rules import RightRefused
from multaqa.ground.vocabulary.fields import Words
from multaqa.listen.errors import ListenError
from multaqa.listen.meetings.actions import (
    add_document,
    lapse_announcement,
    move_meeting,
    plan_meeting,
    publish_document,
    record_attendance,
)
from multaqa.listen.meetings.forms import AttendanceForm, DocumentForm, MoveForm
from multaqa.listen.meetings.models import AgendaItem, Attendance, Document, Meeting
from multaqa.listen.meetings.queries import attendance_table, round_progress, visible_documents, visible_meetings
from tests.factories.ground import OrganisationFactory, TerritoryFactory, person_who_may
from tests.factories.listen import AnnouncementFactory, MeetingFactory, RoundFactory, SiteFactory

pytestmark = pytest.mark.django_db
REASON = Words(ar="سبب", fr="Raison")


@pytest.fixture
def meeting() -> Meeting:
    return MeetingFactory(state=Meeting.State.CONVENED)


def preparer(meeting: Meeting):  # type: ignore[no-untyped-def]
    return person_who_may("meeting.manage", meeting.territory)


def test_a_meeting_goes_from_convened_to_held(meeting: Meeting) -> None:
    assert move_meeting(by=preparer(meeting), meeting=meeting, state="ended").is_held


def test_a_meeting_does_not_skip_a_state(meeting: Meeting) -> None:
    with pytest.raises(ListenError, match="convened can't become published"):
        move_meeting(by=preparer(meeting), meeting=meeting, state="published")


def test_a_meeting_is_cancelled_with_a_reason_only(meeting: Meeting) -> None:
    with pytest.raises(ListenError, match="why the meeting is cancelled"):
        move_meeting(by=preparer(meeting), meeting=meeting, state="cancelled")
    assert (
        move_meeting(by=preparer(meeting), meeting=meeting, state="cancelled", reason=REASON).cancelled_reason == REASON
    )


def test_nobody_prepares_the_meeting_of_another_region(meeting: Meeting) -> None:
    stranger = person_who_may("meeting.manage", TerritoryFactory())
    with pytest.raises(RightRefused):
        move_meeting(by=stranger, meeting=meeting, state="ended")


def test_a_day_that_is_given_is_known_to_the_day(meeting: Meeting) -> None:
    planned = plan_meeting(by=preparer(meeting), meeting=meeting, held_on=date(2026, 12, 4), venue=REASON, title=REASON)
    assert (planned.date_precision, planned.held_on) == ("day", date(2026, 12, 4))


def test_rows_and_columns_of_the_attendance_give_the_same_total(meeting: Meeting) -> None:
    hall = SiteFactory(meeting=meeting, kind="main_hall")
    remote = SiteFactory(meeting=meeting, kind="individual_remote")
    by = preparer(meeting)
    for kind, site, people in [("association", hall, 31), ("association", remote, 9), ("citizen", None, 7)]:
        record_attendance(by=by, meeting=meeting, organisation_kind=kind, site=site, people=people)
    table = attendance_table(meeting)
    assert table.sums.total == sum(row.total for row in table.rows) == 47
    assert (table.sums.main_hall, table.sums.individual_remote, table.sums.unknown) == (31, 9, 7)


def test_attendance_at_another_meeting_s_site_is_refused(meeting: Meeting) -> None:
    with pytest.raises(ListenError, match="belongs to another meeting"):
        record_attendance(by=preparer(meeting), meeting=meeting, organisation_kind="citizen", site=SiteFactory())
    assert not Attendance.objects.exists()


def keep_minutes(meeting: Meeting, words: str) -> Document:
    content = words.encode()
    return add_document(
        by=preparer(meeting), meeting=meeting, kind="minutes", language="ar", title=REASON,
        content=content, file_name="pv.txt",
    )  # fmt: skip


def test_the_same_document_sent_twice_is_kept_once_and_another_is_its_next_version(meeting: Meeting) -> None:
    first = keep_minutes(meeting, "محضر")
    assert keep_minutes(meeting, "محضر") == first
    assert keep_minutes(meeting, "محضر مصحح").version == 2


def test_a_ministry_comes_to_a_meeting_of_a_region(meeting: Meeting) -> None:
    ministry = OrganisationFactory(territory=meeting.territory.parent)
    OrganisationFactory(territory=TerritoryFactory())
    assert list(AttendanceForm(meeting=meeting).fields["organisation"].queryset) == [ministry]  # type: ignore[attr-defined]


@pytest.mark.parametrize(
    ("name", "content"), [("a.pdf", b"MZ program"), ("a.docx", b"%PDF-1.7"), ("a.txt", b"a\0b"), ("a.xlsx", b"a,b")]
)
def test_a_document_that_is_not_what_its_name_says_is_refused(name: str, content: bytes) -> None:
    form = DocumentForm({}, {"file": SimpleUploadedFile(name, content)})
    assert "does not hold what its ending says" in str(form.errors["file"])


@pytest.mark.parametrize(
    ("name", "content"), [("a.csv", b"a,b"), ("a.txt", "محضر".encode("utf-16")), ("a.ods", b"PK\3\4")]
)
def test_a_document_of_every_kind_that_is_read_may_be_brought(name: str, content: bytes) -> None:
    assert "file" not in DocumentForm({}, {"file": SimpleUploadedFile(name, content)}).errors


def test_a_document_is_public_only_once_it_is_published(meeting: Meeting) -> None:
    document = keep_minutes(meeting, "محضر")
    assert not visible_documents(None).exists()
    publish_document(by=preparer(meeting), document=document)
    assert visible_documents(None).get() == document


def test_a_meeting_in_preparation_is_seen_by_its_preparer_alone() -> None:
    draft = MeetingFactory(state=Meeting.State.DRAFT)
    assert draft not in visible_meetings(None)
    assert draft not in visible_meetings(person_who_may("meeting.manage", TerritoryFactory()))
    assert draft in visible_meetings(preparer(draft))


def test_an_announcement_lapses_with_a_reason_in_both_languages() -> None:
    announcement = AnnouncementFactory()
    by = preparer(announcement.meeting)
    with pytest.raises(ListenError, match="missing in: العربية"):
        lapse_announcement(by=by, announcement=announcement, reason=Words(fr="Raison"))
    assert lapse_announcement(by=by, announcement=announcement, reason=REASON).state == "lapsed"


def test_a_region_without_a_meeting_is_shown_as_such() -> None:
    held, bare = TerritoryFactory(), TerritoryFactory()
    round = RoundFactory(territories=[held, bare])
    MeetingFactory(round=round, territory=held, state=Meeting.State.ENDED)
    progress = round_progress(round)
    assert (progress.held, progress.planned) == (1, 2)
    assert [region.shape for region in progress.regions] == ["paid", "unknown"]


@pytest.mark.parametrize(("name", "said"), [("minutes.exe", "is not a kind of file we keep"), ("minutes.pdf", "")])
def test_only_known_kinds_of_files_are_kept(client: Client, settings, meeting: Meeting, name: str, said: str) -> None:  # type: ignore[no-untyped-def]
    settings.SECOND_FACTOR_FOR_STAFF = False
    client.force_login(preparer(meeting).user)
    sent = {
        "kind": "minutes",
        "language": "ar",
        "title_ar": "محضر",
        "title_fr": "PV",
        "file": SimpleUploadedFile(name, b"%PDF-1.7"),
    }
    response = client.post(f"/en/desk/listen/meetings/{meeting.code}/documents/", sent)
    assert (response.status_code, Document.objects.count()) == ((422, 0) if said else (302, 1))
    assert said in response.text


def test_the_form_offers_only_the_states_that_come_next(meeting: Meeting) -> None:
    assert [state for state, _ in MoveForm(meeting=meeting).fields["state"].widget.choices] == ["ended", "cancelled"]


def test_agenda_gives_planned_time_in_minutes(client: Client, meeting: Meeting) -> None:
    AgendaItem.objects.create(
        meeting=meeting, order=1, kind=AgendaItem.Kind.DEBATE, title=REASON, planned_minutes=25, illustrative=True
    )
    assert "25\xa0min" in client.get(f"/fr/meetings/{meeting.code}/").content.decode()


def test_attendance_sent_twice_counts_once_and_another_one_counts_again(
    client: Client, settings, meeting: Meeting
) -> None:  # type: ignore[no-untyped-def]
    settings.SECOND_FACTOR_FOR_STAFF = False
    client.force_login(preparer(meeting).user)
    address = f"/en/desk/listen/meetings/{meeting.code}/"
    form = client.get(address).context["forms"]["attendance"]
    sent = {"organisation_kind": "association", "people": "31", "command_id": form["command_id"].value()}
    for _click in range(2):
        assert client.post(f"{address}attendance/", sent).status_code == 302
    assert (meeting.attendances.get().people, JournalEntry.objects.count()) == (31, 1)
    again = client.post(f"{address}attendance/", sent | {"people": "9"})
    assert (again.status_code, "sent before with other words" in again.text) == (422, True)
    renewed = again.context["forms"]["attendance"]["command_id"].value()
    client.post(f"{address}attendance/", sent | {"people": "9", "command_id": renewed})
    assert attendance_table(meeting).sums.total == 40


def test_a_document_published_twice_has_one_line_in_the_journal(meeting: Meeting) -> None:
    document = keep_minutes(meeting, "محضر")
    for _click in range(2):
        assert publish_document(by=preparer(meeting), document=document).published
    assert JournalEntry.objects.filter(verb="published").count() == 1


def test_an_announcement_that_lapsed_keeps_the_reason_that_was_read() -> None:
    announcement = AnnouncementFactory()
    by = preparer(announcement.meeting)
    for _click in range(2):
        assert lapse_announcement(by=by, announcement=announcement, reason=REASON).lapsed_reason == REASON
    with pytest.raises(ListenError, match="marked as lapsed already, and its reason stays: “Raison”"):
        lapse_announcement(by=by, announcement=announcement, reason=Words(ar="سبب آخر", fr="Autre raison"))
    assert JournalEntry.objects.filter(verb="lapsed").count() == 1
