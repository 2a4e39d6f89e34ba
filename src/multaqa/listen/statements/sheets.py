"""Statements and their translations as rows of a round's folder. One that is there already is left to its editors."""

from collections.abc import Iterable, Mapping
from datetime import datetime
from typing import Any

from django.contrib.contenttypes.models import ContentType
from django.db.models import prefetch_related_objects
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from multaqa.ground.journal.actions import record
from multaqa.ground.sheets.columns import Column
from multaqa.ground.sheets.context import LoadContext
from multaqa.ground.sheets.records import Record
from multaqa.ground.sheets.refusals import Refusal
from multaqa.ground.sheets.sheets import Rows, Sheet
from multaqa.ground.translations.models import Translation
from multaqa.ground.vocabulary.models import SEARCH_COLUMNS
from multaqa.listen.contributions.models import LANGUAGES, Contribution
from multaqa.listen.contributions.sheets import at_noon
from multaqa.listen.rounds.models import ReferenceSeries, Round
from multaqa.listen.rounds.sheets import code_of_the_round, refused_by_its_round, round_of
from multaqa.listen.statements.models import Statement, StatementMove, StatementRevision

State = Statement.State
WAY: dict[str, list[str]] = {
    State.CAPTURED: [State.CAPTURED],
    State.CONFIRMED: [State.CAPTURED, State.CONFIRMED],
    State.PUBLISHED: [State.CAPTURED, State.CONFIRMED, State.PUBLISHED],
    State.WITHHELD: [State.CAPTURED, State.WITHHELD],
    State.WITHDRAWN: [State.CAPTURED, State.WITHDRAWN],
}


def statements_by_code() -> Mapping[str, Statement]:
    statements = Statement.objects.exclude(code=None).select_related("territory", "contribution", "current", "round")
    return {statement.code: statement for statement in statements if statement.code}


# Checking


def _check_statements(rows: Rows, context: LoadContext) -> Iterable[Refusal]:
    yield from refused_by_its_round(rows, context, "statements")
    cut: dict[tuple[str, str], Record] = {}
    series = _numbered_territories(context)
    for row in rows:
        words = _words_received(row, context)
        if words is not None:
            yield from _quote_refusals(row, words)
        if (first := cut.setdefault((row["contribution"], row["quote"]), row)) is not row:
            yield row.refusal(
                "quote",
                _("Row %(first)s cuts the same words out of the same contribution.") % {"first": first.number},
                _("Keep one of the two rows."),
            )
        yield from _state_refusals(row, context)
        yield from _translation_refusals(row)
        yield from _series_refusals(row, context, series)


def _words_received(row: Record, context: LoadContext) -> str | None:
    """The contribution's text: of the folder, or of the database; None where its row was refused."""
    if brought := context.row("contributions", row["contribution"]):
        return str(brought["text"])
    there = context.objects("contributions").get(row["contribution"])
    return there.text if there else None


def _quote_refusals(row: Record, words: str) -> Iterable[Refusal]:
    found = words.count(row["quote"])
    if found == 0:
        yield row.refusal(
            "quote", _("These words don't stand in the contribution."), _("Copy them from it, letter by letter.")
        )
    elif found > 1:
        yield row.refusal(
            "quote",
            ngettext(
                "These words stand %(n)s time in the contribution.",
                "These words stand %(n)s times in the contribution.",
                found,
            )
            % {"n": found},
            _("Take more words, so that they stand there once."),
        )


def _state_refusals(row: Record, context: LoadContext) -> Iterable[Refusal]:
    brought = context.row("contributions", row["contribution"])
    if row["state"] == State.PUBLISHED and brought and not brought["consent"]:
        yield row.refusal(
            "state",
            _("Its author did not agree to publication."),
            _("Withhold it, or correct consent in contributions."),
        )
    if row["state"] == State.WITHHELD:
        missing = [name for name in ("withheld_code", "withheld_reason") if not row[name]]
        missing += [
            f"withheld_reason_{tag}"
            for tag in ("ar", "fr")
            if row["withheld_reason"] and tag not in row["withheld_reason"]
        ]
        for column in missing:
            yield row.refusal(
                column, _("A withheld statement says why."), _("Give the code, and the reason in ar and fr.")
            )


