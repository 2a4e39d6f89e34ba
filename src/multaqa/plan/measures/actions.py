from collections.abc import Iterable
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from multaqa.ground.journal.actions import record
from multaqa.ground.people.rules import Doer, acting_person, require
from multaqa.ground.territory.models import Territory
from multaqa.ground.vocabulary.fields import Words
from multaqa.ground.vocabulary.models import TargetGroup
from multaqa.ground.vocabulary.once import is_alike
from multaqa.listen.statements.models import Statement
from multaqa.plan.errors import PlanError, check_both_languages, require_still_there
from multaqa.plan.measures.models import Measure, MeasureMove, MeasureOrigin
from multaqa.plan.measures.rules import NEXT_STATES, can_adopt_measure, can_draft_measure, can_edit_measure
from multaqa.plan.strategy.models import Objective, Strategy
from multaqa.ui.rewording import stands_already
from multaqa.understand.themes.models import Theme

State = Measure.State


@transaction.atomic
def propose_measure(
    *,
    by: Doer,
    objective: Objective,
    code: str,
    territories: Iterable[Territory] = (),
    target_groups: Iterable[TargetGroup] = (),
    **words: Any,
) -> Measure:
    """Write a promise under an objective: title, promise, owner, indicator, baseline, target, due day."""
    territories = list(territories)
    strategy = objective.axis.strategy
    require(can_draft_measure(by, strategy, territories))
    strategy = Strategy.objects.select_for_update(of=("self",), no_key=True).get(pk=strategy.pk)  # one code at a time
    _check_open(strategy)
    require_still_there(objective)
    measure = Measure(objective=objective, code=code, **words)
    if same := Measure.objects.filter(objective__axis__strategy=strategy, code=code).first():
        return _same_measure(same, measure)
    measure.save()
    measure.territories.set(territories)
    measure.target_groups.set(target_groups)
    _note_move(measure, by, "", State.PROPOSED)
    record(by, "proposed", measure, code=code, **_plain(words))
    return measure


@transaction.atomic
def revise_measure(
    *,
    by: Doer,
    measure: Measure,
    territories: Iterable[Territory],
    target_groups: Iterable[TargetGroup],
    reason: Words | None = None,
    seen: str | None = None,
    **words: Any,
) -> Measure:
    """Word or size it anew; once it is adopted, only with a reason that everybody reads."""
    territories, target_groups = list(territories), list(target_groups)
    measure = _locked_for_editing(by, measure)
    require(can_draft_measure(by, measure.strategy, territories))
    if stands_already(measure, {**words, "territories": territories, "target_groups": target_groups}, seen):
        return measure
    if measure.state != State.PROPOSED:
        check_both_languages(reason)
        _note_move(measure, by, measure.state, measure.state, reason)
    for name, value in words.items():
        setattr(measure, name, value)
    measure.save()
    measure.territories.set(territories)
    measure.target_groups.set(target_groups)
    record(by, "revised", measure, reason=reason or {}, **_plain(words))
    return measure


@transaction.atomic
def add_origin(
    *,
    by: Doer,
    measure: Measure,
    theme: Theme | None = None,
    statement: Statement | None = None,
    reason: Words | None = None,
) -> MeasureOrigin:
    """Say where a measure comes from: a theme, a statement, or a reason from elsewhere in Arabic and French."""
    measure = _locked_for_editing(by, measure)
    if theme is not None or statement is not None:
        _check_public(theme, statement)
        new = MeasureOrigin(measure=measure, theme=theme, statement=statement)
    else:
        check_both_languages(reason)
        new = MeasureOrigin(measure=measure, external_reason=reason)
    for origin in measure.origins.all():
        if is_alike(origin, new):
            return origin
    new.save()
    record(by, "added_origin", new, theme=theme and theme.code, statement=statement and statement.ref)
    return new


