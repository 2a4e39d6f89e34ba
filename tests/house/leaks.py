"""What the leak test is generated from: every address of the house, drafts in two provinces, and an insider's forms."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from html.parser import HTMLParser
from typing import Any

from django.db import models
from django.test import Client
from django.urls import URLPattern, URLResolver, get_resolver
from django.utils import translation

from multaqa.ground.people.models import Person
from multaqa.ground.territory.models import Territory
from multaqa.ground.vocabulary.fields import Words
from multaqa.listen.contributions.models import ImportDraft
from multaqa.listen.meetings.models import Meeting
from multaqa.listen.rounds.models import Round
from multaqa.listen.statements.models import Report, Statement
from tests.factories.accountability import AnswerFactory
from tests.factories.deliver import CentreFactory, ProjectFactory
from tests.factories.fund import AgreementFactory
from tests.factories.ground import MandateFactory, PersonFactory
from tests.factories.listen import (
    ContributionFactory,
    DocumentFactory,
    MeetingFactory,
    ReadingRunFactory,
    StatementFactory,
    StatementLinkFactory,
)
from tests.factories.plan import MeasureFactory, StrategyFactory
from tests.factories.understand import DraftDeedFactory, DraftFactory, DraftingRunFactory, ThemeFactory

LANGUAGE = "fr"
# Parts of an address that name no draft: any value that is well formed will do.
ANYTHING: Mapping[str, Any] = {
    "object_id": 1, "content_type_id": 1, "rest": "x", "what": "template", "form": "csv", "number": 1, "name": "submit",
    "origin": 1, "start": 0, "end": 5, "link_id": 1, "report_id": 1, "proposal_id": 1, "pk": 1, "version": "v1",
    "strategy": "s", "key": 1, "kind": "statement", "token": "00000000-0000-0000-0000-000000000000",
}  # fmt: skip


@dataclass(frozen=True)
class Draft:
    """Something only its own territory may read yet; `secret` stands in its words."""

    row: models.Model
    secret: str
    facts: Mapping[str, Any] = field(default_factory=dict)

    @property
    def stage(self) -> str:
        return self.row._meta.app_label

    def state(self) -> tuple[Any, ...]:
        """All that a deed could change about it: its own values, and how many rows hang on it."""
        model = type(self.row)
        values = model._default_manager.filter(pk=self.row.pk).values().get()
        hanging = [
            (relation.name, relation.related_model._default_manager.filter(**{relation.field.name: self.row}).count())
            for relation in self.row._meta.related_objects
        ]
        return values, hanging


def drafts_in(territory: Territory, round: Round) -> list[Draft]:
    """One of each kind of draft that the house knows, all in one province."""
    secret = f"zq{territory.pk}secret"
    words = Words(ar=f"سر {secret}", fr=f"Caché {secret}", en=f"Hidden {secret}")
    place = {"territory": territory}
    statements = [
        StatementFactory(round=round, territory=territory, text=f"{secret} {state}", state=state)
        for state in (Statement.State.CAPTURED, Statement.State.CONFIRMED, Statement.State.WITHHELD)
    ]
    link = StatementLinkFactory(from_statement=statements[0], to_statement=statements[1], reason=secret)
    published = StatementFactory(round=round, territory=territory)
    report = Report.objects.create(statement=published, reason="other", text=secret)
    meeting = MeetingFactory(round=round, state=Meeting.State.DRAFT, title=words, **place)
    document = DocumentFactory(meeting=meeting, published=False, title=words, file__data=secret.encode())
    run = ReadingRunFactory(document=document, text=secret)
    proposal = run.proposals.get()
    strategy = StrategyFactory(state="draft", title=words, **place)
    measure = MeasureFactory(objective__axis__strategy=strategy, title=words)
    project = ProjectFactory(state="idea", title=words, **place)
    drafting = DraftingRunFactory(round=round, taxonomy_name=secret, read=[published], **place)
    drawn = DraftFactory(run=drafting, name=words, statements=[statements[1]])
    deed = DraftDeedFactory(run=drafting, drafts=[drawn], name_before=words)
    rows: list[tuple[models.Model, dict[str, Any]]] = [
        *((one, {"ref": one.ref, "link_id": link.pk, "kind": "statement", "key": one.ref}) for one in statements),
        (ContributionFactory(round=round, text=secret, **place), {}),
        (report, {"report_id": report.pk}),
        (ImportDraft.objects.create(round=round, by=PersonFactory(), name=secret, content=secret.encode()), {}),
        (meeting, {}),
        (document, {}),
        (run, {"proposal_id": proposal.pk}),
        (proposal, {"pk": run.pk, "proposal_id": proposal.pk}),
        (ThemeFactory(round=round, title=words, summary=words, **place), {"ref": statements[0].ref, "kind": "theme"}),
        (drafting, {}),
        (drawn, {"pk": drafting.pk, "number": drawn.number}),
        (deed, {"pk": drafting.pk, "key": deed.pk}),
        (strategy, {"version": strategy.version}),
        (measure, {"strategy": strategy.code, "version": strategy.version, "kind": "measure"}),
        (AgreementFactory(state="draft", title=words, object=words, **place), {"kind": "agreement", "code": "x"}),
        (project, {"kind": "project"}),
        (CentreFactory(project=project, state="planned", name=words, **place), {"kind": "centre"}),
        (MandateFactory(organisation__territory=territory, capacity=words, state="claimed"), {}),
        (AnswerFactory(statement=published, state="drafted", text=words), {}),
    ]
    return [Draft(row, secret, facts_of(row) | facts) for row, facts in rows]


def facts_of(row: models.Model) -> dict[str, Any]:
    """The parts of an address that the row can fill by itself."""
    named = {name: getattr(row, name) for name in ("code", "ref", "token") if hasattr(row, name)}
    return {"pk": row.pk, "key": named.get("ref") or named.get("code") or row.pk, **named}


@dataclass(frozen=True)
class Address:
    """A pattern of the resolver: where it leads, and what has to be filled in."""

    pattern: str
    parts: tuple[str, ...]
    stage: str

    def filled(self, drafts: list[Draft]) -> Iterator[str]:
        """The address for each draft it could be about; one of any value where it is about none."""
        about = [draft for draft in drafts if self.stage in ("", draft.stage)] if self.parts else []
        known = [draft.facts for draft in about if set(self.parts) <= draft.facts.keys() | ANYTHING.keys()]
        for facts in known or [{}]:
            yield self._written({**ANYTHING, "code": "x", "ref": "x", **facts})

    def _written(self, facts: Mapping[str, Any]) -> str:
        path = self.pattern
        for part in self.parts:
            before, _open, rest = path.partition("<")
            _name, _close, after = rest.partition(">")
            path = f"{before}{facts[part]}{after}"
        return f"/{path}"


def addresses() -> list[Address]:
    """Every address of the house, read from its resolver: a new one joins by itself."""
    with translation.override(LANGUAGE):
        return list(_walk(get_resolver(), ""))


def _walk(resolver: URLResolver, before: str) -> Iterator[Address]:
    for one in resolver.url_patterns:
        path = before + str(one.pattern)
        if isinstance(one, URLPattern):
            module = one.callback.__module__.split(".")
            stage = module[1] if module[0] == "multaqa" and module[1] not in ("accountability", "config") else ""
            yield Address(path.replace("^", ""), tuple(one.pattern.converters), stage)
        else:
            yield from _walk(one, path)


class Forms(HTMLParser):
    """The forms of a page that are posted, filled in as somebody would who leaves them as they are."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.found: dict[str, dict[str, str]] = {}
        self._form: dict[str, str] | None = None
        self._select = self._area = ""
        self.feed(page)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = {name: value or "" for name, value in attrs}
        if tag == "form":
            posted = given.get("method", "").lower() == "post" and "action" in given
            self._form = self.found.setdefault(given["action"], {}) if posted else None
        elif self._form is not None and given.get("name"):
            self._field(tag, given, self._form)
        elif self._form is not None and tag == "option":
            self._option(given, self._form)

    def _option(self, given: dict[str, str], form: dict[str, str]) -> None:
        if self._select and ("selected" in given or not form.get(self._select)):
            form[self._select] = given.get("value", "")

    def _field(self, tag: str, given: dict[str, str], form: dict[str, str]) -> None:
        self._select = self._area = ""
        if tag == "select":
            self._select = given["name"]
            form.setdefault(given["name"], "")
        elif tag == "textarea":
            self._area = given["name"]
            form[given["name"]] = "zz"
        elif tag == "button" or given.get("type") not in ("checkbox", "file"):
            form[given["name"]] = given.get("value") or "zz"

    def handle_data(self, data: str) -> None:
        if self._form is not None and self._area and data.strip():
            self._form[self._area] = data.strip()

    def handle_endtag(self, tag: str) -> None:
        if tag == "form":
            self._form = None
        if tag == "textarea":
            self._area = ""


def forms_of(insider: Person, paths: list[str]) -> tuple[dict[str, dict[str, str]], str]:
    """Every form that somebody at home may send from the desk, by its address; and all that they read on the way."""
    client, forms, read = Client(), {}, []
    client.force_login(insider.user)
    for path in (path for path in paths if "/desk/" in path):
        page = body_of(client.get(path))
        read.append(page)
        forms |= Forms(page).found
    return forms, "".join(read)


def body_of(response: Any) -> str:
    """All that was sent, of a file too; the test client closes it, and leaves the connection open."""
    content = b"".join(response.streaming_content) if response.streaming else response.content
    return str(content.decode(errors="replace"))
