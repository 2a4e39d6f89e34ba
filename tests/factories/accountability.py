"""Rows of accountability for tests, and one whole thread from a statement to the last dirham."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from django.utils import timezone
from factory import LazyFunction, SubFactory
from factory.django import DjangoModelFactory

from multaqa.accountability.answers.models import Answer
from multaqa.deliver.centres.models import Centre
from multaqa.deliver.projects.models import Project
from multaqa.deliver.visits.models import Recommendation, Visit
from multaqa.fund.agreements.models import Agreement, Commitment
from multaqa.fund.disbursements.models import Disbursement
from multaqa.fund.envelopes.models import Envelope
from multaqa.ground.vocabulary.fields import Words
from multaqa.listen.meetings.models import Announcement
from multaqa.listen.statements.models import Statement
from multaqa.plan.measures.models import Measure
from multaqa.understand.themes.models import Theme
from tests.factories.deliver import CentreFactory, ProjectFactory, RecommendationFactory, StopFactory, VisitFactory
from tests.factories.fund import CommitmentFactory, DisbursementFactory, EnvelopeFactory, SignedAgreementFactory
from tests.factories.listen import AnnouncementFactory, StatementFactory
from tests.factories.plan import AdoptedMeasureFactory
from tests.factories.understand import PublishedThemeFactory

TEXT = Words(ar="سنفتح مداومة", fr="Nous ouvrirons une permanence", en="We will open a desk")


class AnswerFactory(DjangoModelFactory[Answer]):
    """An answer that is still owed, due next year."""

    class Meta:
        model = Answer

    statement = SubFactory(StatementFactory)
    due_on = LazyFunction(lambda: date(timezone.localdate().year + 1, 1, 31))


class PublishedAnswerFactory(AnswerFactory):
    outcome = Answer.Outcome.ADOPTED
    text = TEXT
    state = Answer.State.PUBLISHED
    published_at = LazyFunction(timezone.now)


class ThemeAnswerFactory(AnswerFactory):
    statement: Any = None
    theme = SubFactory(PublishedThemeFactory)


@dataclass(frozen=True)
class WholeThread:
    """One of each kind, linked as the mission links them."""

    announcement: Announcement
    statement: Statement
    theme: Theme
    answer: Answer
    measure: Measure
    envelope: Envelope
    agreement: Agreement
    commitment: Commitment
    payment: Disbursement
    project: Project
    centre: Centre
    visit: Visit
    recommendation: Recommendation

    def __iter__(self) -> Any:
        return iter(self.__dict__.values())


def whole_thread(**statement: Any) -> WholeThread:
    said = StatementFactory(**statement)
    theme = PublishedThemeFactory(round=said.round, statements=[said])
    measure = AdoptedMeasureFactory(origin__theme=theme)
    answer = PublishedAnswerFactory(statement=said, measure=measure)
    announcement = AnnouncementFactory(amount=1_000_000)
    envelope = EnvelopeFactory(announcement=announcement)
    agreement = SignedAgreementFactory()
    agreement.measures.add(measure)
    agreement.announcements.add(announcement)
    commitment = CommitmentFactory(agreement=agreement)
    payment = DisbursementFactory(commitment=commitment)
    project = ProjectFactory(measure=measure, agreement=agreement)
    centre = CentreFactory(project=project, opened_on=date(2025, 9, 1))
    visit = VisitFactory(state=Visit.State.SUBMITTED)
    stop = StopFactory(visit=visit, centre=centre)
    recommendation = RecommendationFactory(visit=visit, stop=stop)
    return WholeThread(
        announcement,
        said,
        theme,
        answer,
        measure,
        envelope,
        agreement,
        commitment,
        payment,
        project,
        centre,
        visit,
        recommendation,
    )
