"""Nobody reads or touches another province's drafts, by any address and any verb, whatever their role.

The matrix is generated: addresses from the resolver, roles from the table of roles, drafts in a neighbouring province
and in one of another region. A page that is added joins by itself.
"""

import csv
import json
import re
from http import HTTPStatus
from http.cookies import SimpleCookie
from pathlib import Path
from typing import Any

import pytest
from django.db import connection, transaction
from django.http import HttpResponseNotFound
from django.test import Client

import multaqa
from multaqa.config import urls
from multaqa.listen.statements import actions
from multaqa.listen.statements import views as statement_pages
from multaqa.listen.statements.models import Statement
from multaqa.listen.workspace import views as desk
from tests.factories.ground import RegionFactory, TerritoryFactory, person_who_may
from tests.factories.listen import ReferenceSeriesFactory, RoundFactory
from tests.house.leaks import Draft, addresses, body_of, drafts_in, forms_of

pytestmark = [pytest.mark.django_db, pytest.mark.slow]
TEMPLATES = Path(multaqa.__file__).parent / "ground" / "people" / "role_templates.csv"
TOLD = {"code": "legal", "reason": {"ar": "س", "fr": "m"}, "expected_version": 1, "text": "zz", "why": "zz"}


def roles() -> dict[str, list[str]]:
    with TEMPLATES.open(encoding="utf-8") as file:
        found = {row["code"]: row["verbs"].split(";") for row in csv.DictReader(file)}
    every = sorted({verb for verbs in found.values() for verb in verbs} - {"*"})
    return {code: every if verbs == ["*"] else verbs for code, verbs in found.items()}


class World:
    """Three provinces: one's own, the neighbour in the same region, and one far away."""

    def __init__(self) -> None:
        region = RegionFactory()
        self.own, self.near = TerritoryFactory.create_batch(2, parent=region)
        round = ReferenceSeriesFactory(round=RoundFactory()).round
        self.near_drafts = drafts_in(self.near, round)
        self.drafts = [*self.near_drafts, *one_of_each_kind(drafts_in(TerritoryFactory(), round))]
        self.secrets = {draft.secret for draft in self.drafts}
        filled = {one.pattern: list(one.filled(self.drafts)) for one in addresses()}
        self.pattern_of = {path: pattern for pattern, paths in filled.items() for path in paths}
        self.paths = list(self.pattern_of)
        self.one_of_each = {paths[0] for paths in filled.values()}
        self.forms, self.read_at_home = forms_of(person_who_may(roles()["administrator"], self.near), self.paths)

    def state(self) -> list[object]:
        return [draft.state() for draft in self.drafts]


def one_of_each_kind(drafts: list[Draft]) -> list[Draft]:
    return list({type(draft.row): draft for draft in drafts}.values())


@pytest.fixture
def world(settings, monkeypatch) -> World:
    settings.SECOND_FACTOR_FOR_STAFF = False
    # The page of what is not there is handed no row: to draw it thousands of times would show nothing.
    monkeypatch.setattr(urls, "handler404", lambda request, exception: HttpResponseNotFound(), raising=False)
    return World()


class Visitor:
    """Somebody of one role in their own province, who tries every address; each try begins as if it were the first."""

    def __init__(self, world: World, role: str) -> None:
        self.world = world
        self.client = Client(raise_request_exception=False)
        if role != "public":
            self.client.force_login(person_who_may(roles()[role], world.own).user)
        self.signed_in = self.client.cookies.output(header="", sep=";")
        self.unknown_verbs: set[tuple[str, str]] = set()
        self.before = world.state()

    def leaks(self) -> list[str]:
        return [leak for path in dict.fromkeys([*self.world.paths, *self.world.forms]) for leak in self._try(path)]

    def _try(self, path: str) -> list[str]:
        as_json = {"data": json.dumps(TOLD), "content_type": "application/json"}
        sent = as_json if path.startswith("/api/") else {"data": self.world.forms.get(path, {})}
        tries = [("get", {}), ("post", sent)]
        if path in self.world.one_of_each:
            tries += [("put", {}), ("delete", {})]
        return [leak for verb, data in tries for leak in self._one(verb, path, data)]

    def _one(self, verb: str, path: str, data: dict[str, object]) -> list[str]:
        pattern = self.world.pattern_of.get(path, path)
        if (verb, pattern) in self.unknown_verbs:  # whatever the address is filled with
            return []
        self.client.cookies = SimpleCookie(self.signed_in)  # one of the addresses signs out
        writing = Writing()
        with transaction.atomic():
            with connection.execute_wrapper(writing):
                response = getattr(self.client, verb)(path, **data)
                body = body_of(response)
            touched = writing.seen and self.world.state() != self.before
            transaction.set_rollback(True)
        if response.status_code == HTTPStatus.METHOD_NOT_ALLOWED:
            self.unknown_verbs.add((verb, pattern))
        shown = [f"{verb} {path} shows {secret}" for secret in self.world.secrets if secret in body]
        return [*shown, f"{verb} {path} changes a draft"] if touched else shown


class Writing:
    """Whether anything was written to a table of a stage: only then it pays to look what."""

    STAGES = re.compile(
        r'^(INSERT INTO|UPDATE|DELETE FROM) "(ground_mandate|(listen|understand|plan|fund|deliver|accountability)_)'
    )
    seen = False

    def __call__(self, execute: Any, sql: str, *rest: Any) -> Any:
        self.seen = self.seen or bool(self.STAGES.match(sql))
        return execute(sql, *rest)


def test_matrix_reaches_what_it_guards(world):
    """At home each draft is read somewhere, and the desk's forms are found."""
    assert world.near_drafts[0].secret in world.read_at_home
    assert len(world.forms) > 40


@pytest.mark.parametrize("half", [0, 1], ids=["some", "others"])
def test_no_draft_of_another_province_is_read_or_touched(world, half):
    """One world for half of the roles, as there are two processes: to build it takes as long as to try two roles."""
    some = ["public", *roles()][half::2]
    assert {role: leaks for role in some if (leaks := Visitor(world, role).leaks())} == {}


@pytest.mark.parametrize(
    ("room", "role", "found"),
    [(statement_pages, "public", "get /fr/statements/"), (desk, "note_taker", "get /fr/desk/listen/statements/")],
)
def test_matrix_finds_a_door_left_open(world, monkeypatch, room, role, found):
    for door in ("visible_statements", "statements_to_work_on"):
        monkeypatch.setattr(room, door, lambda person: Statement.objects.all(), raising=False)
    world.paths = [path for path in world.paths if "statements" in path or "logout" in path]
    assert any(leak.startswith(found) for leak in Visitor(world, role).leaks())


def test_matrix_finds_a_deed_that_asks_for_no_right(world, monkeypatch):
    monkeypatch.setattr(desk, "statements_to_work_on", lambda person: Statement.objects.all())
    monkeypatch.setattr(actions, "require", lambda allowed: None)
    world.paths = []
    world.forms = {path: sent for path, sent in world.forms.items() if "/desk/listen/statements/" in path}
    leaks = Visitor(world, "note_taker").leaks()
    assert any(leak.startswith("post") and leak.endswith("changes a draft") for leak in leaks)
