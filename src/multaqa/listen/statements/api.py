"""Statements as data: the same doors to read them, the same deeds to work on them."""

from datetime import date, datetime
from typing import Annotated, Any
from uuid import UUID

from django.http import Http404, HttpRequest
from django.shortcuts import get_object_or_404
from ninja import Field, Router, Schema, Status
from ninja.pagination import paginate
from pydantic import AfterValidator

from multaqa.ground.people.api import staff_session
from multaqa.ground.people.rules import person_of
from multaqa.ground.territory.models import Territory
from multaqa.ground.vocabulary.fields import Words
from multaqa.ground.vocabulary.models import TargetGroup
from multaqa.listen.contributions.forms import LONGEST
from multaqa.listen.contributions.models import LANGUAGES
from multaqa.listen.rounds.models import Round
from multaqa.listen.rounds.queries import visible_rounds
from multaqa.listen.statements.actions import (
    capture_expectation,
    confirm_statement,
    publish_statement,
    revise_statement,
    withhold_statement,
)
from multaqa.listen.statements.models import Statement, StatementQuerySet
from multaqa.listen.statements.queries import closed_statement, in_territory, visible_statements, with_words
from multaqa.ui.asking import known_row, known_value
from multaqa.ui.pages import Gone
from multaqa.ui.paging import NumberedPages
from multaqa.ui.reading import plain_text

router = Router(tags=["statements"])
PER_PAGE = 50


class TranslationData(Schema):
    language: str
    text: str
    status: str
    method: str
    stale: bool


class StatementData(Schema):
    ref: str
    state: str
    kind: str
    language: str
    text: str
    version: int
    territory: str
    territories: list[str]
    target_groups: list[str]
    said_by_kind: str
    organisation: str | None
    channel: str
    meeting: str | None
    said_on: date | None
    published_at: datetime | None
    illustrative: bool
    source: str | None
    translations: list[TranslationData]
    url: str


# Words as the forms take them.
Typed = Annotated[str, AfterValidator(plain_text), Field(max_length=LONGEST)]


class Captured(Schema):
    """What a note taker sends; the same command_id sent again is the same deed."""

    command_id: UUID
    round: str
    territory: str
    text: Typed
    kind: str
    language: str
    channel: str = "floor"
    said_by_kind: str = "anonymous"
    said_on: date | None = None


class Revised(Schema):
    expected_version: int
    text: Typed
    why: Typed


class Withheld(Schema):
    code: str
    reason: dict[str, Typed]


def shown(statement: Statement) -> dict[str, Any]:
    contribution = statement.contribution
    return {
        **{name: getattr(statement, name) for name in ("ref", "state", "kind", "language", "text", "said_on")},
        "version": statement.current.n if statement.current else 0,
        "territory": statement.territory.code,
        "territories": [place.code for place in statement.territories.all()],
        "target_groups": [group.code for group in statement.target_groups.all()],
        "said_by_kind": contribution.said_by_kind,
        "organisation": contribution.organisation.code if contribution.organisation else None,
        "channel": contribution.channel,
        "meeting": contribution.meeting.code if contribution.meeting else None,
        "published_at": statement.published_at,
        "illustrative": contribution.illustrative,
        "source": contribution.source.outlet if contribution.source else None,
        "translations": [
            {
                "language": one.language,
                "text": one.text,
                "status": one.status,
                "method": one.method,
                "stale": one.is_stale(statement.text),
            }
            for one in statement.translations.all()
        ],
        "url": statement.get_absolute_url(),
    }


class ShownPages(NumberedPages):
    """Pages of statements, each row as it is shown."""

    def paginate_queryset(self, queryset: Any, pagination: Any, request: HttpRequest, **params: Any) -> dict[str, Any]:
        found: dict[str, Any] = super().paginate_queryset(queryset, pagination, request, **params)
        return {**found, "items": [shown(statement) for statement in found["items"]]}


@router.get("", response=list[StatementData])
@paginate(ShownPages, page_size=PER_PAGE)
def list_statements(
    request: HttpRequest, q: str = "", territory: str = "", kind: str = "", group: str = "", language: str = ""
) -> StatementQuerySet:
    """Those this caller may read, by reference: drafts only where a role covers them."""
    found = with_words(_readable(request), q)
    if place := known_row("territory", territory, Territory.objects.all()):
        found = in_territory(found, place)
    exact = {
        "target_groups": known_row("group", group, TargetGroup.objects.all()),
        "kind": known_value("kind", kind, Statement.Kind.values),
        "language": known_value("language", language, dict(LANGUAGES)),
    }
    return found.filter(**{name: value for name, value in exact.items() if value}).order_by("ref")


@router.get("/{ref}", response=StatementData)
def read_statement(request: HttpRequest, ref: str) -> dict[str, Any]:
    if statement := _readable(request).filter(ref=ref).first():
        return shown(statement)
    if closed := closed_statement(ref):
        raise Gone(f"{closed.get_state_display()}. {closed.withheld_reason}")
    raise Http404


@router.post("", response={201: StatementData}, auth=staff_session)
def capture(request: HttpRequest, sent: Captured) -> Status[dict[str, Any]]:
    facts = sent.dict(exclude={"round", "territory"})
    round: Round = get_object_or_404(visible_rounds(person_of(request.user)), code=sent.round)
    territory: Territory = get_object_or_404(Territory, code=sent.territory)
    statement = capture_expectation(by=request.auth, round=round, territory=territory, **facts)  # type: ignore[attr-defined]
    return Status(201, _fresh(request, statement))


@router.post("/{ref}/confirm", response=StatementData, auth=staff_session)
def confirm(request: HttpRequest, ref: str) -> dict[str, Any]:
    return _fresh(request, confirm_statement(by=request.auth, statement=_found(request, ref)))  # type: ignore[attr-defined]


@router.post("/{ref}/publish", response=StatementData, auth=staff_session)
def publish(request: HttpRequest, ref: str) -> dict[str, Any]:
    return _fresh(request, publish_statement(by=request.auth, statement=_found(request, ref)))  # type: ignore[attr-defined]


@router.post("/{ref}/withhold", response=StatementData, auth=staff_session)
def withhold(request: HttpRequest, ref: str, sent: Withheld) -> dict[str, Any]:
    statement = _found(request, ref)
    withhold_statement(by=request.auth, statement=statement, code=sent.code, reason=Words(sent.reason))  # type: ignore[attr-defined]
    return _fresh(request, statement)


@router.post("/{ref}/revise", response=StatementData, auth=staff_session)
def revise(request: HttpRequest, ref: str, sent: Revised) -> dict[str, Any]:
    statement = _found(request, ref)
    by = request.auth  # type: ignore[attr-defined]
    revise_statement(by=by, statement=statement, expected_n=sent.expected_version, text=sent.text, why=sent.why)
    return _fresh(request, statement)


def _readable(request: HttpRequest) -> StatementQuerySet:
    found = visible_statements(person_of(request.user)).for_reading()
    return found.prefetch_related("territories", "target_groups")


def _found(request: HttpRequest, ref: str) -> Statement:
    statement: Statement = get_object_or_404(_readable(request), ref=ref)
    return statement


def _fresh(request: HttpRequest, statement: Statement) -> dict[str, Any]:
    return shown(_readable(request).get(pk=statement.pk))