def _translation_refusals(row: Record) -> Iterable[Refusal]:
    if row["language"] in row["translation"]:
        yield row.refusal(
            f"translation_{row['language']}",
            _("The original is already in this language."),
            _("Leave this cell empty: nobody translates words into their own language."),
        )


def _numbered_territories(context: LoadContext) -> set[str]:
    """Those for which this round gives references: a series of another round is no help."""
    there = ReferenceSeries.objects.filter(round__code=code_of_the_round(context))
    brought = {row["territory"] for row in context.rows("reference_series")}
    return brought | set(there.values_list("territory__code", flat=True))


def _series_refusals(row: Record, context: LoadContext, series: set[str]) -> Iterable[Refusal]:
    if brought := context.row("contributions", row["contribution"]):
        territory = context.objects("territories").get(brought["territory"])
    else:
        there = context.objects("contributions").get(row["contribution"])
        territory = there.territory if there else None
    if territory and not series & set(territory.path.strip("/").split("/")):
        yield row.refusal(
            "contribution",
            _("No series of references covers %(territory)s.") % {"territory": territory},
            _("Add the region to reference_series."),
        )


# Loading


def _load_statements(rows: Rows, context: LoadContext) -> None:
    round = round_of(context)
    known = context.objects("statements")
    fresh = [row for row in rows if row.code not in known]
    if not fresh:
        return
    statements = _numbered([_statement(row, round, context) for row in fresh], round)
    Statement.objects.bulk_create(statements, batch_size=500)
    _describe(fresh, statements, context)
    _write_words(fresh, statements)
    _write_moves(fresh, statements)
    for statement in statements:
        context.keep("statements", statement.code or "", statement)
    record(context.by, "loaded_statements", round, refs=[statement.ref for statement in statements])


def _statement(row: Record, round: Round, context: LoadContext) -> Statement:
    contribution: Contribution = context.find("contributions", row["contribution"])
    start = contribution.text.index(row["quote"])
    published = row["state"] == State.PUBLISHED
    withheld = row["state"] == State.WITHHELD
    return Statement(
        code=row.code,
        round=round,
        contribution=contribution,
        territory=contribution.territory,
        start=start,
        end=start + len(row["quote"]),
        kind=row["kind"],
        language=row["language"],
        said_on=row["said_on"] or contribution.said_on,
        state=row["state"],
        captured_at=contribution.received_at,
        published_at=_published_at(row, contribution) if published else None,
        withheld_for=row["withheld_code"] if withheld else "",
        withheld_reason=row["withheld_reason"] if withheld else {},
    )


def _published_at(row: Record, contribution: Contribution) -> datetime:
    return at_noon(row["published_on"]) if row["published_on"] else contribution.received_at


def _numbered(statements: list[Statement], round: Round) -> list[Statement]:
    """Give references in the order of the file, from the nearest series above each statement's territory."""
    locked = ReferenceSeries.objects.select_for_update(no_key=True).filter(round=round)
    series = {one.territory.path: one for one in locked.select_related("territory")}
    for statement in statements:
        nearest = max((path for path in statement.territory.paths_above() if path in series), key=len)
        series[nearest].last_number += 1
        statement.ref = f"{series[nearest].prefix}-{series[nearest].last_number:04}"
    ReferenceSeries.objects.bulk_update(series.values(), ["last_number"])
    return statements


