"""What each kind of thing shows of itself on the thread."""

from datetime import date, datetime
from typing import Any

from django.urls import reverse
from django.utils import timezone

from multaqa.accountability.answers.models import Answer
from multaqa.accountability.trace.thread import Step
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

# How each state is drawn; what is not named here is drawn as proposed.
SHAPES = {
    "announcement": {"announced": "proposed", "lapsed": "refused"},
    "statement": {"published": "done"},
    "theme": {"published": "done", "superseded": "unknown"},
    "measure": {"adopted": "agreed", "running": "now", "achieved": "done", "abandoned": "refused"},
    "envelope": {"agreed": "agreed", "committed": "committed", "closed": "done"},
    "agreement": {
        "negotiated": "agreed",
        "initialled": "agreed",
        "deliberated": "agreed",
        "signed": "committed",
        "in_force": "committed",
        "suspended": "late",
        "completed": "done",
        "closed": "done",
        "terminated": "refused",
    },
    "payment": {
        "certified": "agreed",
        "ordered": "committed",
        "paid": "paid",
        "received": "paid",
        "rejected": "refused",
        "reversed": "refused",
    },
    "project": {
        "approved": "agreed",
        "funded": "committed",
        "running": "now",
        "suspended": "late",
        "delivered": "done",
        "in_service": "done",
        "closed": "done",
        "cancelled": "refused",
    },
    "centre": {"works": "now", "equipped": "now", "open": "done", "suspended": "late", "closed": "refused"},
    "visit": {"on_site": "now", "submitted": "done", "countersigned": "done", "closed": "done"},
    "recommendation": {"accepted": "agreed", "contested": "refused", "done": "done", "verified": "done"},
}


def _state(kind: str, thing: Any) -> dict[str, Any]:
    shape = SHAPES[kind].get(thing.state, "proposed")
    return {"state": thing.state, "word": str(thing.get_state_display()), "shape": shape}


def _day(instant: datetime | None) -> date | None:
    return timezone.localdate(instant) if instant else None


def _money(thing: Any) -> dict[str, Any]:
    return {"money": thing.money, "fiscal_year": thing.fiscal_year}


def of_announcement(announcement: Announcement) -> Step:
    meeting = announcement.meeting
    return Step(
        "announcement",
        announcement.code,
        announcement.text,
        f"{meeting.get_absolute_url()}#{announcement.code}",
        on=meeting.held_on,
        precision=meeting.date_precision,
        who=str(announcement.organisation or ""),
        illustrative=announcement.illustrative,
        pk=announcement.pk,
        **_state("announcement", announcement),
        **_money(announcement),
    )


def of_statement(statement: Statement) -> Step:
    contribution = statement.contribution
    on, precision = statement.said_when
    return Step(
        "statement",
        statement.ref,
        words_of(statement),
        statement.get_absolute_url(),
        on=on,
        precision=precision,
        who=str(contribution.organisation or contribution.get_said_by_kind_display()),
        language=statement.language,
        illustrative=contribution.illustrative,
        pk=statement.pk,
        **_state("statement", statement),
    )


def words_of(statement: Statement) -> Words:
    """What was said, and its translations that may be published."""
    approved = {t.language: t.text for t in statement.translations.all() if t.may_be_published(statement.text)}
    return Words({**approved, statement.language: statement.text})


def of_theme(theme: Theme) -> Step:
    return Step(
        "theme",
        theme.code,
        theme.title,
        theme.get_absolute_url(),
        on=_day(theme.published_at),
        illustrative=theme.illustrative,
        pk=theme.pk,
        **_state("theme", theme),
    )


def of_answer(answer: Answer) -> Step:
    """An answer that is still owed shows its day, and nothing of a draft."""
    owed = not answer.is_published
    subject = answer.subject
    return Step(
        "answer",
        subject.ref if isinstance(subject, Statement) else subject.code,
        Words() if owed else answer.text,
        answer.get_absolute_url(),
        state="late" if answer.is_late else "due" if owed else answer.outcome,
        word=str(Answer.State.DUE.label if owed else answer.get_outcome_display()),
        shape=answer.shape,
        on=None if owed else answer.answered_on,
        due_on=answer.due_on,
        illustrative=answer.illustrative,
        pk=answer.pk,
    )


