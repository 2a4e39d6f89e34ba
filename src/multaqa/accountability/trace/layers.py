"""How each kind of thing hangs on the others, in the order of the mission: one query per kind and direction."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

from django.db.models import Model, Q, QuerySet

from multaqa.accountability.answers.models import Answer
from multaqa.accountability.answers.queries import public_answers
from multaqa.accountability.trace import steps
from multaqa.accountability.trace.thread import Step
from multaqa.deliver.centres.models import WIDE, Centre
from multaqa.deliver.centres.queries import visible_centres
from multaqa.deliver.projects.queries import visible_projects
from multaqa.deliver.visits.models import Recommendation, Visit
from multaqa.fund.agreements.models import Agreement, Commitment
from multaqa.fund.agreements.queries import visible_agreements
from multaqa.fund.disbursements.models import Disbursement
from multaqa.fund.envelopes.queries import visible_envelopes
from multaqa.listen.meetings.models import Announcement
from multaqa.listen.meetings.queries import visible_meetings
from multaqa.listen.statements.models import Statement
from multaqa.listen.statements.queries import visible_statements
from multaqa.plan.measures.queries import visible_measures
from multaqa.understand.themes.queries import visible_themes

Keys = Mapping[str, Sequence[int]]
"""What the walk has met so far, by kind."""
Links = Callable[[Keys], Q | None]


def through(**lookups: str) -> Links:
    """The rows that hang on what was met, each kind by its own lookup; None where nothing can."""

    def links(met: Keys) -> Q | None:
        found: Q | None = None
        for kind, lookup in lookups.items():
            if met.get(kind):
                condition = Q(**{f"{lookup}__in": met[kind]})
                found = condition if found is None else found | condition
        return found

    return links


def nothing(_met: Keys) -> Q | None:
    return None


@dataclass(frozen=True)
class Layer:
    """One kind of thing: which of them the public reads, how they are keyed, and what they hang on."""

    kind: str
    rows: Callable[[], QuerySet[Any]]
    step: Callable[[Any], Step]
    key: str | Callable[[str], Q]
    below: Links = field(default=nothing)
    """What of this kind came of what was met: the way downstream."""
    above: Links = field(default=nothing)
    """What of this kind led to what was met: the way upstream."""

    def find(self, key: str) -> Model | None:
        condition = self.key(key) if callable(self.key) else Q(**{self.key: key})
        found: Model | None = self.rows().filter(condition).first()
        return found


def _statements() -> QuerySet[Statement]:
    published = visible_statements(None).select_related("current", "territory")
    said = published.select_related("contribution__organisation", "contribution__meeting")
    return said.prefetch_related("translations")


def _announcements() -> QuerySet[Announcement]:
    announcements = Announcement.objects.select_related("meeting", "organisation")
    return announcements.filter(meeting__in=visible_meetings(None))


def _commitments() -> QuerySet[Commitment]:
    public = Commitment.objects.exclude(agreement__state=Agreement.State.DRAFT)
    return public.select_related("agreement", "party__organisation")


def _payments() -> QuerySet[Disbursement]:
    public = Disbursement.objects.exclude(commitment__agreement__state=Agreement.State.DRAFT)
    return public.select_related("commitment__agreement", "commitment__party__organisation", "payee")


def _recommendations() -> QuerySet[Recommendation]:
    return Recommendation.objects.public().select_related("visit", "owner", "recalls")


def _measure_key(key: str) -> Q:
    """strategy:version:code, as in a round's folder."""
    strategy, _, rest = key.partition(":")
    version, _, code = rest.partition(":")
    return Q(code=code, objective__axis__strategy__code=strategy, objective__axis__strategy__version=version)


def _answer_key(key: str) -> Q:
    return Q(statement__ref=key) | Q(theme__code=key)


def _answers_above(met: Keys) -> Q | None:
    """The answers that named a measure: a draft names nothing yet."""
    named = through(measure="measure")(met)
    return named if named is None else named & Q(state=Answer.State.PUBLISHED)


def _measures_below(met: Keys) -> Q | None:
    found = through(theme="origins__theme", statement="origins__statement")(met)
    if not met.get("answer"):
        return found
    named = Q(answers__in=met["answer"], answers__state=Answer.State.PUBLISHED)
    return named if found is None else found | named


def _measures_above(met: Keys) -> Q | None:
    """The measure a project carries out; those of its agreement only where the project names none."""
    if not met.get("project"):
        return through(agreement="agreements")(met)
    unnamed = Q(agreements__projects__in=met["project"], agreements__projects__measure=None)
    return Q(projects__in=met["project"]) | unnamed


