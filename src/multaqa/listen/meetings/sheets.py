"""Meetings and all that belongs to one, as rows of a folder."""

import hashlib
from collections.abc import Iterable, Mapping
from functools import partial
from typing import Any

from django.core.files.base import ContentFile
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from multaqa.ground.actors.models import ActorKind
from multaqa.ground.journal.actions import record
from multaqa.ground.money.columns import CURRENCY
from multaqa.ground.sheets.columns import Column
from multaqa.ground.sheets.context import LoadContext
from multaqa.ground.sheets.provenance import PROVENANCE
from multaqa.ground.sheets.records import Record
from multaqa.ground.sheets.refusals import Refusal
from multaqa.ground.sheets.sheets import Rows, Sheet
from multaqa.listen.meetings.models import AgendaItem, Announcement, Attendance, Document, Meeting, Site
from multaqa.listen.rounds.sheets import refused_by_its_round, round_of

SPOKEN = ("ar", "fr", "en")


def provenance(row: Record, context: LoadContext) -> dict[str, Any]:
    return {"source": context.find("sources", row["source"]), "illustrative": row["illustrative"]}


def _check_meetings(rows: Rows, context: LoadContext) -> Iterable[Refusal]:
    yield from refused_by_its_round(rows, context, "meetings")
    first: dict[int, int] = {}
    for row in rows:
        rank = row["sequence_number"]
        if rank and first.setdefault(rank, row.number) != row.number:
            yield row.refusal(
                "sequence_number",
                _("Row %(first)s has this rank already.") % {"first": first[rank]},
                _("Correct one of the two, or leave the cell empty where the rank is not known."),
            )


def _load_meetings(rows: Rows, context: LoadContext) -> None:
    round = round_of(context)
    texts = ("sequence_number", "title", "held_on", "date_precision", "date_note", "venue", "state")
    for row in rows:
        with context.writing(row):
            meeting, new = Meeting.objects.update_or_create(
                code=row["code"],
                defaults={
                    "round": round,
                    "territory": context.find("territories", row["territory"]),
                    "languages": list(row["languages"]),
                    **{name: row[name] for name in texts},
                    **provenance(row, context),
                },
            )
            if new:
                record(context.by, "loaded", meeting)
        context.keep("meetings", row.code, meeting)


def meetings_by_code() -> Mapping[str, Meeting]:
    return {meeting.code: meeting for meeting in Meeting.objects.select_related("territory", "round")}


def _load_sites(rows: Rows, context: LoadContext) -> None:
    for row in rows:
        with context.writing(row):
            Site.objects.update_or_create(
                meeting=context.find("meetings", row["meeting"]),
                kind=row["kind"],
                territory=context.find("territories", row["territory"]),
                defaults={"name": row["name"], **provenance(row, context)},
            )


def _load_attendance(rows: Rows, context: LoadContext) -> None:
    """Attendance is appended: a meeting that has any already keeps what it has."""
    recorded = set(Attendance.objects.values_list("meeting__code", flat=True))
    sites = {(s.meeting.code, s.kind, s.territory.code): s for s in Site.objects.select_related("meeting", "territory")}
    for row in rows:
        if row["meeting"] in recorded:
            continue
        with context.writing(row):
            Attendance.objects.create(
                meeting=context.find("meetings", row["meeting"]),
                site=sites.get((row["meeting"], row["site_kind"], row["site_territory"])),
                organisation_kind=row["organisation_kind"],
                organisation=context.find("organisations", row["organisation"]),
                capacity=row["capacity"],
                people=row["people"] or 1,
                method=Attendance.Method.COUNT if row["illustrative"] else Attendance.Method.PRESS,
                **provenance(row, context),
            )


def _load_agenda(rows: Rows, context: LoadContext) -> None:
    for row in rows:
        with context.writing(row):
            AgendaItem.objects.update_or_create(
                meeting=context.find("meetings", row["meeting"]),
                order=row["order"],
                defaults={
                    **{name: row[name] for name in ("kind", "title", "planned_minutes")},
                    **provenance(row, context),
                },
            )