def of_measure(measure: Measure) -> Step:
    strategy = measure.objective.axis.strategy
    return Step(
        "measure",
        f"{strategy.code}:{strategy.version}:{measure.code}",
        Words({tag: f"{measure.code} · {text}" for tag, text in measure.title.items()}),
        measure.get_absolute_url(),
        on=strategy.adopted_on if measure.state != Measure.State.PROPOSED else None,
        due_on=measure.due_on,
        who=str(measure.owner or ""),
        illustrative=measure.illustrative,
        pk=measure.pk,
        **_state("measure", measure),
    )


def of_envelope(envelope: Envelope) -> Step:
    return Step(
        "envelope",
        envelope.code,
        envelope.title,
        envelope.get_absolute_url(),
        illustrative=envelope.illustrative,
        pk=envelope.pk,
        **_state("envelope", envelope),
        **_money(envelope),
    )


def of_agreement(agreement: Agreement) -> Step:
    return Step(
        "agreement",
        agreement.ref,
        agreement.title,
        agreement.get_absolute_url(),
        on=agreement.signed_on,
        due_on=agreement.ends_on,
        illustrative=agreement.illustrative,
        pk=agreement.pk,
        **_state("agreement", agreement),
    )


def of_commitment(commitment: Commitment) -> Step:
    """Bound by its agreement, and so in the agreement's state."""
    agreement = commitment.agreement
    binds = agreement.is_binding
    return Step(
        "commitment",
        commitment.code,
        commitment.description or agreement.title,
        reverse("accountability:trace", args=["commitment", commitment.code]),
        state=agreement.state,
        word=str(agreement.get_state_display()),
        shape="committed" if binds else SHAPES["agreement"].get(agreement.state, "proposed"),
        on=agreement.signed_on,
        in_kind=commitment.is_in_kind,
        within=agreement.ref,
        who=str(commitment.party.organisation),
        illustrative=agreement.illustrative,
        pk=commitment.pk,
        **_money(commitment),
    )


def of_payment(payment: Disbursement) -> Step:
    commitment = payment.commitment
    return Step(
        "payment",
        payment.code,
        commitment.description or commitment.agreement.title,
        reverse("accountability:trace", args=["payment", payment.code]),
        on=payment.value_on,
        within=commitment.agreement.ref,
        who=str(commitment.party.organisation),
        illustrative=commitment.agreement.illustrative,
        pk=payment.pk,
        **_state("payment", payment),
        **_money(payment),
    )


def of_project(project: Project) -> Step:
    return Step(
        "project",
        project.code,
        project.title,
        project.get_absolute_url(),
        on=project.delivered_on or project.starts_on,
        due_on=project.forecast_on,
        who=str(project.owner or ""),
        illustrative=project.illustrative,
        pk=project.pk,
        **_state("project", project),
    )


def of_centre(centre: Centre) -> Step:
    return Step(
        "centre",
        centre.code,
        centre.name,
        centre.get_absolute_url(),
        on=centre.opened_on,
        who=str(centre.operator or ""),
        illustrative=centre.illustrative,
        pk=centre.pk,
        **_state("centre", centre),
    )


def of_visit(visit: Visit) -> Step:
    return Step(
        "visit",
        visit.code,
        visit.title,
        visit.get_absolute_url(),
        on=visit.starts_on,
        who=str(visit.host or ""),
        illustrative=visit.illustrative,
        pk=visit.pk,
        **_state("visit", visit),
    )


def of_recommendation(recommendation: Recommendation) -> Step:
    return Step(
        "recommendation",
        recommendation.code,
        recommendation.text,
        recommendation.get_absolute_url(),
        on=_made_on(recommendation),
        due_on=recommendation.due_on,
        who=str(recommendation.owner or ""),
        illustrative=recommendation.illustrative,
        pk=recommendation.pk,
        **_state("recommendation", recommendation),
    )


def _made_on(recommendation: Recommendation) -> date | None:
    visit, meeting = recommendation.visit, recommendation.recalls
    return visit.starts_on if visit else meeting.held_on if meeting else None