def _projects_below(met: Keys) -> Q | None:
    """Those of the measures met; of an agreement that was reached by a measure, only those that name no other."""
    by_measure, by_agreement = through(measure="measure")(met), through(agreement="agreement")(met)
    if by_measure is None or by_agreement is None:
        return by_measure or by_agreement
    return by_measure | by_agreement & Q(measure=None)


def _places_seen(met: Keys) -> Q | None:
    """Where a visit stopped; of a recommendation, the one stop at which it was made."""
    if met.get("recommendation"):
        return through(recommendation="stops__recommendations")(met)
    if not met.get("visit"):
        return None
    return Q(stops__visit__in=Visit.objects.begun().filter(pk__in=met["visit"]))


def _centres_below(met: Keys) -> Q | None:
    """A project of one commune says nothing of a shelter: that would tell where it is."""
    built = through(project="project")(met)
    return built and built & (~Q(kind=Centre.Kind.SHELTER) | Q(project__territory__kind__in=WIDE))


def _of_centres(met: Keys) -> Q | None:
    """And a shelter names no project of one commune."""
    if not met.get("centre"):
        return None
    others = Centre.objects.filter(pk__in=met["centre"]).exclude(kind=Centre.Kind.SHELTER)
    return Q(centres__in=others) | Q(centres__in=met["centre"], territory__kind__in=WIDE)


def _visits_below(met: Keys) -> Q | None:
    """Stops are public once the visit has begun."""
    stopped = through(project="stops__project", centre="stops__centre")(met)
    return stopped and stopped & ~Q(state=Visit.State.PLANNED)


def _projects_above(met: Keys) -> Q | None:
    by_centre, seen = _of_centres(met), _places_seen(met)
    return by_centre | seen if by_centre and seen else by_centre or seen


def _recommendations_below(met: Keys) -> Q | None:
    """Those made at the places met; of a visit alone, all it made."""
    made_there = through(project="stop__project", centre="stop__centre")(met)
    return made_there or through(visit="visit")(met)


LAYERS: tuple[Layer, ...] = (
    Layer(
        "announcement",
        _announcements,
        steps.of_announcement,
        "code",
        above=through(envelope="envelopes", agreement="agreements"),
    ),
    Layer(
        "statement",
        _statements,
        steps.of_statement,
        "ref",
        above=through(theme="in_themes__theme", measure="measure_origins__measure", answer="answer"),
    ),
    Layer(
        "theme",
        lambda: visible_themes(None),
        steps.of_theme,
        "code",
        below=through(statement="evidence__statement"),
        above=through(measure="measure_origins__measure", answer="answer"),
    ),
    Layer(
        "answer",
        public_answers,
        steps.of_answer,
        _answer_key,
        below=through(statement="statement", theme="theme"),
        above=_answers_above,
    ),
    Layer(
        "measure",
        lambda: visible_measures(None),
        steps.of_measure,
        _measure_key,
        below=_measures_below,
        above=_measures_above,
    ),
    Layer(
        "envelope",
        lambda: visible_envelopes(None),
        steps.of_envelope,
        "code",
        below=through(announcement="announcement"),
    ),
    Layer(
        "agreement",
        lambda: visible_agreements(None),
        steps.of_agreement,
        "ref",
        below=through(measure="measures", announcement="announcements"),
        above=through(commitment="commitments", project="projects"),
    ),
    Layer(
        "commitment",
        _commitments,
        steps.of_commitment,
        "code",
        below=through(agreement="agreement"),
        above=through(payment="disbursements"),
    ),
    Layer("payment", _payments, steps.of_payment, "code", below=through(commitment="commitment")),
    Layer(
        "project",
        lambda: visible_projects(None),
        steps.of_project,
        "code",
        below=_projects_below,
        above=_projects_above,
    ),
    Layer(
        "centre",
        lambda: visible_centres(None),
        steps.of_centre,
        "code",
        below=_centres_below,
        above=_places_seen,
    ),
    Layer(
        "visit",
        lambda: Visit.objects.select_related("host"),
        steps.of_visit,
        "code",
        below=_visits_below,
        above=through(recommendation="recommendations"),
    ),
    Layer(
        "recommendation",
        _recommendations,
        steps.of_recommendation,
        "code",
        below=_recommendations_below,
    ),
)


def _main_theme(met: Keys) -> Q | None:
    return Q(evidence__statement__in=met["statement"], evidence__is_main=True) if met.get("statement") else None


CLOSE_LAYERS = tuple(replace(layer, below=_main_theme) if layer.kind == "theme" else layer for layer in LAYERS)
BY_KIND = {layer.kind: layer for layer in LAYERS}
