from django.db import transaction

from multaqa.ground.journal.actions import record
from multaqa.ground.people.rules import Doer
from multaqa.plan.measures.models import Measure, MeasureMove
from multaqa.plan.strategy.actions import draft_strategy
from multaqa.plan.strategy.models import Axis, Objective, Strategy


@transaction.atomic
def draft_next_version(*, by: Doer, strategy: Strategy, version: str) -> Strategy:
    """Begin the next version with the whole text of this one; every measure is proposed anew, origins and all."""
    following = draft_strategy(
        by=by,
        code=strategy.code,
        version=version,
        territory=strategy.territory,
        title=strategy.title,
        summary=strategy.summary,
        period_start=strategy.period_start,
        period_end=strategy.period_end,
        rounds=strategy.rounds.all(),
        succeeds=strategy.succeeds,
    )
    if following.axes.exists():
        return following  # the same command, sent twice
    for axis in strategy.axes.all():
        _copy_axis(axis, following)
    record(by, "drafted_from", following, version=strategy.version)
    return following


def _copy_axis(axis: Axis, strategy: Strategy) -> None:
    copy = Axis.objects.create(
        strategy=strategy, code=axis.code, order=axis.order, title=axis.title, description=axis.description
    )
    for objective in axis.objectives.all():
        _copy_objective(objective, copy)


def _copy_objective(objective: Objective, axis: Axis) -> None:
    copy = Objective.objects.create(axis=axis, code=objective.code, order=objective.order, title=objective.title)
    for measure in objective.measures.all():
        _copy_measure(measure, copy)


def _copy_measure(measure: Measure, objective: Objective) -> None:
    same = ("code", "title", "promise", "owner", "indicator", "unit", "baseline", "baseline_year", "target", "due_on")
    copy = Measure.objects.create(
        objective=objective, illustrative=measure.illustrative, **{name: getattr(measure, name) for name in same}
    )
    copy.territories.set(measure.territories.all())
    copy.target_groups.set(measure.target_groups.all())
    MeasureMove.objects.create(measure=copy, to_state=Measure.State.PROPOSED)
    for origin in measure.origins.all():
        origin.pk, origin.measure = None, copy
        origin.save(force_insert=True)
