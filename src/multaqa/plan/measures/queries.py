from collections.abc import Iterable
from typing import Any

from django.db.models import Count, Q, QuerySet
from django.shortcuts import get_object_or_404

from multaqa.ground.people.models import Person
from multaqa.ground.territory.models import Territory
from multaqa.listen.contributions.queries import where_held
from multaqa.listen.statements.models import Statement
from multaqa.plan.measures.models import Measure, MeasureMove, MeasureOrigin, MeasureQuerySet
from multaqa.plan.strategy.models import Strategy
from multaqa.plan.strategy.queries import visible_strategies
from multaqa.understand.themes.models import Theme


def visible_measures(person: Person | None) -> MeasureQuerySet:
    """The one door: a measure is read by whoever may read the version of the strategy it stands in."""
    return _in_full(Measure.objects.filter(objective__axis__strategy__in=visible_strategies(person).values("pk")))


def binding_measures(person: Person | None) -> MeasureQuerySet:
    """Those of versions in force: what was only consulted is read with its own version."""
    return visible_measures(person).filter(objective__axis__strategy__state=Strategy.State.ADOPTED)


def measures_to_work_on(person: Person | None) -> MeasureQuerySet:
    """The workspace: measures whose places, or whose strategy's, a person drafts or adopts for."""
    verbs = ("measure.draft", "measure.adopt")
    its_places = where_held(person, *verbs, field="territories__path")
    its_strategy = where_held(person, *verbs, field="objective__axis__strategy__territory__path")
    chosen = Measure.objects.filter(its_places | its_strategy).values("pk")
    return _in_full(Measure.objects.filter(pk__in=chosen))


def _in_full(measures: MeasureQuerySet) -> MeasureQuerySet:
    return measures.select_related("objective__axis__strategy__territory", "owner", "source")


def with_origins_counted(measures: MeasureQuerySet) -> QuerySet[Any]:
    return measures.annotate(origins_count=Count("origins", distinct=True))


def measures_for(territory: Territory, person: Person | None = None) -> MeasureQuerySet:
    """Measures in force that act in a place: there, within it, or in a territory that holds it."""
    above = territory.paths_above()
    acts_here = Q(territories__path__inside=territory.path) | Q(territories__path__in=above)
    chosen = Measure.objects.filter(acts_here).values("pk")
    return binding_measures(person).filter(pk__in=chosen)


def measures_of_theme(theme: Theme) -> MeasureQuerySet:
    """What grew out of a theme, in versions the public may read."""
    return binding_measures(None).filter(origins__theme=theme)


def measures_of_statements(statements: Iterable[Statement]) -> MeasureQuerySet:
    """What grew out of statements themselves, not through a theme."""
    return binding_measures(None).filter(origins__statement__in=[statement.pk for statement in statements]).distinct()


def readable_origins(measure: Measure) -> list[MeasureOrigin]:
    """Where a measure comes from, as everybody may read it: what was withheld since is left out; two queries."""
    origins = measure.origins.select_related(
        "theme", "statement__current", "statement__territory", "statement__contribution__organisation"
    ).prefetch_related("statement__translations")
    return [origin for origin in origins if _is_readable(origin)]


def _is_readable(origin: MeasureOrigin) -> bool:
    if origin.theme:
        return origin.theme.state in Theme.PUBLIC
    return origin.statement is None or origin.statement.is_published


def history_of(measure: Measure) -> QuerySet[MeasureMove]:
    return measure.moves.order_by("-at", "-pk")


def measure_at(measures: MeasureQuerySet, strategy: str, version: str, code: str) -> Measure:
    """Of these measures, the one at an address; 404 where there is none."""
    version_of = {"objective__axis__strategy__code": strategy, "objective__axis__strategy__version": version}
    return get_object_or_404(measures, code=code, **version_of)
