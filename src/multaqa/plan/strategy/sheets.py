"""Strategies, their axes and objectives as rows of a round's folder. What is there already is left to its editors."""

from collections.abc import Iterable, Mapping
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from multaqa.ground.journal.actions import record
from multaqa.ground.sheets.columns import Column
from multaqa.ground.sheets.context import LoadContext
from multaqa.ground.sheets.provenance import PROVENANCE
from multaqa.ground.sheets.records import Record
from multaqa.ground.sheets.refusals import Refusal
from multaqa.ground.sheets.sheets import Rows, Sheet
from multaqa.ground.territory.models import Territory
from multaqa.listen.rounds.sheets import code_of_the_round, round_of
from multaqa.plan.strategy.models import Axis, Objective, Strategy

State = Strategy.State


def strategies_by_code() -> Mapping[str, Strategy]:
    return {f"{s.code}:{s.version}": s for s in Strategy.objects.select_related("territory")}


def axes_by_code() -> Mapping[str, Axis]:
    axes = Axis.objects.select_related("strategy__territory")
    return {f"{a.strategy.code}:{a.strategy.version}:{a.code}": a for a in axes}


def objectives_by_code() -> Mapping[str, Objective]:
    objectives = Objective.objects.select_related("axis__strategy__territory")
    return {f"{o.axis.strategy.code}:{o.axis.strategy.version}:{o.code}": o for o in objectives}


def provenance(row: Record, context: LoadContext) -> dict[str, Any]:
    return {"source": context.find("sources", row["source"]), "illustrative": row["illustrative"]}


def unknown_part(row: Record, column: str, sheet: str, code: str, context: LoadContext) -> Iterable[Refusal]:
    """A reference made of several columns, which no single one of them can name."""
    if context.row(sheet, code) is None and code not in context.objects(sheet):
        yield row.refusal(
            column,
            _("“%(code)s” is no row of “%(sheet)s”.") % {"code": code, "sheet": sheet},
            _("Correct strategy, version or code, or add the row."),
        )


# Strategies


def _check_strategies(rows: Rows, context: LoadContext) -> Iterable[Refusal]:
    codes = {row["code"] for row in rows} | {strategy.code for strategy in context.objects("strategies").values()}
    adopted: dict[str, Record] = {}
    for row in rows:
        if row["succeeds"] and row["succeeds"] not in codes:
            yield row.refusal(
                "succeeds", _("No strategy has this code."), _("Correct it, or add the strategy it follows.")
            )
        if row["state"] == State.ADOPTED and adopted.setdefault(row["code"], row) is not row:
            yield row.refusal(
                "state",
                _("Row %(first)s is adopted already.") % {"first": adopted[row["code"]].number},
                _("One version binds at a time: the earlier one is superseded."),
            )


def _load_strategies(rows: Rows, context: LoadContext) -> None:
    known = context.objects("strategies")
    consulted = {row["code"] for row in rows if row["state"] == State.CONSULTED}
    for row in (row for row in rows if row.code not in known):
        with context.writing(row):
            strategy = Strategy.objects.create(
                **{name: row[name] for name in ("code", "version", "title", "summary", "state", "adopted_on")},
                territory=context.find("territories", row["territory"]) or Territory.objects.get(parent=None),
                period_start=row["period_start"] and row["period_start"].year,
                period_end=row["period_end"] and row["period_end"].year,
                **provenance(row, context),
            )
            if row["code"] in consulted:
                strategy.rounds.set([round_of(context)] if code_of_the_round(context) else [])
            record(context.by, "loaded", strategy, title=row["title"], state=row["state"])
        context.keep("strategies", row.code, strategy)
    _link_successors(rows, context)


def _link_successors(rows: Rows, context: LoadContext) -> None:
    """A strategy follows the version of the earlier one that bound, or else its last."""
    for row in (row for row in rows if row["succeeds"]):
        strategy = context.find("strategies", row.code)
        earlier = [one for one in context.objects("strategies").values() if one.code == row["succeeds"]]
        binding = [one for one in earlier if one.state in (State.ADOPTED, State.SUPERSEDED)]
        if strategy.succeeds_id is None:
            strategy.succeeds = (binding or earlier)[-1]
            strategy.save(update_fields=["succeeds"])


