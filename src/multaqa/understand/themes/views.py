"""Themes as the public reads them."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404

from multaqa.ground.people.rules import person_of
from multaqa.listen.rounds.asking import chosen_round
from multaqa.listen.statements.models import Statement
from multaqa.ui.pages import page
from multaqa.ui.tables import listing
from multaqa.understand.themes.forms import ThemeFilters
from multaqa.understand.themes.models import Theme
from multaqa.understand.themes.parts import theme_bars
from multaqa.understand.themes.queries import (
    coverage,
    parts_not_heard,
    public_evidence,
    statements_in_no_theme,
    visible_themes,
    voices,
    with_counts,
)
from multaqa.understand.themes.rules import can_edit_theme

SORTED_BY = {"statements": "statements", "places": "places", "voices": "voices"}
LONGEST_BARS = 12


def theme_list(request: HttpRequest) -> HttpResponse:
    """The published themes of a round, as bars and as a table of the same numbers."""
    round, filters = chosen_round(request).round, ThemeFilters(request)
    region = filters.chosen.get("territory")
    counted = with_counts(visible_themes(None).published().filter(round=round), region).filter(statements__gt=0)
    rows = listing(request, counted, columns=SORTED_BY, default="-statements", per_page=50)
    statements = Statement.objects.filter(round=round)
    return page(
        request,
        "understand/themes/list.html",
        round=round,
        region=region,
        filters=filters,
        rows=rows,
        bars=theme_bars(sorted(rows, key=lambda theme: -theme.statements)[:LONGEST_BARS]),
        covered=coverage(statements.said_in(region) if region else statements),
    )


def theme_page(request: HttpRequest, code: str) -> HttpResponse:
    person = person_of(request.user)
    theme = get_object_or_404(visible_themes(person), code=code)
    return page(
        request,
        "understand/themes/theme.html",
        theme=theme,
        quotes=listing(request, public_evidence(theme), columns={"ref": "statement__ref"}, default="ref", per_page=10),
        voices=voices(theme),
        not_heard=parts_not_heard(theme),
        moves=theme.moves.exclude(to_state=Theme.State.DRAFT),
        may_edit=can_edit_theme(person, theme),
    )


def in_no_theme(request: HttpRequest) -> HttpResponse:
    """The published list of what no theme holds."""
    round = chosen_round(request).round
    statements = statements_in_no_theme(round) if round else Statement.objects.none()
    rows = listing(request, statements.for_reading(), columns={"ref": "ref"}, default="ref", per_page=20)
    return page(request, "understand/themes/in_no_theme.html", round=round, rows=rows)
