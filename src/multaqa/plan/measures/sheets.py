"""Measures and where they come from, as rows of a round's folder. What is there already is left to its editors."""

from collections.abc import Iterable, Mapping

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from multaqa.ground.journal.actions import record
from multaqa.ground.sheets.columns import Column
from multaqa.ground.sheets.context import LoadContext
from multaqa.ground.sheets.provenance import PROVENANCE
from multaqa.ground.sheets.records import Record
from multaqa.ground.sheets.refusals import Refusal
from multaqa.ground.sheets.sheets import Rows, Sheet
from multaqa.listen.contributions.sheets import at_noon
from multaqa.plan.measures.models import Measure, MeasureMove, MeasureOrigin
from multaqa.plan.strategy.models import Strategy
from multaqa.plan.strategy.sheets import IN_A_VERSION, provenance, unknown_part

State = Measure.State


def measures_by_code() -> Mapping[str, Measure]:
    measures = Measure.objects.select_related("objective__axis__strategy__territory")
    return {f"{m.strategy.code}:{m.strategy.version}:{m.code}": m for m in measures}


def _measure_code(row: Record) -> str:
    return f"{row['strategy']}:{row['version']}:{row['measure']}"


# Checking


def _check_measures(rows: Rows, context: LoadContext) -> Iterable[Refusal]:
    with_origin = {_measure_code(row) for row in context.rows("measure_origins")}
    for row in rows:
        objective = f"{row['strategy']}:{row['version']}:{row['objective']}"
        yield from unknown_part(row, "objective", "objectives", objective, context)
        is_new = row.code not in context.objects("measures")
        if is_new and row["state"] != State.PROPOSED and row.code not in with_origin:
            yield row.refusal(
                "state",
                _("The measure is adopted but comes from nowhere."),
                _("Add its theme, its statement or a written reason to measure_origins, or leave it proposed."),
            )


def _check_origins(rows: Rows, context: LoadContext) -> Iterable[Refusal]:
    for row in rows:
        yield from unknown_part(row, "measure", "measures", _measure_code(row), context)
        given = [name for name in ("theme", "statement", "reason") if row[name]]
        if len(given) != 1:
            yield row.refusal(
                given[1] if given else "theme",
                _("A row names one origin: a theme, a statement, or a reason."),
                _("Fill in one of the three; give each origin a row of its own."),
            )
        for tag in ("ar", "fr"):
            if row["reason"] and tag not in row["reason"]:
                yield row.refusal(
                    f"reason_{tag}",
                    _("A written reason stands in Arabic and in French."),
                    _("Write it in this language too."),
                )


# Loading


def _load_measures(rows: Rows, context: LoadContext) -> None:
    known = context.objects("measures")
    texts = ("code", "title", "promise", "indicator", "unit", "baseline", "baseline_year", "target", "due_on", "state")
    for row in (row for row in rows if row.code not in known):
        with context.writing(row):
            measure = Measure.objects.create(
                objective=context.find("objectives", f"{row['strategy']}:{row['version']}:{row['objective']}"),
                owner=context.find("organisations", row["owner"]),
                **{name: row[name] for name in texts},
                **provenance(row, context),
            )
            measure.territories.set([context.find("territories", code) for code in row["territories"]])
            measure.target_groups.set([context.find("target_groups", code) for code in row["target_groups"]])
            _note_adoption(measure)
            record(context.by, "loaded", measure, title=row["title"], state=row["state"])
        context.keep("measures", row.code, measure)


def _note_adoption(measure: Measure) -> None:
    """Adopted with its strategy, on the day that is known; later moves have no known day, so none is invented."""
    strategy: Strategy = measure.strategy
    if measure.state != State.PROPOSED and strategy.adopted_on:
        MeasureMove.objects.create(
            measure=measure, from_state=State.PROPOSED, to_state=State.ADOPTED, at=at_noon(strategy.adopted_on)
        )


def _load_origins(rows: Rows, context: LoadContext) -> None:
    filled = set(MeasureOrigin.objects.values_list("measure_id", flat=True))
    for row in rows:
        measure = context.find("measures", _measure_code(row))
        if measure.pk in filled:
            continue
        with context.writing(row):
            MeasureOrigin.objects.create(
                measure=measure,
                theme=context.find("themes", row["theme"]),
                statement=context.find("statements", row["statement"]),
                external_reason=row["reason"],
            )


MEASURES = Sheet(
    "measures",
    gettext_lazy("Measures"),
    (
        *IN_A_VERSION,
        Column("objective", "code", required=True, help=gettext_lazy("Code of its objective.")),
        Column("code", "code", required=True, help=gettext_lazy("Alike in each version."), example="M-2.3"),
        Column("title", "words", required=True, help=gettext_lazy("Its short name.")),
        Column("promise", "words", required=True, help=gettext_lazy("What is promised, in one sentence.")),
        Column("owner", "code", refers_to="organisations", help=gettext_lazy("Who keeps the promise.")),
        Column("territories", "code", many=True, refers_to="territories", help=gettext_lazy("Where it acts.")),
        Column("target_groups", "code", many=True, refers_to="target_groups", help=gettext_lazy("For whom.")),
        Column("indicator", "words", help=gettext_lazy("What is counted.")),
        Column("unit", "words", help=gettext_lazy("In which unit.")),
        Column("baseline", "decimal", help=gettext_lazy("The figure before; empty when not known.")),
        Column("baseline_year", "integer", at_least=1900, at_most=2200, help=gettext_lazy("The year of that figure.")),
        Column("target", "decimal", help=gettext_lazy("The figure to reach.")),
        Column("due_on", "date", help=gettext_lazy("By when.")),
        Column("state", "choice", required=True, choices=State.choices, help=gettext_lazy("Where it stands.")),
        *PROVENANCE,
    ),
    load=_load_measures,
    key=("strategy", "version", "code"),
    check=_check_measures,
    existing=measures_by_code,
    model=Measure,
)
MEASURE_ORIGINS = Sheet(
    "measure_origins",
    gettext_lazy("Origins of measures"),
    (
        *IN_A_VERSION,
        Column("measure", "code", required=True, help=gettext_lazy("Code of the measure.")),
        Column("theme", "code", refers_to="themes", help=gettext_lazy("The theme it answers.")),
        Column("statement", "code", refers_to="statements", help=gettext_lazy("The statement it answers.")),
        Column("reason", "words", help=gettext_lazy("Why it exists, where neither a theme nor a statement says so.")),
    ),
    load=_load_origins,
    key=("strategy", "version", "measure", "theme", "statement", "reason"),
    check=_check_origins,
)
