"""Visits, their stops and recommendations as rows of a round's folder. What is there already is left to its editors."""

from collections.abc import Iterable, Mapping, Sequence

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from multaqa.deliver.centres.models import Centre, shows_shelters
from multaqa.deliver.visits.models import Recommendation, Stop, Visit
from multaqa.ground.journal.actions import record
from multaqa.ground.sheets.columns import Column
from multaqa.ground.sheets.context import LoadContext
from multaqa.ground.sheets.provenance import PROVENANCE
from multaqa.ground.sheets.refusals import Refusal
from multaqa.ground.sheets.sheets import Rows, Sheet
from multaqa.ground.territory.models import SEPARATOR, Territory


def visits_by_code() -> Mapping[str, Visit]:
    return {visit.code: visit for visit in Visit.objects.select_related("territory")}


def stops_by_code() -> Mapping[str, Stop]:
    return {stop.code: stop for stop in Stop.objects.select_related("visit")}


def recommendations_by_code() -> Mapping[str, Recommendation]:
    return {recommendation.code: recommendation for recommendation in Recommendation.objects.all()}


# Checking


def _check_visits(rows: Rows, _context: LoadContext) -> Iterable[Refusal]:
    for row in rows:
        if row["ends_on"] and (not row["starts_on"] or row["ends_on"] < row["starts_on"]):
            yield row.refusal(
                "ends_on", _("A visit ends on its first day or later."), _("Correct one of the two days.")
            )


def _check_stops(rows: Rows, context: LoadContext) -> Iterable[Refusal]:
    for row in rows:
        place = context.objects("territories").get(row["territory"])
        if place and _kind_of(row["centre"], context) == Centre.Kind.SHELTER and not shows_shelters(place):
            yield row.refusal(
                "territory",
                _("“%(place)s” would say where the shelter is.") % {"place": place},
                _("Choose its province or prefecture instead."),
            )


def _kind_of(code: str, context: LoadContext) -> str:
    if row := context.row("centres", code):
        return str(row["kind"])
    centre = context.objects("centres").get(code)
    return centre.kind if centre else ""


def _check_recommendations(rows: Rows, context: LoadContext) -> Iterable[Refusal]:
    for row in rows:
        if not row["visit"] and not row["meeting"]:
            yield row.refusal(
                "visit", _("A recommendation was made somewhere."), _("Name the visit or the meeting that made it.")
            )
        stop = context.row("stops", row["stop"])
        if stop and stop["visit"] != row["visit"]:
            yield row.refusal("stop", _("This stop belongs to another visit."), _("Correct the visit or the stop."))


# Loading


def _load_visits(rows: Rows, context: LoadContext) -> None:
    known = context.objects("visits")
    facts = ("code", "title", "starts_on", "ends_on", "state", "illustrative")
    for row in (row for row in rows if row.code not in known):
        places = [context.find("territories", code) for code in row["territories"]]
        with context.writing(row):
            visit = Visit.objects.create(
                **{name: row[name] for name in facts},
                territory=narrowest_around(places),
                host=context.find("organisations", row["host"]),
                source=context.find("sources", row["source"]),
            )
            visit.territories.set(places)
            record(context.by, "loaded", visit, state=visit.state)
        context.keep("visits", row.code, visit)


def narrowest_around(places: Sequence[Territory]) -> Territory:
    """The narrowest territory that holds them all: of two provinces of one region, that region."""
    shared = set.intersection(*(set(place.paths_above()) for place in places))
    return Territory.objects.get(path=max(shared, key=lambda path: path.count(SEPARATOR)))


def _load_stops(rows: Rows, context: LoadContext) -> None:
    known = context.objects("stops")
    facts = ("code", "order", "title", "note", "illustrative")
    for row in (row for row in rows if row.code not in known):
        with context.writing(row):
            stop = Stop.objects.create(
                **{name: row[name] for name in facts},
                visit=context.find("visits", row["visit"]),
                centre=context.find("centres", row["centre"]),
                project=context.find("projects", row["project"]),
                territory=context.find("territories", row["territory"]),
                source=context.find("sources", row["source"]),
            )
        context.keep("stops", row.code, stop)


