"""Themes and their evidence as rows of a round's folder. A theme that is there already is left to its editors."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime

from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from multaqa.ground.journal.actions import record
from multaqa.ground.sheets.columns import Column
from multaqa.ground.sheets.context import LoadContext
from multaqa.ground.sheets.records import Record
from multaqa.ground.sheets.refusals import Refusal
from multaqa.ground.sheets.sheets import Rows, Sheet
from multaqa.ground.territory.models import Territory
from multaqa.listen.contributions.sheets import at_noon
from multaqa.listen.rounds.models import Round
from multaqa.listen.rounds.sheets import refused_by_its_round, round_of
from multaqa.listen.statements.models import Statement, StatementRevision
from multaqa.understand.themes.models import Theme, ThemeMove, ThemeStatement
from multaqa.understand.themes.quotes import nearest_words, passages
from multaqa.understand.themes.rules import CITABLE

State = Theme.State
LOADED_STATES = [choice for choice in State.choices if choice[0] != State.SUPERSEDED]


def themes_by_code() -> Mapping[str, Theme]:
    return {theme.code: theme for theme in Theme.objects.select_related("territory", "round")}


# Checking


def _check_themes(rows: Rows, context: LoadContext) -> Iterable[Refusal]:
    yield from refused_by_its_round(rows, context, "themes")
    cited = {row["theme"] for row in context.rows("theme_statements") if _state_of(row, context) == "published"}
    for row in rows:
        if row["state"] != State.PUBLISHED or row.code in context.objects("themes"):
            continue
        for tag in ("ar", "fr"):
            if not row["summary"].get(tag):
                yield row.refusal(
                    f"summary_{tag}",
                    _("A published theme has a summary in Arabic and in French."),
                    _("Write it, or leave the theme a draft."),
                )
        if row.code not in cited:
            yield row.refusal(
                "state",
                _("No published statement stands behind this theme."),
                _("Cite one in theme_statements, or leave the theme a draft."),
            )


def _state_of(row: Record, context: LoadContext) -> str:
    """Of the statement a row cites: in the folder, or else in the database; "" where its row was refused."""
    if brought := context.row("statements", row["statement"]):
        return str(brought["state"])
    there = context.objects("statements").get(row["statement"])
    return there.state if there else ""


def _check_evidence(rows: Rows, context: LoadContext) -> Iterable[Refusal]:
    mains = Counter(row["statement"] for row in rows if row["main"])
    for row in rows:
        words = _words_said(row, context)
        if words is not None:
            yield from _quote_refusals(row, words)
        if row["main"] and mains[row["statement"]] > 1:
            yield row.refusal(
                "main", _("This statement has more than one main theme."), _("Write yes for one of them alone.")
            )
        state = _state_of(row, context)
        if state and state not in CITABLE:
            yield row.refusal(
                "statement",
                _("The statement is %(state)s.") % {"state": Statement.State(state).label},
                _("Cite confirmed or published statements."),
            )


def _words_said(row: Record, context: LoadContext) -> str | None:
    """The statement's first words: of the folder, or of the database; None where its row was refused."""
    if brought := context.row("statements", row["statement"]):
        return str(brought["quote"])
    there = context.objects("statements").get(row["statement"])
    return StatementRevision.objects.get(statement=there, n=1).text if there else None


def _quote_refusals(row: Record, words: str) -> Iterable[Refusal]:
    found = len(passages(words, row["quote"]))
    if found == 0:
        yield row.refusal(
            "quote",
            _("These words don't stand in the statement; the nearest there are “%(nearest)s”.")
            % {"nearest": nearest_words(words, row["quote"])},
            _("Copy them from it, letter by letter."),
        )
    elif found > 1:
        yield row.refusal(
            "quote",
            ngettext(
                "These words stand %(n)s time in the statement.",
                "These words stand %(n)s times in the statement.",
                found,
            )
            % {"n": found},
            _("Take more words, so that they stand there once."),
        )


# Loading


def _load_themes(rows: Rows, context: LoadContext) -> None:
    """Every theme begins as a draft: the evidence that lets it be published comes with the next sheet."""
    known = context.objects("themes")
    round = round_of(context)
    fresh = [row for row in rows if row.code not in known]
    for row in fresh:
        with context.writing(row):
            theme = Theme.objects.create(
                code=row["code"],
                round=round,
                territory=_territory(row, round, context),
                title=row["title"],
                summary=row["summary"],
                illustrative=row["illustrative"],
            )
            record(context.by, "drafted", theme, title=row["title"], summary=row["summary"])
        context.keep("themes", row.code, theme)


