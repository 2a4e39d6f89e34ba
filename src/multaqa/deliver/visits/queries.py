from django.db.models import F, Q, QuerySet

from multaqa.deliver.centres.models import Centre
from multaqa.deliver.visits.models import Recommendation, RecommendationQuerySet, Stop, Visit, VisitQuerySet
from multaqa.ground.people.models import Person
from multaqa.ground.people.rules import rights_of
from multaqa.ground.territory.models import Territory
from multaqa.ground.territory.queries import inside_any


def visible_visits(person: Person | None) -> VisitQuerySet:
    """The one door: that a visit is planned, when and by whom received, is public; its stops are `visible_stops`."""
    return Visit.objects.select_related("territory", "host", "source").prefetch_related("territories")


def managed_visits(person: Person | None) -> VisitQuerySet:
    """What a person works on: the visits led in the territories in which they record them."""
    return visible_visits(person).filter(inside_any(_recording(person)))


def visible_stops(person: Person | None) -> QuerySet[Stop]:
    """A programme is known to its party alone until the visit begins; then everybody reads where it went."""
    stops = Stop.objects.select_related("visit", "territory", "centre__territory", "project__territory", "source")
    return stops.exclude(visit__state=Visit.State.PLANNED) | stops.filter(
        inside_any(_recording(person), "visit__territory__path")
    )


def visible_recommendations(person: Person | None) -> RecommendationQuerySet:
    """Public once the report is in; before that, those see them who record the visit or follow what it asks."""
    recommendations = Recommendation.objects.select_related(
        "visit__territory", "recalls__territory", "stop", "owner", "source"
    )
    mine = inside_any(_recording(person), "visit__territory__path")
    mine |= inside_any(rights_of(person).paths("recommendation.follow"), "visit__territory__path")
    return recommendations.public() | recommendations.filter(mine)


def followed_recommendations(person: Person | None) -> RecommendationQuerySet:
    """What a person follows: made by visits, or asked for by meetings, of their territories."""
    paths = rights_of(person).paths("recommendation.follow")
    mine = inside_any(paths, "visit__territory__path") | inside_any(paths, "recalls__territory__path")
    return visible_recommendations(person).filter(mine).by_day()


def _recording(person: Person | None) -> list[str]:
    return rights_of(person).paths("visit.record")


def visits_in(territory: Territory) -> VisitQuerySet:
    """The visits that go to a territory, or to a part of it; two queries with their places."""
    there = Visit.objects.filter(territories__path__inside=territory.path)
    return visible_visits(None).filter(pk__in=there.values("pk"))


def recommendations_of(visit: Visit, person: Person | None) -> RecommendationQuerySet:
    """What a visit recommends: first what it recalls from meetings, then what it asked for itself."""
    return visible_recommendations(person).filter(visit=visit).order_by(F("recalls").asc(nulls_last=True), "code")


def last_stop_at(centre: Centre) -> Stop | None:
    """When a centre was last seen, and by which visit."""
    return visible_stops(None).filter(centre=centre).order_by("-visit__starts_on", "-pk").first()


def open_recommendations(person: Person | None = None) -> RecommendationQuerySet:
    """What is not yet verified, the most urgent first and what has no day last."""
    return visible_recommendations(person).still_open().by_day()


def carried_to(visit: Visit, person: Person | None = None) -> RecommendationQuerySet:
    """What earlier visits and meetings asked for where this visit goes, and nobody has verified yet."""
    here, above = visit.territory.path, visit.territory.paths_above()
    where = Q(pk__in=[])
    for place in ("visit__territory", "recalls__territory"):
        where |= Q(**{f"{place}__path__inside": here}) | Q(**{f"{place}__path__in": above})
    earlier = Q(visit=None) | Q(visit__starts_on__lt=visit.starts_on) if visit.starts_on else Q()
    return open_recommendations(person).filter(where, earlier).exclude(visit=visit)
