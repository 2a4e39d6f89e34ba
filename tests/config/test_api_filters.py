"""What an address of the API narrows by is known there, or is refused with what is."""

import pytest
from django.test import Client

from multaqa.deliver.projects.models import Project
from multaqa.ui.asking import MOST_TO_NAME
from tests.factories.ground import TerritoryFactory

pytestmark = pytest.mark.django_db
FILTERS = {
    "statements": ("territory", "kind", "group", "language"),
    "themes": ("round", "territory"),
    "measures": ("strategy", "territory", "state"),
    "answers/clock": ("round", "territory"),
    "answers/clock/regions": ("round",),
    "projects": ("territory", "state"),
    "centres": ("territory", "service", "target_group", "kind"),
}


@pytest.mark.parametrize(("call", "name"), [(call, name) for call, names in FILTERS.items() for name in names])
def test_a_filter_that_does_not_know_a_value_says_so(client: Client, call: str, name: str) -> None:
    response = client.get(f"/api/{call}?{name}=nowhere&lang=en")
    error = response.json()["error"]
    assert (response.status_code, error["code"], error["parameter"]) == (422, "unknown_value", name)
    assert error["message"] == f"The filter {name} does not know “nowhere”."


def test_a_filter_names_what_it_knows_unless_that_is_too_much(client: Client) -> None:
    error = client.get("/api/projects?state=nearly&lang=en").json()["error"]
    assert error["allowed"] == sorted(Project.State.values)
    assert error["remedy"].startswith("Leave it out, or give one of: ")
    TerritoryFactory.create_batch(MOST_TO_NAME)
    error = client.get("/api/projects?territory=nearly&lang=en").json()["error"]
    assert (error["allowed"], error["remedy"]) == ([], "Leave it out, or give a code as the register writes it.")