@transaction.atomic
def remove_origin(*, by: Doer, origin: MeasureOrigin) -> None:
    """Take an origin back; an adopted measure keeps at least one."""
    measure = _locked_for_editing(by, origin.measure)
    if not measure.origins.filter(pk=origin.pk).exists():
        return  # somebody else did the same
    if measure.state != State.PROPOSED and measure.origins.count() == 1:
        raise PlanError(
            _("This is the only origin of %(code)s, which is adopted. Add another origin first.")
            % {"code": measure.code}
        )
    record(by, "removed_origin", origin)
    origin.delete()


@transaction.atomic
def adopt_measure(*, by: Doer, measure: Measure) -> Measure:
    """Make it a promise; refused where nothing says why it exists."""
    require(can_adopt_measure(by, measure))
    measure = _locked(measure)
    if measure.strategy.state != Strategy.State.ADOPTED:
        raise PlanError(
            _("%(code)s stands in a version that is %(state)s. Adopt the strategy first, then its measures.")
            % {"code": measure.code, "state": measure.strategy.get_state_display()}
        )
    if not measure.origins.exists():
        raise PlanError(
            _("%(code)s has no origin. Link a theme or a statement, or write in Arabic and in French why it exists.")
            % {"code": measure.code}
        )
    return _move(measure, by, State.ADOPTED)


@transaction.atomic
def move_measure(*, by: Doer, measure: Measure, state: str, reason: Words | None = None) -> Measure:
    """Start it, call it achieved, or abandon it with a reason."""
    require(can_adopt_measure(by, measure))
    measure = _locked(measure)
    if state == State.ABANDONED:
        check_both_languages(reason)
    return _move(measure, by, state, reason)


def _locked(measure: Measure) -> Measure:
    locked = Measure.objects.select_for_update(of=("self",), no_key=True)
    return locked.select_related("objective__axis__strategy__territory").get(pk=measure.pk)


def _locked_for_editing(by: Doer, measure: Measure) -> Measure:
    measure = _locked(measure)
    require(can_edit_measure(by, measure))
    _check_open(measure.strategy)
    return measure


def _check_open(strategy: Strategy) -> None:
    if not strategy.is_open_to_measures:
        raise PlanError(
            _("This version is %(state)s: what people have read stays as they read it. Make the next version instead.")
            % {"state": strategy.get_state_display()}
        )


def _same_measure(kept: Measure, measure: Measure) -> Measure:
    if not is_alike(kept, measure):
        raise PlanError(
            _("This version already has a measure %(code)s. Give this one another code.") % {"code": measure.code},
            at_field="code",
        )
    return kept


def _check_public(theme: Theme | None, statement: Statement | None) -> None:
    """Whoever reads the measure must be able to read where it comes from."""
    if theme is not None and theme.state != Theme.State.PUBLISHED:
        raise PlanError(
            _("The theme “%(theme)s” is %(state)s. Publish it first: an origin is read by everybody.")
            % {"theme": theme, "state": theme.get_state_display()}
        )
    if statement is not None and not statement.is_published:
        raise PlanError(
            _("%(ref)s is %(state)s. Publish it first: an origin is read by everybody.")
            % {"ref": statement.ref, "state": statement.get_state_display()}
        )


def _move(measure: Measure, by: Doer, state: str, reason: Words | None = None) -> Measure:
    if state not in NEXT_STATES[measure.state]:
        raise PlanError(
            _("A measure that is %(now)s can't become %(wanted)s. Reload the page to see where it stands.")
            % {"now": measure.get_state_display(), "wanted": State(state).label}
        )
    _note_move(measure, by, measure.state, state, reason)
    measure.state = state
    measure.save()
    record(by, f"measure_{state}", measure, state=state, reason=reason or {})
    return measure


def _note_move(measure: Measure, by: Doer, before: str, after: str, reason: Words | None = None) -> None:
    MeasureMove.objects.create(
        measure=measure, from_state=before, to_state=after, by=acting_person(by), reason=reason or Words()
    )


def _plain(words: dict[str, Any]) -> dict[str, Any]:
    """Values as the journal digests them: a related row by its key."""
    return {name: getattr(value, "pk", value) for name, value in words.items()}
