"""One search over everything public, in three languages at once: in any spelling and form, and every word is there."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.core.paginator import Paginator
from django.db.models import QuerySet
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from multaqa.accountability.portal.forms import SearchFilters
from multaqa.deliver.centres.queries import visible_centres
from multaqa.deliver.visits.models import Visit
from multaqa.fund.agreements.queries import visible_agreements
from multaqa.ground.actors.models import Organisation
from multaqa.ground.people.models import Person
from multaqa.ground.territory.queries import search_territories
from multaqa.ground.vocabulary.folding import fold
from multaqa.listen.statements.queries import closest_first, visible_statements, with_words
from multaqa.plan.measures.queries import binding_measures
from multaqa.plan.strategy.queries import visible_strategies
from multaqa.understand.themes.queries import visible_themes

SHOWN = 5
PER_PAGE = 25
MOST_LETTERS = 200
STATEMENT = "statement"
KINDS: dict[str, str | Promise] = {
    "territory": _("Territories"),
    STATEMENT: _("Statements"),
    "theme": _("Themes"),
    "strategy": _("Strategies"),
    "measure": _("Measures"),
    "agreement": _("Agreements"),
    "centre": _("Centres"),
    "visit": _("Visits"),
    "organisation": _("Organisations"),
}


@dataclass(frozen=True)
class Found:
    """What was found of one kind: how many, and the first of them."""

    kind: str
    label: str | Promise
    count: int
    rows: list[Any]


@dataclass(frozen=True)
class Search:
    """What somebody looks for, and what they narrow it to; filters are of statements, so they leave nothing else."""

    words: str
    filters: SearchFilters
    person: Person | None

    @property
    def kinds(self) -> list[str]:
        """The kinds of things that are looked through, in the order of the mission."""
        if not fold(self.words):
            return []
        return [STATEMENT] if self.filters.chosen else list(KINDS)

    def found(self) -> list[Found]:
        """What was found of each kind; two queries for each."""
        found = [self._found(kind) for kind in self.kinds]
        return [one for one in found if one.count]

    def _found(self, kind: str) -> Found:
        rows = self._matching(kind)
        return Found(kind, KINDS[kind], rows.count(), list(rows[:SHOWN]))

    def pages(self, kind: str) -> "Paginator[Any] | None":
        """One kind alone, page by page; None where none is asked for, or where it is not looked through."""
        return Paginator(self._matching(kind), PER_PAGE) if kind in self.kinds else None

    def _matching(self, kind: str) -> QuerySet[Any]:
        if kind == STATEMENT:
            statements = self.filters.narrow(visible_statements(self.person).for_reading())
            return closest_first(with_words(statements, self.words), self.words)
        return (
            search_territories(self.words)
            if kind == "territory"
            else OTHERS[kind]().filter(search_text__holds=self.words)
        )


OTHERS: dict[str, Callable[[], QuerySet[Any]]] = {
    "theme": lambda: visible_themes(None),
    "strategy": lambda: visible_strategies(None),
    "measure": lambda: binding_measures(None),
    "agreement": lambda: visible_agreements(None),
    "centre": lambda: visible_centres(None),
    "visit": lambda: Visit.objects.select_related("territory"),
    "organisation": lambda: Organisation.objects.select_related("territory"),
}
