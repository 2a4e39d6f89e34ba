from collections import defaultdict
from dataclasses import dataclass

from django.db.models import Q, QuerySet
from django.utils.translation import gettext_lazy as _

from multaqa.ground.people.models import Person
from multaqa.listen.statements.models import Statement, StatementLink
from multaqa.listen.statements.queries import visible_statements

Kind = StatementLink.Kind
INWARD = {
    Kind.DUPLICATE_OF: _("says the same"),
    Kind.PART_OF: _("is one of its parts"),
    Kind.REPHRASES: _("rephrases it"),
    Kind.CONTRADICTS: _("contradicts it"),
    Kind.FOLLOWS: _("follows on from it"),
}


def active_links() -> QuerySet[StatementLink]:
    return StatementLink.objects.filter(revoked_at=None)


def leads_to(start: Statement, goal: Statement) -> bool:
    """Whether active links lead from one statement to the other, over any number of others; one query."""
    onward = defaultdict(set)
    links = active_links().filter(from_statement__round=start.round_id)
    for from_id, to_id in links.order_by().values_list("from_statement_id", "to_statement_id"):
        onward[from_id].add(to_id)
    reached, waiting = {start.pk}, [start.pk]
    while waiting:
        for following in onward[waiting.pop()] - reached:
            reached.add(following)
            waiting.append(following)
    return goal.pk in reached


@dataclass(frozen=True)
class Relation:
    """How another statement stands to the one being read."""

    link: StatementLink
    other: Statement
    outward: bool

    @property
    def word(self) -> str:
        kind = StatementLink.Kind(self.link.kind)
        return str(kind.label if self.outward else INWARD[kind])


def relations_of(statement: Statement, person: Person | None) -> list[Relation]:
    """The active links of a statement whose other end this reader may read; two queries and their prefetches."""
    links = active_links().filter(Q(from_statement=statement) | Q(to_statement=statement))
    others = {
        link.pk: link.to_statement_id if link.from_statement_id == statement.pk else link.from_statement_id
        for link in links
    }
    readable = {one.pk: one for one in visible_statements(person).for_reading().filter(pk__in=others.values())}
    return [
        Relation(link, readable[others[link.pk]], link.from_statement_id == statement.pk)
        for link in links
        if others[link.pk] in readable
    ]
