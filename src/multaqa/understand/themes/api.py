"""Themes as data, read-only: the same door as the pages, the same public quotes."""

from datetime import datetime
from typing import Any

from django.http import HttpRequest
from django.shortcuts import get_object_or_404
from ninja import Router, Schema
from ninja.pagination import paginate

from multaqa.ground.people.rules import person_of
from multaqa.ground.territory.models import Territory
from multaqa.listen.rounds.queries import visible_rounds
from multaqa.ui.asking import known_row
from multaqa.understand.themes.models import Theme, ThemeStatement
from multaqa.understand.themes.queries import public_evidence, visible_themes, with_counts

router = Router(tags=["themes"])


class QuoteData(Schema):
    statement: str
    quote: str
    start: int
    end: int
    version: int
    language: str
    territory: str
    is_main: bool

    @staticmethod
    def resolve_statement(evidence: ThemeStatement) -> str:
        return evidence.statement.ref

    @staticmethod
    def resolve_version(evidence: ThemeStatement) -> int:
        return evidence.revision.n

    @staticmethod
    def resolve_language(evidence: ThemeStatement) -> str:
        return evidence.statement.language

    @staticmethod
    def resolve_territory(evidence: ThemeStatement) -> str:
        return evidence.statement.territory.code


class ThemeData(Schema):
    code: str
    round: str
    territory: str
    title: dict[str, str]
    summary: dict[str, str]
    method: str
    state: str
    published_at: datetime | None
    superseded_by: str | None
    statements: int
    illustrative: bool

    @staticmethod
    def resolve_round(theme: Theme) -> str:
        return theme.round.code

    @staticmethod
    def resolve_territory(theme: Theme) -> str:
        return theme.territory.code

    @staticmethod
    def resolve_superseded_by(theme: Theme) -> str | None:
        return theme.superseded_by.code if theme.superseded_by else None


class ThemeWithQuotes(ThemeData):
    quotes: list[QuoteData]

    @staticmethod
    def resolve_quotes(theme: Theme) -> list[ThemeStatement]:
        return list(public_evidence(theme))


@router.get("", response=list[ThemeData])
@paginate
def list_themes(request: HttpRequest, round: str = "", territory: str = "") -> Any:
    """By code, with the number of public statements in each; of a round, or counted in a territory alone."""
    person = person_of(request.user)
    themes = visible_themes(person)
    if asked := known_row("round", round, visible_rounds(person)):
        themes = themes.filter(round=asked)
    return with_counts(themes, known_row("territory", territory, Territory.objects.all())).order_by("code")


@router.get("/{code}", response=ThemeWithQuotes)
def read_theme(request: HttpRequest, code: str) -> Theme:
    found: Theme = get_object_or_404(with_counts(visible_themes(person_of(request.user))), code=code)
    return found