def _describe(rows: list[Record], statements: list[Statement], context: LoadContext) -> None:
    about, groups = Statement.territories.through, Statement.target_groups.through
    pairs = list(zip(rows, statements, strict=True))
    about.objects.bulk_create(
        about(statement=statement, territory=context.find("territories", code))
        for row, statement in pairs
        for code in dict.fromkeys(row["territories"])
    )
    groups.objects.bulk_create(
        groups(statement=statement, targetgroup=context.find("target_groups", code))
        for row, statement in pairs
        for code in dict.fromkeys(row["target_groups"])
    )


def _write_words(rows: list[Record], statements: list[Statement]) -> None:
    revisions = StatementRevision.objects.bulk_create(
        StatementRevision(
            statement=statement,
            n=1,
            text=row["quote"],
            sha256=Contribution.fingerprint(row["quote"]),
            at=statement.captured_at,
        )
        for row, statement in zip(rows, statements, strict=True)
    )
    Translation.objects.bulk_create(
        _translation(revision, tag, text)
        for row, revision in zip(rows, revisions, strict=True)
        for tag, text in row["translation"].items()
    )
    for statement, revision in zip(statements, revisions, strict=True):
        statement.current = revision
    prefetch_related_objects(statements, "translations")
    for statement in statements:
        statement.keep_search_words()
    Statement.objects.bulk_update(statements, ["current", *SEARCH_COLUMNS], batch_size=200)


def _translation(revision: StatementRevision, language: str, text: str) -> Translation:
    return Translation(
        content_type=ContentType.objects.get_for_model(Statement),
        object_id=revision.statement_id,
        field="text",
        of_revision=revision.n,
        source_sha256=revision.sha256,
        language=language,
        text=text,
        status=Translation.Status.APPROVED,
    )


def _write_moves(rows: list[Record], statements: list[Statement]) -> None:
    StatementMove.objects.bulk_create(
        StatementMove(
            statement=statement,
            from_state=before,
            to_state=after,
            at=(statement.published_at if after == State.PUBLISHED else None) or statement.captured_at,
            **_reason(row, after),
        )
        for row, statement in zip(rows, statements, strict=True)
        for before, after in zip(["", *WAY[statement.state]], WAY[statement.state], strict=False)
    )


def _reason(row: Record, state: str) -> dict[str, Any]:
    if state != State.WITHHELD:
        return {}
    return {"reason": row["withheld_reason"], "withheld_for": row["withheld_code"]}


STATEMENTS = Sheet(
    "statements",
    gettext_lazy("Statements"),
    (
        Column("code", "code", required=True, help=gettext_lazy("A short code to refer to it by.")),
        Column(
            "contribution", "code", required=True, refers_to="contributions", help=gettext_lazy("What it is cut from.")
        ),
        Column(
            "quote",
            "text",
            required=True,
            help=gettext_lazy("Its words, exactly as they stand once in the contribution."),
        ),
        Column("kind", "choice", required=True, choices=Statement.Kind.choices, help=gettext_lazy("What is said.")),
        Column("language", "choice", required=True, choices=LANGUAGES, help=gettext_lazy("The language of the words.")),
        Column("territories", "code", many=True, refers_to="territories", help=gettext_lazy("Places it is about.")),
        Column("target_groups", "code", many=True, refers_to="target_groups", help=gettext_lazy("Whom it is about.")),
        Column("said_on", "date", help=gettext_lazy("The day it was said, where it is not the day it was received.")),
        Column("published_on", "date", help=gettext_lazy("Empty for the day it was received.")),
        Column("state", "choice", required=True, choices=State.choices, help=gettext_lazy("Where it stands.")),
        Column(
            "withheld_code",
            "choice",
            choices=Statement.WithheldFor.choices,
            help=gettext_lazy("Why it is kept from the public."),
        ),
        Column("withheld_reason", "words", help=gettext_lazy("The reason that the public reads.")),
        Column(
            "translation",
            "words",
            help=gettext_lazy("An approved translation; empty in the language of the original."),
        ),
    ),
    load=_load_statements,
    key=("code",),
    check=_check_statements,
    existing=statements_by_code,
    model=Statement,
)
