"""Any thing with all it comes from and all it became: at most one query per kind and direction."""

from collections.abc import Iterable
from typing import Any

from django.db.models import Model, Q, QuerySet

from multaqa.accountability.answers.models import Answer
from multaqa.accountability.trace.layers import BY_KIND, CLOSE_LAYERS, LAYERS, Layer
from multaqa.accountability.trace.thread import Step, Thread
from multaqa.deliver.centres.models import Centre
from multaqa.deliver.projects.models import Project
from multaqa.deliver.visits.models import Recommendation, Visit
from multaqa.fund.agreements.models import Agreement, Commitment
from multaqa.fund.disbursements.models import Disbursement
from multaqa.fund.envelopes.models import Envelope
from multaqa.listen.meetings.models import Announcement
from multaqa.listen.statements.models import Statement
from multaqa.plan.measures.models import Measure
from multaqa.understand.themes.models import Theme

MOST = 300
"""How many things of one kind a thread lists; of more it says how many."""
KIND_OF: dict[type[Model], str] = {
    Announcement: "announcement",
    Statement: "statement",
    Theme: "theme",
    Answer: "answer",
    Measure: "measure",
    Envelope: "envelope",
    Agreement: "agreement",
    Commitment: "commitment",
    Disbursement: "payment",
    Project: "project",
    Centre: "centre",
    Visit: "visit",
    Recommendation: "recommendation",
}


def find_thing(kind: str, key: str) -> Model | None:
    """The public thing of that kind and key."""
    layer = BY_KIND.get(kind)
    return layer.find(key) if layer else None


def trace(thing: Model, layers: tuple[Layer, ...] = LAYERS) -> Thread:
    """The whole thread of one public thing, both ways."""
    kind = KIND_OF[type(thing)]
    unshown: dict[str, int] = {}
    upstream = _walk(kind, thing.pk, reversed(layers), "above", unshown)
    downstream = _walk(kind, thing.pk, layers, "below", unshown)
    ordered = tuple(step for layer in LAYERS for step in upstream.get(layer.kind, ()))
    became = tuple(step for layer in LAYERS for step in downstream.get(layer.kind, ()))
    return Thread(BY_KIND[kind].step(thing), ordered, became, unshown)


def close_thread(statement: Statement) -> Thread:
    """What became of this very statement: by its main theme, its answer, and what names it.

    The other themes that quote it lead to measures made for others too; `trace` has those as well.
    """
    return trace(statement, CLOSE_LAYERS)


def _walk(
    kind: str, pk: int, layers: Iterable[Layer], direction: str, unshown: dict[str, int]
) -> dict[str, list[Step]]:
    """Layer by layer away from the thing; each layer asks once, for all that was met before it."""
    met: dict[str, list[int]] = {kind: [pk]}
    walked: dict[str, list[Step]] = {}
    for layer in layers:
        condition = getattr(layer, direction)(met)
        if condition is None:
            continue
        rows = _rows(layer, condition, kind, pk)
        shown = list(rows[: MOST + 1])
        if len(shown) > MOST:
            unshown[layer.kind] = rows.count() - MOST
        met[layer.kind] = [*met.get(layer.kind, []), *(row.pk for row in shown)]
        steps = [layer.step(row) for row in _as_they_stand(shown[:MOST])]
        if steps:
            walked[layer.kind] = steps
    return walked


def _rows(layer: Layer, condition: Q, kind: str, pk: int) -> QuerySet[Any]:
    """The subject itself is not among what it led to."""
    rows = layer.rows().filter(condition).distinct()
    return rows.exclude(pk=pk) if layer.kind == kind else rows


def _as_they_stand(rows: list[Any]) -> list[Any]:
    """A measure that stands in several versions of a strategy is one measure: the adopted wording is shown."""
    if not rows or not isinstance(rows[0], Measure):
        return rows
    latest: dict[tuple[str, str], Measure] = {}
    for measure in sorted(rows, key=_version_rank):
        latest[measure.objective.axis.strategy.code, measure.code] = measure
    kept = {measure.pk for measure in latest.values()}
    return [measure for measure in rows if measure.pk in kept]


def _version_rank(measure: Measure) -> tuple[bool, int]:
    strategy = measure.objective.axis.strategy
    return strategy.state == strategy.State.ADOPTED, strategy.pk
