from dataclasses import dataclass

from multaqa.ground.people.models import Person
from multaqa.ground.people.rules import rights_of
from multaqa.ground.territory.models import Territory
from multaqa.listen.contributions.queries import contributions_to_moderate, deletions_asked
from multaqa.listen.statements.models import Statement
from multaqa.listen.statements.queries import count_by_state, open_reports, statements_to_work_on


@dataclass(frozen=True)
class Today:
    """What waits for this person, each a number and the list behind it."""

    to_confirm: int
    to_publish: int
    uncut: int
    reports: int
    deletions: int


def waiting_for(person: Person | None) -> Today:
    counts = count_by_state(statements_to_work_on(person))
    return Today(
        to_confirm=counts[Statement.State.CAPTURED],
        to_publish=counts[Statement.State.CONFIRMED],
        uncut=contributions_to_moderate(person).count(),
        reports=open_reports(person).count(),
        deletions=deletions_asked(person).count(),
    )


def own_place(person: Person) -> str:
    """The code of the province or region in which the person captures, where it is one alone."""
    paths = rights_of(person).paths("statement.capture")
    if len(paths) != 1 or not paths[0]:
        return ""
    return Territory.objects.filter(path=paths[0]).values_list("code", flat=True).first() or ""
