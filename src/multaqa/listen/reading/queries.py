from dataclasses import dataclass

from django.db.models import Count, Prefetch, Q, QuerySet

from multaqa.ground.people.models import Person
from multaqa.ground.people.rules import rights_of
from multaqa.listen.contributions.queries import where_held
from multaqa.listen.meetings.models import Document
from multaqa.listen.meetings.queries import visible_documents
from multaqa.listen.reading.models import Proposal, ReadingRun

State = Proposal.State


def visible_runs(person: Person | None) -> QuerySet[ReadingRun]:
    """The one door: readings are open to whoever reads drafts where the document's meeting was held."""
    held = where_held(person, "statement.read_drafts", field="contribution__territory__path")
    return ReadingRun.objects.filter(held).select_related(
        "document__meeting", "contribution__territory", "contribution__round", "started_by"
    )


def documents_to_read(person: Person | None) -> QuerySet[Document]:
    """The documents that this person sees and may have read, with the readings there are, the newest first."""
    held = where_held(person, "statement.capture", field="meeting__territory__path")
    drafts = where_held(person, "statement.read_drafts", field="meeting__territory__path")
    counted = ~Q(proposals__state=State.SPLIT)
    runs = visible_runs(person).annotate(
        total=Count("proposals", filter=counted),
        decided=Count("proposals", filter=counted & ~Q(proposals__state=State.PROPOSED)),
    )
    return (
        visible_documents(person)
        .filter(held, drafts)
        .prefetch_related(Prefetch("readings", runs, to_attr="runs"))
        .order_by("-added_at", "pk")
    )


def reads_documents(person: Person | None) -> bool:
    return rights_of(person).hold_anywhere("statement.capture")


@dataclass(frozen=True)
class Progress:
    """How far a reading is decided."""

    proposed: int
    accepted: int
    refused: int

    @property
    def total(self) -> int:
        return self.proposed + self.accepted + self.refused

    @property
    def decided(self) -> int:
        return self.accepted + self.refused


def progress_of(run: ReadingRun) -> Progress:
    counts = Proposal.objects.filter(run=run).by_state()
    return Progress(counts[State.PROPOSED], counts[State.ACCEPTED], counts[State.REFUSED])


def first_open(run: ReadingRun, after: Proposal | None = None) -> Proposal | None:
    """The next proposal that nobody decided: after this one in the document, else the first of all."""
    waiting = Proposal.objects.filter(run=run, state=State.PROPOSED)
    behind = waiting.filter(start__gte=after.start).exclude(pk=after.pk).first() if after else None
    return behind or waiting.first()


def changed_since(run: ReadingRun, version: int) -> QuerySet[Proposal]:
    """What people did to proposals since a page showed this version of the reading."""
    return Proposal.objects.filter(run=run, version__gt=version).for_reading()
