"""Rows of listening for tests. Statements are made by the deeds people do: no row is in a state of its own."""

from typing import Any

import factory
from factory import LazyAttribute, SelfAttribute, Sequence, SubFactory
from factory.django import DjangoModelFactory

from multaqa.ground.journal.actions import SystemActor
from multaqa.ground.vocabulary.fields import Words
from multaqa.listen.contributions.models import Contribution
from multaqa.listen.following.actions import withdraw_contribution
from multaqa.listen.meetings.models import Announcement, Document, Meeting, Site
from multaqa.listen.reading.models import Proposal, ReadingRun
from multaqa.listen.rounds.models import ReferenceSeries, Round
from multaqa.listen.statements.actions import (
    capture_statement,
    confirm_statement,
    publish_statement,
    withhold_statement,
)
from multaqa.listen.statements.models import Statement, StatementLink
from tests.factories.ground import CountryFactory, TerritoryFactory, in_two_languages

BY = SystemActor("tests")
REASON = Words(ar="سبب", fr="Un motif")
State = Statement.State


class RoundFactory(DjangoModelFactory[Round]):
    """An open round of the whole country."""

    class Meta:
        model = Round
        skip_postgeneration_save = True

    code = Sequence(lambda n: f"round-{n}")
    title = in_two_languages("دورة", "Cycle")
    state = Round.State.OPEN

    @factory.post_generation
    def territories(self, create: bool, extracted: Any, **_: Any) -> None:
        if create:
            self.territories.set(extracted or [CountryFactory()])


class ReferenceSeriesFactory(DjangoModelFactory[ReferenceSeries]):
    class Meta:
        model = ReferenceSeries
        django_get_or_create = ("round", "territory")

    round = SubFactory(RoundFactory)
    territory = SubFactory(CountryFactory)
    prefix = LazyAttribute(lambda series: f"{series.territory.code}-{series.round.pk}".upper())


class MeetingFactory(DjangoModelFactory[Meeting]):
    class Meta:
        model = Meeting

    code = Sequence(lambda n: f"meeting-{n}")
    round = SubFactory(RoundFactory)
    territory = SubFactory(TerritoryFactory)
    title = in_two_languages("لقاء", "Rencontre")
    state = Meeting.State.ENDED


class SiteFactory(DjangoModelFactory[Site]):
    class Meta:
        model = Site

    meeting = SubFactory(MeetingFactory)
    kind = Site.Kind.MAIN_HALL
    territory = SelfAttribute("meeting.territory")


class DocumentFactory(DjangoModelFactory[Document]):
    class Meta:
        model = Document

    code = Sequence(lambda n: f"document-{n}")
    meeting = SubFactory(MeetingFactory)
    kind = Document.Kind.MINUTES
    language = "fr"
    title = in_two_languages("محضر", "Procès-verbal")
    file = factory.django.FileField(filename="minutes.txt", data="Procès-verbal".encode())
    sha256 = "0" * 64
    published = True


class AnnouncementFactory(DjangoModelFactory[Announcement]):
    class Meta:
        model = Announcement

    code = Sequence(lambda n: f"announcement-{n}")
    meeting = SubFactory(MeetingFactory)
    text = in_two_languages("إعلان", "Annonce")


class ContributionFactory(DjangoModelFactory[Contribution]):
    class Meta:
        model = Contribution

    code = Sequence(lambda n: f"contribution-{n}")
    round = SubFactory(RoundFactory)
    territory = SubFactory(TerritoryFactory)
    channel = Contribution.Channel.WEB
    language = "fr"
    text = Sequence(lambda n: f"Le centre est loin, et la route est coupée en hiver ({n}).")
    sha256 = LazyAttribute(lambda row: Contribution.fingerprint(row.text))
    said_by_kind = "citizen"


class StatementFactory(DjangoModelFactory[Statement]):
    """A published statement that says all of its contribution; `state` says how far people took it."""

    class Meta:
        model = Statement

    contribution = SubFactory(
        ContributionFactory,
        territory=SelfAttribute("..territory"),
        round=SelfAttribute("..round"),
        text=SelfAttribute("..text"),
    )
    territory = SubFactory(TerritoryFactory)
    round = SubFactory(RoundFactory)
    text = Sequence(lambda n: f"Une unité mobile devrait passer chaque semaine ({n}).")
    kind = Statement.Kind.EXPECTATION
    state = State.PUBLISHED
    target_groups: Any = ()
    territories: Any = ()

    @classmethod
    def _create(cls, model_class: type[Statement], *args: Any, **row: Any) -> Statement:
        contribution, state = row["contribution"], row["state"]
        ReferenceSeriesFactory(round=contribution.round)
        statement = capture_statement(
            by=BY,
            contribution=contribution,
            start=0,
            end=len(contribution.text),
            kind=row["kind"],
            territories=row["territories"],
            target_groups=row["target_groups"],
        )
        return take_to(statement, state)


def take_to(statement: Statement, state: str) -> Statement:
    """Do the deeds that lead from captured to the state."""
    if state in (State.CONFIRMED, State.PUBLISHED):
        statement = confirm_statement(by=BY, statement=statement)
    if state == State.PUBLISHED:
        statement = publish_statement(by=BY, statement=statement)
    if state == State.WITHHELD:
        statement = withhold_statement(by=BY, statement=statement, code="personal_data", reason=REASON)
    if state == State.WITHDRAWN:
        withdraw_contribution(contribution=statement.contribution)
        statement.refresh_from_db()
    return statement


class StatementLinkFactory(DjangoModelFactory[StatementLink]):
    class Meta:
        model = StatementLink

    kind = StatementLink.Kind.REPHRASES
    from_statement = SubFactory(StatementFactory)
    to_statement = SubFactory(StatementFactory, round=SelfAttribute("..from_statement.round"))


class ReadingRunFactory(DjangoModelFactory[ReadingRun]):
    """A reading of a document, with one proposal for each line of `text`."""

    class Meta:
        model = ReadingRun

    document = SubFactory(DocumentFactory)
    text = "La commune demande une unité mobile.\n\nLa route est coupée en hiver."
    contribution = SubFactory(
        ContributionFactory,
        round=SelfAttribute("..document.meeting.round"),
        territory=SelfAttribute("..document.meeting.territory"),
        document=SelfAttribute("..document"),
        channel=Contribution.Channel.DOCUMENT,
        text=SelfAttribute("..text"),
    )
    engine = "multaqa.analysis.text"
    engine_version = Sequence(lambda n: f"0.1.0+{n:012x}")
    file_sha256 = output_sha256 = "0" * 64
    seconds = 0.5
    language = "fr"

    @classmethod
    def _create(cls, model_class: type[ReadingRun], *args: Any, **row: Any) -> ReadingRun:
        text = row.pop("text")
        run = super()._create(model_class, *args, **row)
        ReferenceSeriesFactory(round=run.contribution.round)
        for line in filter(None, text.split("\n")):
            ProposalFactory(run=run, start=text.index(line), end=text.index(line) + len(line))
        return run


class ProposalFactory(DjangoModelFactory[Proposal]):
    class Meta:
        model = Proposal

    run = SubFactory(ReadingRunFactory)
    kind = Statement.Kind.EXPECTATION
    confidence = 0.5
    language = "fr"
    as_proposed = LazyAttribute(
        lambda row: {
            "start": row.start, "end": row.end, "kind": row.kind, "said_by": "", "territories": [], "target_groups": [],
        }
    )  # fmt: skip