def _load_documents(rows: Rows, context: LoadContext) -> None:
    for row in rows:
        with context.writing(row):
            document = _document(row, context)
        context.keep("documents", row.code, document)


def _document(row: Record, context: LoadContext) -> Document:
    content = context.document(row["file"]).encode()
    sha256 = hashlib.sha256(content).hexdigest()
    document = Document.objects.filter(code=row["code"]).first() or Document(code=row["code"])
    document.meeting = context.find("meetings", row["meeting"])
    for name, value in (
        provenance(row, context) | {n: row[n] for n in ("kind", "language", "title", "published")}
    ).items():
        setattr(document, name, value)
    if document.sha256 != sha256:
        document.sha256 = sha256
        document.file.save(row["file"].rsplit("/", 1)[-1], ContentFile(content), save=False)
        context.made_file(partial(document.file.storage.delete, str(document.file.name)))
    document.save()
    return document


def documents_by_code() -> Mapping[str, Document]:
    return {document.code: document for document in Document.objects.all()}


def _load_announcements(rows: Rows, context: LoadContext) -> None:
    for row in rows:
        with context.writing(row):
            announcement, new = Announcement.objects.update_or_create(
                code=row["code"],
                defaults={
                    "meeting": context.find("meetings", row["meeting"]),
                    "organisation": context.find("organisations", row["organisation"]),
                    "currency": row["currency"] or "MAD",
                    **{name: row[name] for name in ("text", "amount", "state", "lapsed_reason")},
                    **provenance(row, context),
                },
            )
            if new:
                record(context.by, "announced", announcement, amount=row["amount"])
        context.keep("announcements", row.code, announcement)


def announcements_by_code() -> Mapping[str, Announcement]:
    return {announcement.code: announcement for announcement in Announcement.objects.all()}


