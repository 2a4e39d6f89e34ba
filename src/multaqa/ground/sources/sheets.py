"""Sources, and the ministry's own terms, as rows of a folder."""

from collections.abc import Mapping

from django.db.models import Model
from django.utils.translation import gettext_lazy as _

from multaqa.ground.sheets.columns import Column
from multaqa.ground.sheets.context import LoadContext
from multaqa.ground.sheets.sheets import Rows, Sheet
from multaqa.ground.sources.models import Source
from multaqa.ground.vocabulary.models import Service, TargetGroup
from multaqa.ground.vocabulary.queries import services_by_code, target_groups_by_code


def _load_sources(rows: Rows, context: LoadContext) -> None:
    for row in rows:
        with context.writing(row):
            source, _new = Source.objects.update_or_create(
                code=row["code"],
                defaults={name: row[name] for name in ("outlet", "title", "published_on", "url", "note")},
            )
        context.keep("sources", row.code, source)


def sources_by_code() -> Mapping[str, Source]:
    return {source.code: source for source in Source.objects.all()}


def _load_terms(model: type[TargetGroup] | type[Service], name: str, rows: Rows, context: LoadContext) -> None:
    for order, row in enumerate(rows, start=100):
        term: Model
        term, _new = model.objects.update_or_create(
            code=row["code"], defaults={"name": row["name"]}, create_defaults={"name": row["name"], "order": order}
        )
        context.keep(name, row.code, term)


def _load_target_groups(rows: Rows, context: LoadContext) -> None:
    _load_terms(TargetGroup, "target_groups", rows, context)


def _load_services(rows: Rows, context: LoadContext) -> None:
    _load_terms(Service, "services", rows, context)


_TERM = (
    Column("code", "code", required=True, help=_("A short code in Latin letters."), example="youth"),
    Column("name", "words", required=True, help=_("What readers see.")),
)
TARGET_GROUPS = Sheet(
    "target_groups",
    _("Target groups"),
    _TERM,
    load=_load_target_groups,
    key=("code",),
    existing=target_groups_by_code,
    help=_("Only for groups that Multaqa does not come with."),
    model=TargetGroup,
)
SERVICES = Sheet(
    "services",
    _("Services"),
    _TERM,
    load=_load_services,
    key=("code",),
    existing=services_by_code,
    help=_("Only for services that Multaqa does not come with."),
    model=Service,
)
SOURCES = Sheet(
    "sources",
    _("Sources"),
    (
        Column("code", "code", required=True, help=_("A short code to refer to it by."), example="lopinion-2022-01"),
        Column("outlet", required=True, help=_("The newspaper, site or office that published it.")),
        Column("title", help=_("The title of the article or document.")),
        Column("published_on", "date", help=_("Empty when the day is not known.")),
        Column("url", help=_("Its address, where there is one.")),
        Column("note", help=_("What a reader should know about it.")),
    ),
    load=_load_sources,
    key=("code",),
    existing=sources_by_code,
    model=Source,
)