def _load_recommendations(rows: Rows, context: LoadContext) -> None:
    known = context.objects("recommendations")
    facts = ("code", "text", "due_on", "state", "illustrative")
    for row in (row for row in rows if row.code not in known):
        with context.writing(row):
            recommendation = Recommendation.objects.create(
                **{name: row[name] for name in facts},
                visit=context.find("visits", row["visit"]),
                stop=context.find("stops", row["stop"]),
                recalls=context.find("meetings", row["meeting"]),
                owner=context.find("organisations", row["owner"]),
                source=context.find("sources", row["source"]),
            )
            record(context.by, "loaded", recommendation, state=recommendation.state)
        context.keep("recommendations", row.code, recommendation)


VISITS = Sheet(
    "visits",
    gettext_lazy("Field visits"),
    (
        Column("code", "code", required=True, help=gettext_lazy("A short code for addresses.")),
        Column("title", "words", required=True, help=gettext_lazy("What the visit is called.")),
        Column("starts_on", "date", help=gettext_lazy("First day; empty when not known.")),
        Column("ends_on", "date", help=gettext_lazy("Last day.")),
        Column("host", "code", refers_to="organisations", help=gettext_lazy("Who receives it.")),
        Column(
            "territories",
            "code",
            required=True,
            many=True,
            refers_to="territories",
            help=gettext_lazy("Where it goes; what holds them all leads it."),
        ),
        Column("state", "choice", required=True, choices=Visit.State.choices, help=gettext_lazy("Where it stands.")),
        *PROVENANCE,
    ),
    load=_load_visits,
    key=("code",),
    check=_check_visits,
    existing=visits_by_code,
    model=Visit,
)
STOPS = Sheet(
    "stops",
    gettext_lazy("Stops of visits"),
    (
        Column("visit", "code", required=True, refers_to="visits", help=gettext_lazy("Code of the visit.")),
        Column("order", "integer", required=True, at_least=1, help=gettext_lazy("Place in the programme.")),
        Column("code", "code", required=True, help=gettext_lazy("A short code to refer to it by.")),
        Column("centre", "code", refers_to="centres", help=gettext_lazy("The centre, where it is one.")),
        Column("project", "code", refers_to="projects", help=gettext_lazy("The project, where it is one.")),
        Column(
            "territory",
            "code",
            required=True,
            refers_to="territories",
            help=gettext_lazy("Where it is; of a shelter, its province and nothing nearer."),
        ),
        Column("title", "words", required=True, help=gettext_lazy("What the stop is called.")),
        Column("note", "words", help=gettext_lazy("What was seen there.")),
        *PROVENANCE,
    ),
    load=_load_stops,
    key=("code",),
    check=_check_stops,
    existing=stops_by_code,
    model=Stop,
)
RECOMMENDATIONS = Sheet(
    "recommendations",
    gettext_lazy("Recommendations"),
    (
        Column("code", "code", required=True, help=gettext_lazy("A short code to refer to it by.")),
        Column("visit", "code", refers_to="visits", help=gettext_lazy("The visit that made it.")),
        Column("stop", "code", refers_to="stops", help=gettext_lazy("The stop where it was made.")),
        Column("meeting", "code", refers_to="meetings", help=gettext_lazy("The meeting whose words it recalls.")),
        Column("text", "words", required=True, help=gettext_lazy("What is asked for.")),
        Column("owner", "code", refers_to="organisations", help=gettext_lazy("Who has to act.")),
        Column("due_on", "date", help=gettext_lazy("By when.")),
        Column(
            "state",
            "choice",
            required=True,
            choices=Recommendation.State.choices,
            help=gettext_lazy("Where it stands."),
        ),
        *PROVENANCE,
    ),
    load=_load_recommendations,
    key=("code",),
    check=_check_recommendations,
    existing=recommendations_by_code,
    model=Recommendation,
)
