"""The legal pages say who answers for the register, or that nobody said so yet."""

import pytest
from django.core.checks import Warning as CheckWarning

from multaqa.accountability.portal.operator import OF_PAGE
from multaqa.config.checks import configuration

pytestmark = pytest.mark.django_db
GIVEN = {
    "name": {"ar": "مجلس الجهة", "fr": "Conseil de la région"},
    "address": {"fr": "Rue de la Gare"},
    "publisher": {},
    "information": {},
    "host": {},
    "mail": "registre@example.org",
    "phone": "05 00 00 00 00",
    "cndp": "",
}


@pytest.mark.parametrize("page", OF_PAGE)
def test_what_nobody_filled_in_is_marked_for_everybody(client, page):
    text = client.get(f"/fr/{page}/").text.replace("<wbr>", "")
    assert [name for name in OF_PAGE[page] if f"MULTAQA_OPERATOR_{name.upper()}" not in text] == []


def test_operator_is_named_in_the_readers_language(client, settings):
    settings.OPERATOR = GIVEN
    text = client.get("/ar/legal/").text.replace("<wbr>", "")
    assert "مجلس الجهة" in text
    assert "Conseil de la région" not in text
    assert '<bdi lang="fr" dir="ltr">Rue de la Gare</bdi>' in text
    assert "MULTAQA_OPERATOR_NAME" not in text
    assert "MULTAQA_OPERATOR_HOST" in text


def test_readers_write_and_call_by_a_touch(client, settings):
    settings.OPERATOR = GIVEN
    text = client.get("/fr/accessibility/").text
    assert 'href="mailto:registre@example.org"' in text
    assert 'href="tel:0500000000"' in text


def test_privacy_page_says_the_periods_that_are_set(client, settings):
    settings.RETENTION_DAYS = {**settings.RETENTION_DAYS, "report": 77}
    assert client.get("/en/privacy/").context["periods"][-2] == ("Reports that a moderator has seen to", 77)


@pytest.mark.parametrize(("name", "warned"), [({}, True), ({"fr": "Conseil"}, False)])
def test_public_register_that_names_nobody_is_warned_of(settings, name, warned):
    settings.PUBLIC_URL, settings.ALLOWED_HOSTS = "https://registre.example.org", ["registre.example.org"]
    settings.OPERATOR = {"name": name, "mail": "registre@example.org"}
    found = [check for check in configuration() if check.id == "multaqa.operator"]
    assert [(type(check), "name" in check.msg) for check in found] == ([(CheckWarning, True)] if warned else [])