def _territory(row: Record, round: Round, context: LoadContext) -> Territory:
    """The one it names, or the smallest that holds the whole round."""
    if row["territory"]:
        named: Territory = context.find("territories", row["territory"])
        return named
    ways = [territory.paths_above() for territory in round.territories.all()]
    shared = [step for step in ways[0] if all(step in way for way in ways)]
    return Territory.objects.get(path=shared[-1])


def _load_evidence(rows: Rows, context: LoadContext) -> None:
    filled = set(ThemeStatement.objects.values_list("theme__code", flat=True))
    fresh = [row for row in rows if row["theme"] not in filled]
    statements: dict[str, Statement] = {row["statement"]: context.find("statements", row["statement"]) for row in fresh}
    first_words = {
        revision.statement_id: revision
        for revision in StatementRevision.objects.filter(statement__in=statements.values(), n=1)
    }
    held = set(ThemeStatement.objects.filter(is_main=True).values_list("statement_id", flat=True))
    for row in fresh:
        statement = statements[row["statement"]]
        revision = first_words[statement.pk]
        start = revision.text.index(row["quote"])
        with context.writing(row):
            ThemeStatement.objects.create(
                theme=context.find("themes", row["theme"]),
                statement=statement,
                revision=revision,
                start=start,
                end=start + len(row["quote"]),
                is_main=row["main"] and statement.pk not in held,
                at=statement.published_at or timezone.now(),
            )
    codes = {row["theme"] for row in fresh}
    for code in sorted(codes):
        cited = [statements[row["statement"]].ref for row in fresh if row["theme"] == code]
        record(context.by, "loaded_evidence", context.find("themes", code), statements=cited)
    _take_to_their_states(codes, statements.values(), context)


def _take_to_their_states(codes: Iterable[str], statements: Iterable[Statement], context: LoadContext) -> None:
    wanted = {row.code: row for row in context.rows("themes")}
    for code in sorted(codes & wanted.keys()):
        theme, row = context.find("themes", code), wanted[code]
        if row["state"] == theme.state:
            continue
        at = _published_at(row, theme) if row["state"] == State.PUBLISHED else timezone.now()
        ThemeMove.objects.create(theme=theme, from_state=theme.state, to_state=row["state"], at=at)
        theme.state = row["state"]
        theme.published_at = at if theme.state == State.PUBLISHED else None
        theme.save()
        record(context.by, f"theme_{theme.state}", theme, state=theme.state)


def _published_at(row: Record, theme: Theme) -> datetime:
    """The noon of the day it names, or when the first statement it cites was published."""
    if row["published_on"]:
        return at_noon(row["published_on"])
    dates: Sequence[datetime] = [
        evidence.statement.published_at
        for evidence in theme.evidence.public().select_related("statement")
        if evidence.statement.published_at
    ]
    return min(dates)


THEMES = Sheet(
    "themes",
    gettext_lazy("Themes"),
    (
        Column("code", "code", required=True, help=gettext_lazy("A short code for addresses.")),
        Column(
            "territory",
            "code",
            refers_to="territories",
            help=gettext_lazy("Where its statements were said; empty for the whole round."),
        ),
        Column("title", "words", required=True, help=gettext_lazy("What the theme is called.")),
        Column("summary", "words", help=gettext_lazy("What was said, in a few sentences; needed to publish it.")),
        Column("state", "choice", required=True, choices=LOADED_STATES, help=gettext_lazy("Where it stands.")),
        Column(
            "published_on",
            "date",
            help=gettext_lazy("The day; empty: when its first statement was published."),
        ),
        Column(
            "illustrative",
            "boolean",
            required=True,
            help=gettext_lazy("Yes when it was written for the demonstration."),
            example="yes",
        ),
    ),
    load=_load_themes,
    key=("code",),
    check=_check_themes,
    existing=themes_by_code,
    model=Theme,
)
THEME_STATEMENTS = Sheet(
    "theme_statements",
    gettext_lazy("Evidence of themes"),
    (
        Column("theme", "code", required=True, refers_to="themes", help=gettext_lazy("Code of the theme.")),
        Column("statement", "code", required=True, refers_to="statements", help=gettext_lazy("Code of the statement.")),
        Column(
            "quote",
            "text",
            required=True,
            help=gettext_lazy("Words exactly as they stand in the original statement."),
        ),
        Column(
            "main",
            "boolean",
            required=True,
            help=gettext_lazy("Yes in the theme it is counted under."),
            example="yes",
        ),
    ),
    load=_load_evidence,
    key=("theme", "statement"),
    check=_check_evidence,
)
