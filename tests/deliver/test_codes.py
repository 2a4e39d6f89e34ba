"""A code that somebody else chose first comes back beside what was typed, whatever it is the code of."""

import pytest
from django.test import Client
from django.urls import reverse

from tests.factories.deliver import CentreFactory, ProjectFactory, VisitFactory
from tests.factories.fund import AgreementFactory, EnvelopeFactory
from tests.factories.ground import person_who_may
from tests.factories.plan import AdoptedMeasureFactory

pytestmark = pytest.mark.django_db
TITLE = {"title_ar": "جسر", "title_fr": "Pont"}
NAME = {"name_ar": "جسر", "name_fr": "Pont"}
OBJECT = {"object_ar": "جسر", "object_fr": "Un pont"}


@pytest.mark.parametrize(
    ("page", "verb", "taken", "typed"),
    [
        ("deliver:desk-project-propose", "project.manage", ProjectFactory, TITLE),
        ("deliver:desk-centre-plan", "centre.manage", CentreFactory, NAME | {"kind": "other"}),
        ("deliver:desk-visit-plan", "visit.record", VisitFactory, TITLE),
        ("fund:desk-envelope-register", "envelope.manage", EnvelopeFactory, TITLE | {"amount": "5"}),
        ("fund:desk-agreement-draft", "agreement.draft", AgreementFactory, TITLE | OBJECT),
    ],
)
def test_a_code_that_is_taken_comes_back_beside_its_field(client: Client, page, verb, taken, typed) -> None:  # type: ignore[no-untyped-def]
    row, measure = taken(), AdoptedMeasureFactory()
    field = "ref" if verb == "agreement.draft" else "code"
    code = getattr(row, field)
    client.force_login(person_who_may(verb, row.territory).user)
    sent = typed | {field: code, "territory": row.territory.code, "measures": [measure.pk]}
    response = client.post(reverse(page), sent)
    assert response.status_code == 422
    assert response.context["form"].errors == {field: [f"“{code}” is taken already. Choose another for this one."]}
    assert "Pont" in response.text
