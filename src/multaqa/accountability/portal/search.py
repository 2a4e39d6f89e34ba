"""One search over everything public, in three languages at once: in any spelling and form, and every word is there."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.core.paginator import Paginator
from django.db.models import QuerySet
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from multaqa.deliver.centres.queries import visible_centres
from multaqa.deliver.visits.models import Visit
from multaqa.fund.agreements.queries import visible_agreements
from multaqa.ground.actors.models import Organisation
from multaqa.ground.territory.queries import search_territories
from multaqa.ground.vocabulary.folding import fold
from multaqa.listen.statements.queries import closest_first, visible_statements, with_words
from multaqa.plan.measures.queries import binding_measures
from multaqa.plan.strategy.queries import visible_strategies
from multaqa.understand.themes.queries import visible_themes

SHOWN = 5
PER_PAGE = 25
MOST_LETTERS = 200


@dataclass(frozen=True)
class Search:
    """One kind of thing that can be found, and those of it that hold the words."""

    kind: str
    label: str | Promise
    matching: Callable[[str], QuerySet[Any]]


@dataclass(frozen=True)
class Found:
    """What was found of one kind: how many, and the first of them."""

    kind: str
    label: str | Promise
    count: int
    rows: list[Any]


def holding(rows: QuerySet[Any], words: str) -> QuerySet[Any]:
    return rows.filter(search_text__holds=words)


def _statements(words: str) -> QuerySet[Any]:
    return closest_first(with_words(visible_statements(None).for_reading(), words), words)


SEARCHES: tuple[Search, ...] = (
    Search("territory", _("Territories"), search_territories),
    Search("statement", _("Statements"), _statements),
    Search("theme", _("Themes"), lambda words: holding(visible_themes(None), words)),
    Search("strategy", _("Strategies"), lambda words: holding(visible_strategies(None), words)),
    Search("measure", _("Measures"), lambda words: holding(binding_measures(None), words)),
    Search("agreement", _("Agreements"), lambda words: holding(visible_agreements(None), words)),
    Search("centre", _("Centres"), lambda words: holding(visible_centres(None), words)),
    Search("visit", _("Visits"), lambda words: holding(Visit.objects.select_related("territory"), words)),
    Search(
        "organisation",
        _("Organisations"),
        lambda words: holding(Organisation.objects.select_related("territory"), words),
    ),
)
BY_KIND = {one.kind: one for one in SEARCHES}


def search(words: str) -> list[Found]:
    """What was found of each kind, in the order of the mission; two queries for each."""
    asked = words[:MOST_LETTERS]
    if not fold(asked):
        return []
    return [found for one in SEARCHES if (found := _found(one, asked)).count]


def _found(one: Search, words: str) -> Found:
    rows = one.matching(words)
    return Found(one.kind, one.label, rows.count(), list(rows[:SHOWN]))


def results(kind: str, words: str) -> "Paginator[Any] | None":
    """One kind alone, page by page; None where no kind or no word is asked for."""
    if not kind or not fold(words):
        return None
    return Paginator(BY_KIND[kind].matching(words[:MOST_LETTERS]), PER_PAGE)
