"""A round and its reference series, as rows of a folder."""

from collections.abc import Mapping

from django.utils.translation import gettext_lazy as _

from multaqa.ground.journal.actions import record
from multaqa.ground.sheets.columns import Column
from multaqa.ground.sheets.context import LoadContext
from multaqa.ground.sheets.provenance import PROVENANCE
from multaqa.ground.sheets.sheets import Rows, Sheet
from multaqa.listen.rounds.models import ReferenceSeries, Round


def _load_rounds(rows: Rows, context: LoadContext) -> None:
    for row in rows:
        with context.writing(row):
            round, new = Round.objects.update_or_create(
                code=row["code"],
                defaults={
                    **{name: row[name] for name in ("title", "description", "state", "opens_on", "closes_on")},
                    "answer_within_days": row["answer_within_days"] or 180,
                    "source": context.find("sources", row["source"]),
                    "illustrative": row["illustrative"],
                },
            )
            round.territories.set([context.find("territories", code) for code in row["territories"]])
            if new:
                record(context.by, "loaded", round)
        context.keep("round", row.code, round)


def rounds_by_code() -> Mapping[str, Round]:
    return {round.code: round for round in Round.objects.all()}


def _load_series(rows: Rows, context: LoadContext) -> None:
    """A folder holds one round; its series are known by territory."""
    round = next(iter(context.objects("round").values()))
    for row in rows:
        with context.writing(row):
            ReferenceSeries.objects.get_or_create(
                round=round,
                territory=context.find("territories", row["territory"]),
                defaults={"prefix": f"{row['prefix']}-{row['year']}"},
            )


ROUND = Sheet(
    "round",
    _("Round"),
    (
        Column("code", "code", required=True, help=_("A short code for addresses."), example="regions-2022"),
        Column("title", "words", required=True, help=_("What the round is called.")),
        Column("description", "words", help=_("What it is about, in two sentences.")),
        Column(
            "territories",
            "code",
            required=True,
            many=True,
            refers_to="territories",
            help=_("Where it goes."),
            example="05",
        ),
        Column("state", "choice", required=True, choices=Round.State.choices, help=_("Where it stands.")),
        Column("opens_on", "date", help=_("First day of contributions.")),
        Column("closes_on", "date", help=_("Last day of contributions.")),
        Column(
            "answer_within_days",
            "integer",
            at_least=1,
            at_most=2000,
            help=_("Days between publication and answer."),
            example="180",
        ),
        *PROVENANCE,
    ),
    load=_load_rounds,
    key=("code",),
    existing=rounds_by_code,
)
REFERENCE_SERIES = Sheet(
    "reference_series",
    _("References of statements"),
    (
        Column("prefix", "code", required=True, help=_("Letters that stand for the region."), example="BMK"),
        Column("territory", "code", required=True, refers_to="territories", help=_("The region."), example="05"),
        Column(
            "year", "integer", required=True, at_least=1900, at_most=2200, help=_("The round's year."), example="2022"
        ),
    ),
    load=_load_series,
    key=("prefix", "year"),
)