# Axes and objectives


def _check_axes(rows: Rows, context: LoadContext) -> Iterable[Refusal]:
    for row in rows:
        yield from unknown_part(row, "version", "strategies", f"{row['strategy']}:{row['version']}", context)


def _load_axes(rows: Rows, context: LoadContext) -> None:
    known = context.objects("axes")
    for row in (row for row in rows if row.code not in known):
        with context.writing(row):
            axis = Axis.objects.create(
                strategy=context.find("strategies", f"{row['strategy']}:{row['version']}"),
                **{name: row[name] for name in ("code", "order", "title", "description")},
                **provenance(row, context),
            )
        context.keep("axes", row.code, axis)


def _check_objectives(rows: Rows, context: LoadContext) -> Iterable[Refusal]:
    for row in rows:
        yield from unknown_part(row, "axis", "axes", f"{row['strategy']}:{row['version']}:{row['axis']}", context)


def _load_objectives(rows: Rows, context: LoadContext) -> None:
    known = context.objects("objectives")
    for row in (row for row in rows if row.code not in known):
        with context.writing(row):
            objective = Objective.objects.create(
                axis=context.find("axes", f"{row['strategy']}:{row['version']}:{row['axis']}"),
                **{name: row[name] for name in ("code", "order", "title")},
                **provenance(row, context),
            )
        context.keep("objectives", row.code, objective)


IN_A_VERSION = (
    Column("strategy", "code", required=True, help=gettext_lazy("Code of the strategy.")),
    Column("version", "code", required=True, help=gettext_lazy("Its version, such as consulted or adopted.")),
)
_CODE = Column("code", "code", required=True, help=gettext_lazy("The same in each version of the text."))
_ORDER = Column("order", "integer", required=True, at_least=0, help=gettext_lazy("Place among its siblings."))

STRATEGIES = Sheet(
    "strategies",
    gettext_lazy("Strategies"),
    (
        Column("code", "code", required=True, help=gettext_lazy("The same for all versions.")),
        Column("version", "code", required=True, help=gettext_lazy("Such as consulted or adopted.")),
        Column(
            "territory", "code", refers_to="territories", help=gettext_lazy("Whose it is; empty for the whole country.")
        ),
        Column("title", "words", required=True, help=gettext_lazy("What this version is called.")),
        Column("summary", "words", help=gettext_lazy("What it is, in two sentences.")),
        Column("period_start", "date", help=gettext_lazy("First day of its period; the year is kept.")),
        Column("period_end", "date", help=gettext_lazy("Last day of its period; the year is kept.")),
        Column("state", "choice", required=True, choices=State.choices, help=gettext_lazy("Where it stands.")),
        Column("succeeds", "code", help=gettext_lazy("Code of the strategy it follows.")),
        Column("adopted_on", "date", help=gettext_lazy("The day of adoption; empty when not known.")),
        *PROVENANCE,
    ),
    load=_load_strategies,
    key=("code", "version"),
    check=_check_strategies,
    existing=strategies_by_code,
    model=Strategy,
    spans=[("period_start", "period_end")],
)
AXES = Sheet(
    "axes",
    gettext_lazy("Axes"),
    (
        *IN_A_VERSION,
        _CODE,
        _ORDER,
        Column("title", "words", required=True, help=gettext_lazy("What the axis is called.")),
        Column("description", "words", help=gettext_lazy("What it is about.")),
        *PROVENANCE,
    ),
    load=_load_axes,
    key=("strategy", "version", "code"),
    check=_check_axes,
    existing=axes_by_code,
    model=Axis,
)
OBJECTIVES = Sheet(
    "objectives",
    gettext_lazy("Objectives"),
    (
        *IN_A_VERSION,
        Column("axis", "code", required=True, help=gettext_lazy("Code of its axis.")),
        _CODE,
        _ORDER,
        Column("title", "words", required=True, help=gettext_lazy("What is to be reached.")),
        *PROVENANCE,
    ),
    load=_load_objectives,
    key=("strategy", "version", "code"),
    check=_check_objectives,
    existing=objectives_by_code,
    model=Objective,
)
