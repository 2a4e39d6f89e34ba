"""Who may do what with a statement, and from which state to which it may go."""

from multaqa.ground.people.models import Person
from multaqa.ground.people.rules import Doer, can
from multaqa.listen.contributions.models import Contribution
from multaqa.listen.statements.models import Statement

State = Statement.State

# From each state, where people may take a statement next. Undoing goes back the way it came.
NEXT_STATES: dict[str, tuple[str, ...]] = {
    State.CAPTURED: (State.CONFIRMED, State.WITHHELD, State.WITHDRAWN),
    State.CONFIRMED: (State.PUBLISHED, State.WITHHELD, State.WITHDRAWN),
    State.PUBLISHED: (State.WITHHELD, State.WITHDRAWN),
    State.WITHHELD: (State.CONFIRMED, State.WITHDRAWN),
    State.WITHDRAWN: (),
}


def can_capture(doer: Doer | None, contribution: Contribution) -> bool:
    return can(doer, "statement.capture", contribution.territory) or can(
        doer, "statement.confirm", contribution.territory
    )


def can_read(doer: Doer | None, statement: Statement) -> bool:
    return statement.is_published or can(doer, "statement.read_drafts", statement.territory)


def can_confirm(doer: Doer | None, statement: Statement) -> bool:
    """Confirm, describe, revise, split and link. What was withheld is taken up again by who may publish."""
    if statement.state == State.WITHHELD and not can_publish(doer, statement):
        return False
    return can(doer, "statement.confirm", statement.territory)


def can_publish(doer: Doer | None, statement: Statement) -> bool:
    return can(doer, "statement.publish", statement.territory)


def can_redact(doer: Doer | None, statement: Statement) -> bool:
    return can_publish(doer, statement) or can(doer, "contribution.moderate", statement.territory)


def can_handle_reports(doer: Doer | None, statement: Statement) -> bool:
    return can(doer, "contribution.moderate", statement.territory)


def can_link(doer: Doer | None, from_statement: Statement, to_statement: Statement) -> bool:
    return can_confirm(doer, from_statement) and can_read(doer, to_statement)


def is_own_fresh_capture(doer: Doer | None, statement: Statement) -> bool:
    """Just captured by this very person, and nobody has taken it further since."""
    last = statement.moves.order_by("pk").last()
    return isinstance(doer, Person) and last is not None and last.to_state == State.CAPTURED and last.by_id == doer.pk


def was_taken_back(statement: Statement) -> bool:
    """Withheld as a slip by one who had captured it, and nothing else was done with it: nobody judged it."""
    standing = list(statement.standing_moves())
    captured = statement.moves.filter(to_state=State.CAPTURED, by__isnull=False)
    return (
        statement.withheld_for == Statement.WithheldFor.MISTAKEN_ENTRY
        and len(standing) == 2
        and captured.filter(by=standing[-1].by_id).exists()
    )
