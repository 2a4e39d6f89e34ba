"""A round and its reference series, as rows of a folder."""

from collections.abc import Iterable, Mapping

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from multaqa.ground.journal.actions import record
from multaqa.ground.sheets.columns import Column
from multaqa.ground.sheets.context import LoadContext
from multaqa.ground.sheets.provenance import PROVENANCE
from multaqa.ground.sheets.refusals import Refusal
from multaqa.ground.sheets.sheets import Rows, Sheet
from multaqa.listen.rounds.models import ReferenceSeries, Round
from multaqa.ui.formats import listed

# Of the other sheets of a folder: the round they belong to


def round_of(context: LoadContext) -> Round:
    """The folder's own round, or the only one there is: what stands in other rounds is never touched."""
    rounds: Mapping[str, Round] = context.objects("round")
    return rounds[code_of_the_round(context)]


def code_of_the_round(context: LoadContext) -> str:
    """ "" where the folder does not bring it and it cannot be told."""
    if "round" in context.records:
        return next((row.code for row in context.rows("round")), "")
    there = list(context.objects("round"))
    return there[0] if len(there) == 1 else ""


def refused_by_its_round(rows: Rows, context: LoadContext, sheet: str) -> Iterable[Refusal]:
    """What a sheet of a round cannot take: rows of no known round, and codes that another round has given."""
    ours = code_of_the_round(context)
    if not ours and "round" not in context.records:
        yield _round_unknown(rows, context)
    for row in rows if ours else ():
        there = context.objects(sheet).get(row.code)
        if there and there.round.code != ours:
            yield row.refusal(
                "code",
                _("This code is in use in the round “%(round)s”.") % {"round": there.round.code},
                _("Give the row a code of its own."),
            )


def _round_unknown(rows: Rows, context: LoadContext) -> Refusal:
    there = listed(sorted(context.objects("round")))
    return rows[0].refusal(
        "",
        _("The folder does not say to which round it belongs: %(rounds)s.") % {"rounds": there}
        if there
        else _("The folder brings no round, and there is none yet."),
        _("Add round.csv, with the row of that round."),
    )


# The round


def _check_rounds(rows: Rows, _context: LoadContext) -> Iterable[Refusal]:
    for row in rows[1:]:
        yield row.refusal("code", _("A folder holds one round."), _("Load each round from a folder of its own."))


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


def _check_series(rows: Rows, context: LoadContext) -> Iterable[Refusal]:
    yield from refused_by_its_round(rows, context, "reference_series")
    first: dict[str, int] = {}
    for row in rows:
        if first.setdefault(row["territory"], row.number) != row.number:
            yield row.refusal(
                "territory",
                _("Row %(first)s numbers the statements of this territory already.")
                % {"first": first[row["territory"]]},
                _("Keep one of the two rows."),
            )


def _load_series(rows: Rows, context: LoadContext) -> None:
    """A round's series are known by territory."""
    round = round_of(context)
    for row in rows:
        with context.writing(row):
            ReferenceSeries.objects.get_or_create(
                round=round,
                territory=context.find("territories", row["territory"]),
                defaults={"prefix": f"{row['prefix']}-{row['year']}"},
            )


ROUND = Sheet(
    "round",
    gettext_lazy("Round"),
    (
        Column("code", "code", required=True, help=gettext_lazy("A short code for addresses."), example="regions-2022"),
        Column("title", "words", required=True, help=gettext_lazy("What the round is called.")),
        Column("description", "words", help=gettext_lazy("What it is about, in two sentences.")),
        Column(
            "territories",
            "code",
            required=True,
            many=True,
            refers_to="territories",
            help=gettext_lazy("Where it goes."),
            example="05",
        ),
        Column("state", "choice", required=True, choices=Round.State.choices, help=gettext_lazy("Where it stands.")),
        Column("opens_on", "date", help=gettext_lazy("First day of contributions.")),
        Column("closes_on", "date", help=gettext_lazy("Last day of contributions.")),
        Column(
            "answer_within_days",
            "integer",
            at_least=1,
            at_most=2000,
            help=gettext_lazy("Days between publication and answer."),
            example="180",
        ),
        *PROVENANCE,
    ),
    load=_load_rounds,
    key=("code",),
    check=_check_rounds,
    existing=rounds_by_code,
    model=Round,
    spans=[("opens_on", "closes_on")],
)
REFERENCE_SERIES = Sheet(
    "reference_series",
    gettext_lazy("References of statements"),
    (
        Column(
            "prefix",
            "code",
            required=True,
            longest=19,
            help=gettext_lazy("Letters that stand for the region."),
            example="BMK",
        ),
        Column(
            "territory", "code", required=True, refers_to="territories", help=gettext_lazy("The region."), example="05"
        ),
        Column(
            "year",
            "integer",
            required=True,
            at_least=1900,
            at_most=2200,
            help=gettext_lazy("The round's year."),
            example="2022",
        ),
    ),
    load=_load_series,
    check=_check_series,
    key=("prefix", "year"),
    model=ReferenceSeries,
)
