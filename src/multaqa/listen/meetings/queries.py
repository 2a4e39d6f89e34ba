from collections import defaultdict
from dataclasses import dataclass

from django.db.models import Q, QuerySet, Sum

from multaqa.ground.people.models import Person
from multaqa.ground.people.rules import rights_of
from multaqa.ground.territory.models import Territory
from multaqa.ground.territory.queries import inside_any
from multaqa.listen.meetings.models import Attendance, Document, Meeting
from multaqa.listen.rounds.models import Round


def visible_meetings(person: Person | None) -> QuerySet[Meeting]:
    """What was convened, held or called off is public; a draft is seen where one prepares meetings."""
    meetings = Meeting.objects.select_related("territory", "round", "source")
    public = ~Q(state=Meeting.State.DRAFT) & ~Q(round__state=Round.State.DRAFT)
    return meetings.filter(public | _prepared_by(person))


def managed_meetings(person: Person | None) -> QuerySet[Meeting]:
    """The meetings a person prepares: those of the territories they answer for."""
    return Meeting.objects.select_related("territory", "round").filter(_prepared_by(person))


def _prepared_by(person: Person | None) -> Q:
    return inside_any(rights_of(person).paths("meeting.manage"))


def visible_documents(person: Person | None) -> QuerySet[Document]:
    """A paper is public once it is published; before that, who prepares its meeting reads it."""
    documents = Document.objects.select_related("meeting__territory", "source")
    public = Q(published=True, meeting__in=visible_meetings(None))
    return documents.filter(public | Q(meeting__in=managed_meetings(person)))


@dataclass(frozen=True)
class RegionState:
    """Where a round stands in one of its territories."""

    territory: Territory
    meeting: Meeting | None

    @property
    def shape(self) -> str:
        if self.meeting is None or self.meeting.state == Meeting.State.DRAFT:
            return "unknown"
        return "paid" if self.meeting.is_held else "proposed"


@dataclass(frozen=True)
class RoundProgress:
    regions: list[RegionState]

    @property
    def planned(self) -> int:
        return len(self.regions)

    @property
    def held(self) -> int:
        return sum(1 for region in self.regions if region.meeting and region.meeting.is_held)


def round_progress(round: Round) -> RoundProgress:
    """Each territory of the round with its meeting, in the order in which they were held; two queries."""
    meetings = {
        meeting.territory_id: meeting
        for meeting in visible_meetings(None).filter(round=round).exclude(state=Meeting.State.CANCELLED)
    }
    states = [RegionState(territory, meetings.get(territory.pk)) for territory in round.territories.all()]
    return RoundProgress(sorted(states, key=_as_held))


def _as_held(region: RegionState) -> tuple[int, str, str]:
    meeting = region.meeting
    rank = meeting.sequence_number if meeting and meeting.sequence_number else 10_000
    day = str(meeting.held_on or "9999") if meeting else "9999"
    return rank, day, region.territory.path


@dataclass(frozen=True)
class AttendanceRow:
    """How many of one kind of actor came, by the way in which they took part."""

    label: str
    main_hall: int
    provincial_hall: int
    individual_remote: int
    unknown: int

    @property
    def total(self) -> int:
        return self.main_hall + self.provincial_hall + self.individual_remote + self.unknown


@dataclass(frozen=True)
class AttendanceTable:
    rows: list[AttendanceRow]

    def __bool__(self) -> bool:
        return bool(self.rows)

    @property
    def sums(self) -> AttendanceRow:
        """The last row: columns add up to it, and so do the rows."""
        return AttendanceRow("", *(sum(getattr(row, name) for row in self.rows) for name in _COLUMNS))


_COLUMNS = ("main_hall", "provincial_hall", "individual_remote", "unknown")


def attendance_table(meeting: Meeting) -> AttendanceTable:
    """Who came, by kind and modality; where the way of taking part is not known it says so. One query."""
    counts: dict[str, dict[str, int]] = defaultdict(lambda: dict.fromkeys(_COLUMNS, 0))
    rows = meeting.attendances.order_by().values_list("organisation_kind", "site__kind").annotate(n=Sum("people"))
    for kind, site_kind, people in rows:
        counts[kind][site_kind or "unknown"] += people
    labels = dict(Attendance._meta.get_field("organisation_kind").flatchoices)
    return AttendanceTable([AttendanceRow(labels[kind], **columns) for kind, columns in sorted(counts.items())])


def kinds_that_did_not_come(table: AttendanceTable) -> list[str]:
    """Kinds of actors with no recorded attendance: who has not spoken yet."""
    came = {row.label for row in table.rows}
    choices = Attendance._meta.get_field("organisation_kind").flatchoices
    return [label for value, label in choices if label not in came and value != "other"]


def named_attendances(meeting: Meeting) -> QuerySet[Attendance]:
    """The offices and organisations named as present."""
    return meeting.attendances.filter(organisation__isnull=False).select_related("organisation", "site", "source")
