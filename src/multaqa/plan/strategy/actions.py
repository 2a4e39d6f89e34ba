from collections.abc import Iterable
from datetime import date
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from multaqa.ground.journal.actions import record
from multaqa.ground.people.rules import Doer, acting_person, require
from multaqa.ground.territory.models import Territory
from multaqa.ground.vocabulary.fields import Words
from multaqa.ground.vocabulary.once import insert_or_find, is_alike
from multaqa.listen.rounds.models import Round
from multaqa.plan.errors import PlanError, require_still_there
from multaqa.plan.strategy.models import Axis, Objective, Strategy, StrategyMove
from multaqa.plan.strategy.rules import can_adopt_strategy, can_draft_strategy
from multaqa.ui.rewording import part_stands_already, stands_already

State = Strategy.State


@transaction.atomic
def draft_strategy(
    *,
    by: Doer,
    code: str,
    version: str,
    territory: Territory,
    title: Words,
    summary: Words,
    period_start: int | None = None,
    period_end: int | None = None,
    rounds: Iterable[Round] = (),
    succeeds: Strategy | None = None,
) -> Strategy:
    """Begin a version of a strategy; nobody outside sees it before it is put to consultation or adopted."""
    require(can_draft_strategy(by, territory))
    strategy = Strategy(
        code=code,
        version=version,
        territory=territory,
        title=title,
        summary=summary,
        period_start=period_start,
        period_end=period_end,
        succeeds=succeeds,
    )
    kept = insert_or_find(strategy, "code", "version")
    if kept is not strategy:
        return _same_version(kept, strategy)
    strategy.rounds.set(rounds)
    _note_move(strategy, by, "", State.DRAFT)
    record(by, "drafted", strategy, title=title, summary=summary)
    return strategy


def _same_version(kept: Strategy, strategy: Strategy) -> Strategy:
    if not is_alike(kept, strategy):
        raise PlanError(
            _("There is already a version “%(version)s” of the strategy “%(code)s”. Give this one another name.")
            % {"version": strategy.version, "code": strategy.code},
            at_field="version",
        )
    return kept


@transaction.atomic
def revise_strategy(
    *,
    by: Doer,
    strategy: Strategy,
    title: Words,
    summary: Words,
    period_start: int | None,
    period_end: int | None,
    seen: str | None = None,
) -> Strategy:
    strategy = _locked_draft(by, strategy)
    wanted = {"title": title, "summary": summary, "period_start": period_start, "period_end": period_end}
    if stands_already(strategy, wanted, seen):
        return strategy
    for name, value in wanted.items():
        setattr(strategy, name, value)
    strategy.save()
    record(by, "revised", strategy, title=title, summary=summary)
    return strategy


@transaction.atomic
def write_axis(
    *,
    by: Doer,
    strategy: Strategy,
    code: str,
    order: int,
    title: Words,
    description: Words,
    seen: str | None = None,
) -> Axis:
    """Add an axis, or word it anew; its code is what a reader compares two versions by."""
    strategy = _locked_draft(by, strategy)
    written: dict[str, Any] = {"order": order, "title": title, "description": description}
    axis = strategy.axes.filter(code=code).first()
    if axis and part_stands_already(axis, code, written, seen):
        return axis
    axis, _is_new = Axis.objects.update_or_create(strategy=strategy, code=code, defaults=written)
    record(by, "wrote_axis", axis, title=title, description=description)
    return axis


@transaction.atomic
def write_objective(*, by: Doer, axis: Axis, code: str, order: int, title: Words, seen: str | None = None) -> Objective:
    strategy = _locked_draft(by, axis.strategy)
    require_still_there(axis)
    if Objective.objects.filter(axis__strategy=strategy, code=code).exclude(axis=axis).exists():
        raise PlanError(
            _("Another axis of this version already has an objective %(code)s. Give this one another code.")
            % {"code": code}
        )
    written: dict[str, Any] = {"order": order, "title": title}
    objective = axis.objectives.filter(code=code).first()
    if objective and part_stands_already(objective, code, written, seen):
        return objective
    objective, _is_new = Objective.objects.update_or_create(axis=axis, code=code, defaults=written)
    record(by, "wrote_objective", objective, title=title)
    return objective


@transaction.atomic
def drop_from_draft(*, by: Doer, part: Axis | Objective) -> None:
    """Strike an axis or an objective that holds nothing yet."""
    strategy = part.strategy if isinstance(part, Axis) else part.axis.strategy
    _locked_draft(by, strategy)
    if not type(part).objects.filter(pk=part.pk).exists():
        return  # somebody else did the same
    held = (part.objectives if isinstance(part, Axis) else part.measures).count()
    if held:
        raise PlanError(
            ngettext(
                "“%(part)s” is not empty: %(n)s entry stands under it. Move or strike it first.",
                "“%(part)s” is not empty: %(n)s entries stand under it. Move or strike those first.",
                held,
            )
            % {"part": part, "n": held}
        )
    record(by, "dropped", part)
    part.delete()


@transaction.atomic
def put_to_consultation(*, by: Doer, strategy: Strategy) -> Strategy:
    """Show the version to all; from here on its text stays as it is."""
    strategy = _locked_draft(by, strategy)
    _check_has_text(strategy)
    return _move(strategy, by, State.CONSULTED)


@transaction.atomic
def adopt_strategy(*, by: Doer, strategy: Strategy, adopted_on: date) -> Strategy:
    """Make this the version that binds; the one that bound before is superseded and stays readable."""
    require(can_adopt_strategy(by, strategy))
    locked = (
        Strategy.objects.select_for_update(of=("self",), no_key=True)
        .filter(code=strategy.code)
        .select_related("territory")
    )
    versions = {version.pk: version for version in locked.order_by("pk")}  # all of them: only one may bind
    strategy = versions.pop(strategy.pk)
    if strategy.state not in (State.DRAFT, State.CONSULTED):
        raise PlanError(
            _("This version is %(state)s, so it can't be adopted now. Reload the page to see where it stands.")
            % {"state": strategy.get_state_display()}
        )
    _check_has_text(strategy)
    for earlier in versions.values():
        if earlier.state == State.ADOPTED:
            _move(earlier, by, State.SUPERSEDED)
    strategy.adopted_on = adopted_on
    return _move(strategy, by, State.ADOPTED)


def _locked_draft(by: Doer, strategy: Strategy) -> Strategy:
    strategy = (
        Strategy.objects.select_for_update(of=("self",), no_key=True).select_related("territory").get(pk=strategy.pk)
    )
    require(can_draft_strategy(by, strategy.territory))
    if strategy.state != State.DRAFT:
        raise PlanError(
            _("This version is %(state)s: what people have read stays as they read it. Make the next version instead.")
            % {"state": strategy.get_state_display()}
        )
    return strategy


def _check_has_text(strategy: Strategy) -> None:
    if not strategy.axes.exists():
        raise PlanError(_("This version has no axis yet. Write at least one: there is nothing to read so far."))


def _move(strategy: Strategy, by: Doer, state: str) -> Strategy:
    _note_move(strategy, by, strategy.state, state)
    strategy.state = state
    strategy.save()
    record(by, f"strategy_{state}", strategy, state=state)
    return strategy


def _note_move(strategy: Strategy, by: Doer, before: str, after: str) -> None:
    StrategyMove.objects.create(strategy=strategy, from_state=before, to_state=after, by=acting_person(by))
