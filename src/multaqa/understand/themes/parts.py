"""How themes are shown on the pages of other rooms."""

from typing import Any

from django.template.loader import render_to_string
from django.utils.translation import ngettext

from multaqa.ground.territory.models import Territory
from multaqa.listen.statements.models import Statement, StatementQuerySet
from multaqa.ui.formats import number
from multaqa.ui.parts import Bar
from multaqa.understand.themes.models import Theme
from multaqa.understand.themes.queries import said_in, statements_by_theme, themes_of

SHOWN = 6
STATE_SHAPES = {
    Theme.State.DRAFT: "proposed",
    Theme.State.REVIEWED: "agreed",
    Theme.State.PUBLISHED: "done",
    Theme.State.SUPERSEDED: "refused",
}


def statements_counted(n: int) -> str:
    return ngettext("%(n)s statement", "%(n)s statements", n) % {"n": number(n)}


def theme_bars(themes: list[Any]) -> list[Bar]:
    """Themes with their counts, as bars; the number is said in words, so that it stands without its heading."""
    return [
        Bar(str(theme), theme.statements, statements_counted(theme.statements), theme.get_absolute_url())
        for theme in themes
    ]


def themes_of_statement(_context: Any, statement: Statement) -> str:
    """The themes that hold it, the one it is counted under first, each with its number of statements."""
    evidence = themes_of([statement]).get(statement.pk, [])
    if not evidence:
        return ""
    counts = statements_by_theme()
    themes = [(row.theme, counts.get(row.theme.code, 0)) for row in evidence]
    return render_to_string("understand/themes/of_statement.html", {"themes": themes})


def themes_of_territory(context: Any, territory: Territory) -> str:
    """What was raised there most, a quote for each, and how many statements stand in no theme."""
    there = said_in(territory, SHOWN)
    if not there.themes:
        return ""
    facts = {"said": there.themes, "covered": there.covered, "territory": territory, "language": context["language"]}
    return render_to_string("understand/themes/of_territory.html", facts)


def themes_to_choose() -> list[tuple[str, str]]:
    """The published themes, in the reader's language."""
    return [(theme.code, str(theme.title)) for theme in Theme.objects.published().order_by("code")]


def statements_of_theme(statements: StatementQuerySet, code: str) -> StatementQuerySet | None:
    """?theme=... in a list of statements."""
    if not Theme.objects.published().filter(code=code).exists():
        return None
    return statements.filter(in_themes__theme__code=code, in_themes__theme__state=Theme.State.PUBLISHED)