_MEETING = Column("meeting", "code", required=True, refers_to="meetings", help=gettext_lazy("Code of the meeting."))
MEETINGS = Sheet(
    "meetings",
    gettext_lazy("Meetings"),
    (
        Column(
            "code", "code", required=True, help=gettext_lazy("A short code for addresses."), example="fes-meknes-2022"
        ),
        Column(
            "sequence_number",
            "integer",
            at_least=1,
            help=gettext_lazy("The meeting's rank in the round; empty when not known."),
        ),
        Column(
            "territory", "code", required=True, refers_to="territories", help=gettext_lazy("The region."), example="03"
        ),
        Column("title", "words", required=True, help=gettext_lazy("What the meeting is called.")),
        Column("held_on", "date", help=gettext_lazy("The day; the first of the month when only the month is known.")),
        Column(
            "date_precision",
            "choice",
            required=True,
            choices=Meeting.Precision.choices,
            help=gettext_lazy("How well the day is known."),
        ),
        Column("date_note", "words", help=gettext_lazy("What is known of the date beyond that.")),
        Column("venue", "words", help=gettext_lazy("The hall.")),
        Column("state", "choice", required=True, choices=Meeting.State.choices, help=gettext_lazy("Where it stands.")),
        Column(
            "languages",
            "choice",
            many=True,
            choices=[(tag, tag) for tag in (*SPOKEN, "ary", "zgh")],
            help=gettext_lazy("Languages spoken there."),
            example="ar;fr",
        ),
        *PROVENANCE,
    ),
    load=_load_meetings,
    key=("code",),
    check=_check_meetings,
    existing=meetings_by_code,
    model=Meeting,
)
SITES = Sheet(
    "sites",
    gettext_lazy("Sites of meetings"),
    (
        _MEETING,
        Column(
            "kind", "choice", required=True, choices=Site.Kind.choices, help=gettext_lazy("The way of taking part.")
        ),
        Column("territory", "code", required=True, refers_to="territories", help=gettext_lazy("Where the site is.")),
        Column("name", "words", help=gettext_lazy("Its name, where it has one.")),
        *PROVENANCE,
    ),
    load=_load_sites,
    key=("meeting", "kind", "territory"),
    model=Site,
)
ATTENDANCE = Sheet(
    "attendance",
    gettext_lazy("Attendance"),
    (
        _MEETING,
        Column(
            "site_kind",
            "choice",
            choices=Site.Kind.choices,
            help=gettext_lazy("The way of taking part; empty when not known."),
        ),
        Column("site_territory", "code", refers_to="territories", help=gettext_lazy("Where the site is.")),
        Column(
            "organisation_kind",
            "choice",
            required=True,
            choices=[*ActorKind.choices, ("citizen", gettext_lazy("Citizens"))],
            help=gettext_lazy("What kind of actor came."),
        ),
        Column(
            "organisation",
            "code",
            refers_to="organisations",
            help=gettext_lazy("Which one; empty for a counted group."),
        ),
        Column("capacity", "words", help=gettext_lazy("In which capacity.")),
        Column(
            "people",
            "integer",
            at_least=1,
            at_most=100_000,
            help=gettext_lazy("How many people this row counts."),
            example="1",
        ),
        *PROVENANCE,
    ),
    load=_load_attendance,
    model=Attendance,
)
AGENDA = Sheet(
    "agenda",
    gettext_lazy("Agenda"),
    (
        _MEETING,
        Column("order", "integer", required=True, at_least=1, help=gettext_lazy("Place in the agenda.")),
        Column(
            "kind",
            "choice",
            required=True,
            choices=AgendaItem.Kind.choices,
            help=gettext_lazy("What kind of item it is."),
        ),
        Column("title", "words", required=True, help=gettext_lazy("Its title.")),
        Column("planned_minutes", "integer", at_least=1, help=gettext_lazy("Minutes planned.")),
        *PROVENANCE,
    ),
    load=_load_agenda,
    key=("meeting", "order"),
    model=AgendaItem,
)
DOCUMENTS = Sheet(
    "documents",
    gettext_lazy("Documents"),
    (
        Column("code", "code", required=True, help=gettext_lazy("A short code for addresses.")),
        _MEETING,
        Column(
            "kind",
            "choice",
            required=True,
            choices=Document.Kind.choices,
            help=gettext_lazy("What kind of paper it is."),
        ),
        Column(
            "language",
            "choice",
            required=True,
            choices=[(tag, tag) for tag in SPOKEN],
            help=gettext_lazy("Its language."),
        ),
        Column("title", "words", required=True, help=gettext_lazy("Its title.")),
        Column(
            "file",
            "document",
            required=True,
            help=gettext_lazy("A text under documents/."),
            example="documents/minutes.txt",
        ),
        Column("published", "boolean", required=True, help=gettext_lazy("Whether the public may read it.")),
        *PROVENANCE,
    ),
    load=_load_documents,
    key=("code",),
    existing=documents_by_code,
    model=Document,
)
ANNOUNCEMENTS = Sheet(
    "announcements",
    gettext_lazy("Announcements"),
    (
        Column("code", "code", required=True, help=gettext_lazy("A short code to refer to it by.")),
        _MEETING,
        Column("text", "words", required=True, help=gettext_lazy("What was announced.")),
        Column("amount", "decimal", help=gettext_lazy("The amount that was named; empty when none was.")),
        CURRENCY,
        Column("organisation", "code", refers_to="organisations", help=gettext_lazy("Whose announcement it is.")),
        Column(
            "state", "choice", required=True, choices=Announcement.State.choices, help=gettext_lazy("Where it stands.")
        ),
        Column("lapsed_reason", "words", languages=("ar", "fr"), help=gettext_lazy("Needed where it lapsed.")),
        *PROVENANCE,
    ),
    load=_load_announcements,
    key=("code",),
    existing=announcements_by_code,
    model=Announcement,
)
