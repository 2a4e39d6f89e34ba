"""What was readable is sealed by an upgrade; a downgrade makes it readable again."""

from collections.abc import Iterator
from importlib import import_module
from typing import Any

import pytest
from django.apps.registry import Apps
from django.contrib.sessions.models import Session
from django.db import connection
from django.db.migrations.executor import MigrationExecutor
from django.utils import timezone

from multaqa.ground.people.models import Contact, Invitation, User
from multaqa.ground.people.sign_in import SecondFactorAdapter
from tests.ground.people.test_contacts import bytes_of_the_database

sealing = import_module("multaqa.ground.migrations.0004_addresses_are_sealed")
pytestmark = pytest.mark.django_db(transaction=True)
BEFORE = ("ground", "0002_journal_is_written_once")
ADDRESS, WAITING, GONE = "zineb@example.org", "idder@example.org", "itto@example.org"


@pytest.fixture
def before() -> Iterator[Apps]:
    """The tables as they were while addresses were readable."""
    executor = MigrationExecutor(connection)
    executor.migrate([BEFORE, ("mfa", "0003_authenticator_type_uniq")])
    yield executor.loader.project_state([BEFORE, ("mfa", "0003_authenticator_type_uniq")]).apps
    upgrade()


def upgrade() -> None:
    executor = MigrationExecutor(connection)
    executor.migrate(executor.loader.graph.leaf_nodes())


def fill(apps: Apps) -> None:
    tables: dict[str, Any] = {name: apps.get_model("ground", name) for name in ("User", "Invitation", "Territory")}
    user = tables["User"].objects.create(email=ADDRESS, password="!")
    tables["User"].objects.create(email=GONE, password="!").delete()
    secret = sealing._former_seal().encrypt(b"JBSWY3DP").decode()
    apps.get_model("mfa", "Authenticator").objects.create(user_id=user.pk, type="totp", data={"secret": secret})
    country = tables["Territory"].objects.create(code="MA", kind="country", path="/MA/", name={"ar": "م", "fr": "M"})
    template = apps.get_model("ground", "RoleTemplate").objects.create(code="t", name={"ar": "ق", "fr": "r"})
    facts = {"language": "fr", "expires_at": timezone.now(), "template": template, "territory": country}
    tables["Invitation"].objects.create(email=WAITING, token_sha256="1", **facts)
    tables["Invitation"].objects.create(email="", token_sha256="2", **facts)
    Session.objects.create(session_key="s", session_data="readable", expire_date=timezone.now())


def test_upgrade_seals_what_was_readable_and_leaves_no_byte_of_it(before: Apps) -> None:
    fill(before)
    assert ADDRESS.encode() in bytes_of_the_database()
    upgrade()
    user = User.objects.get(email=ADDRESS)
    assert (user.email, Invitation.objects.get(token_sha256="1").email) == (ADDRESS, WAITING)
    assert Contact.objects.count() == 2
    assert SecondFactorAdapter().decrypt(user.authenticator_set.get().data["secret"]) == "JBSWY3DP"
    assert not Session.objects.exists()
    held = bytes_of_the_database()
    assert [address for address in (ADDRESS, WAITING, GONE) if address.encode() in held] == []


def test_downgrade_gives_the_addresses_back(before: Apps) -> None:
    fill(before)
    upgrade()
    executor = MigrationExecutor(connection)
    executor.migrate([BEFORE])
    old = executor.loader.project_state([BEFORE, ("mfa", "0003_authenticator_type_uniq")]).apps
    assert [user.email for user in old.get_model("ground", "User").objects.all()] == [ADDRESS]
    offers = old.get_model("ground", "Invitation").objects.order_by("token_sha256")
    assert [offer.email for offer in offers] == [WAITING, ""]
