"""The workspace of measures: refusals keep what was typed, and nobody writes beyond their territory."""

import pytest
from django.urls import reverse

from multaqa.ground.people.models import Person
from multaqa.plan.measures.models import Measure
from tests.factories.ground import CountryFactory, TerritoryFactory, person_who_may
from tests.factories.listen import StatementFactory
from tests.factories.plan import AdoptedMeasureFactory, MeasureFactory, MeasureOriginFactory, ObjectiveFactory
from tests.factories.understand import PublishedThemeFactory

pytestmark = pytest.mark.django_db
ALL = ("measure.draft", "measure.adopt", "strategy.draft")
WORDS = {"title_ar": "وحدات", "title_fr": "Unités mobiles", "promise_ar": "وعد", "promise_fr": "Une promesse"}
REASON = {"reason_ar": "سبب", "reason_fr": "Motif"}


@pytest.fixture
def strategist(client) -> Person:
    person = person_who_may(ALL, CountryFactory())
    client.force_login(person.user)
    return person


def at(name, measure, *more):
    return reverse(
        f"plan:desk-measure{name}", args=[measure.strategy.code, measure.strategy.version, measure.code, *more]
    )


def test_propose_leads_to_its_origins(client, strategist):
    objective = ObjectiveFactory()
    strategy = objective.axis.strategy
    address = reverse("plan:desk-measure-new", args=[strategy.code, strategy.version])
    assert client.get(address).status_code == 200
    response = client.post(address, WORDS | {"objective": objective.pk, "code": "M-1", "target": "1 400,5"})
    measure = Measure.objects.get()
    assert (str(measure.target), measure.state) == ("1400.50", "proposed")
    assert response.headers["Location"] == at("", measure)


def test_a_refused_proposal_keeps_what_was_typed(client, strategist):
    objective = MeasureFactory(code="M-1").objective
    strategy = objective.axis.strategy
    address = reverse("plan:desk-measure-new", args=[strategy.code, strategy.version])
    response = client.post(address, WORDS | {"objective": objective.pk, "code": "M-1"})
    assert response.status_code == 422
    assert 'already has a measure <bdi class="whole">M-1</bdi>' in response.text
    assert "Unités mobiles" in response.text


def test_adopt_says_what_is_missing_then_adopts(client, strategist):
    measure = MeasureFactory()
    refused = client.post(at("-adopt", measure))
    assert (refused.status_code, "write in Arabic and in French" in refused.text) == (422, True)
    client.post(at("-origin", measure), REASON)
    assert client.post(at("-adopt", measure)).status_code == 302
    measure.refresh_from_db()
    assert measure.state == "adopted"


@pytest.mark.parametrize("kind", ["theme", "statement"])
def test_an_origin_is_added_by_theme_or_by_reference(client, strategist, kind):
    measure = MeasureFactory()
    made = PublishedThemeFactory() if kind == "theme" else StatementFactory()
    client.post(at("-origin", measure), {kind: made.pk if kind == "theme" else made.ref})
    assert getattr(measure.origins.get(), kind) == made


@pytest.mark.parametrize("sent", [{}, {"statement": "XYZ-1"}, {"reason_fr": "Motif"}])
def test_an_origin_that_is_none_is_refused(client, strategist, sent):
    measure = MeasureFactory()
    response = client.post(at("-origin", measure), sent)
    assert (response.status_code, measure.origins.exists()) == (422, False)


def test_the_last_origin_of_an_adopted_measure_stays(client, strategist):
    measure = AdoptedMeasureFactory()
    response = client.post(at("-origin-remove", measure, measure.origins.get().pk))
    assert (response.status_code, measure.origins.count()) == (422, 1)


def test_abandon_needs_its_reason(client, strategist):
    measure = AdoptedMeasureFactory()
    assert client.post(at("-move", measure), {"state": "abandoned"}).status_code == 422
    client.post(at("-move", measure), {"state": "abandoned", **REASON})
    measure.refresh_from_db()
    assert measure.state == "abandoned"


def test_revise_keeps_a_commune_that_the_list_does_not_offer(client, strategist):
    commune = TerritoryFactory(parent=TerritoryFactory(), kind="commune")
    measure = AdoptedMeasureFactory(territories=[commune])
    client.post(at("-revise", measure), WORDS | REASON | {"territories": [commune.code]})
    measure.refresh_from_db()
    assert (measure.title["fr"], list(measure.territories.all())) == ("Unités mobiles", [commune])


def test_a_measure_of_elsewhere_is_not_touched(client):
    measure = MeasureOriginFactory(measure__territories=[TerritoryFactory()]).measure
    client.force_login(person_who_may(ALL, TerritoryFactory()).user)
    for name in ("-revise", "-origin", "-adopt", "-move"):
        assert client.post(at(name, measure), WORDS | REASON | {"state": "running"}).status_code == 404
    measure.refresh_from_db()
    assert (measure.state, measure.origins.count()) == ("proposed", 1)
