import json
from io import StringIO

import pytest
from django.core import mail
from django.core.management import CommandError, call_command
from django.test import Client
from django.utils import translation

from multaqa.ground.people.models import Person, RoleTemplate, SignInLink, User
from multaqa.ground.people.rules import can
from multaqa.ground.people.starting import PARTS, load_role_templates
from multaqa.ground.territory.models import Territory
from tests.factories.ground import CountryFactory, RegionFactory, TerritoryFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def morocco() -> Territory:
    country = CountryFactory()
    for code in {part.territory for part in PARTS} - {"MA"}:
        region = RegionFactory(code=code[:2], parent=country)
        if code != region.code:
            TerritoryFactory(code=code, parent=region)
    return country


def run(command: str, *arguments: str) -> str:
    out = StringIO()
    call_command(command, *arguments, stdout=out)
    return out.getvalue()


def test_role_templates_load_twice_as_once_and_name_themselves_in_three_languages() -> None:
    assert load_role_templates() == load_role_templates() == RoleTemplate.objects.count() == 10
    for template in RoleTemplate.objects.all():
        assert set(template.name) == set(template.description) == {"ar", "fr", "en"}
    administrator = RoleTemplate.objects.get(code="administrator")
    assert {verb for one in RoleTemplate.objects.all() for verb in one.verbs} == set(administrator.verbs)
    assert "person.invite" in administrator.verbs


@pytest.mark.usefixtures("morocco")
def test_first_account_has_no_password_until_its_link_is_used(client: Client, morocco: Territory) -> None:
    said = run("create_first_account", "--email", "First@Example.org", "--language", "fr")
    user = User.objects.get()
    assert (user.email, user.has_usable_password(), user.is_superuser) == ("first@example.org", False, True)
    assert can(user.person, "person.invite", morocco)
    link = said.split()[-1]
    form = client.get(link, follow=True)
    chosen = {"password1": "a long enough phrase", "password2": "a long enough phrase"}
    assert client.post(form.request["PATH_INFO"], chosen).status_code == 302
    assert User.objects.get().check_password("a long enough phrase")
    with translation.override("en"), pytest.raises(CommandError, match="has an account"):  # after pages in French
        run("create_first_account", "--email", "first@example.org")


@pytest.mark.usefixtures("morocco")
def test_first_account_link_is_mailed_on_request_and_then_not_printed() -> None:
    said = run("create_first_account", "--email", "first@example.org", "--language", "ar", "--mail")
    assert "http" not in said
    assert "/ar/account/password/new/" in mail.outbox[0].body


def test_first_account_needs_territories_and_an_address() -> None:
    with pytest.raises(CommandError, match="load_territories"):
        run("create_first_account", "--email", "first@example.org")
    with pytest.raises(CommandError, match="not an e-mail address"):
        run("create_first_account", "--email", "first")
    assert not User.objects.exists()


@pytest.mark.usefixtures("morocco")
def test_demo_links_exist_in_the_demonstration_alone() -> None:
    with pytest.raises(CommandError, match="demonstration"):
        run("demo_sign_in_links")
    assert not SignInLink.objects.exists()


@pytest.mark.usefixtures("morocco")
def test_demo_links_sign_in_once_from_this_machine_alone(client: Client, settings: object) -> None:
    settings.DEMO = True
    rows = json.loads(run("demo_sign_in_links", "--json", "--language", "fr"))
    run("demo_sign_in_links")
    rows = json.loads(run("demo_sign_in_links", "--json", "--language", "fr"))
    assert [row["role"] for row in rows].count("note_taker") == 3
    assert Person.objects.count() == len(rows) == len(PARTS)
    path = rows[0]["address"].removeprefix(settings.PUBLIC_URL)
    assert client.get(path, REMOTE_ADDR="10.0.0.7", HTTP_HOST="localhost").status_code == 404
    assert client.get(path, HTTP_HOST="localhost").status_code == 200
    assert client.post(path, HTTP_HOST="localhost").url == "/fr/desk/"
    assert client.get("/fr/desk/").status_code == 200
    assert Client().post(path, HTTP_HOST="localhost").status_code == 410
    settings.DEMO = False
    assert client.get(rows[1]["address"].removeprefix(settings.PUBLIC_URL), HTTP_HOST="localhost").status_code == 404
