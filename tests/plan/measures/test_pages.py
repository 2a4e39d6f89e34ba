import pytest
from django.urls import reverse

from multaqa.ui.slots import slot_queries_within_budget
from tests.factories.ground import RegionFactory, TerritoryFactory, person_who_may
from tests.factories.listen import RoundFactory, StatementFactory, take_to
from tests.factories.plan import AdoptedMeasureFactory, MeasureFactory, MeasureOriginFactory, ObjectiveFactory
from tests.factories.understand import many_statements

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("rows", [1, 3, 300])
def test_measure_page_asks_a_fixed_number_of_queries(client, django_assert_max_num_queries, rows):
    measure = AdoptedMeasureFactory(territories=[TerritoryFactory()])
    for statement in many_statements(rows, round=RoundFactory(), territory=TerritoryFactory()):
        MeasureOriginFactory(measure=measure, statement=statement)
    client.get(measure.get_absolute_url())
    with slot_queries_within_budget(), django_assert_max_num_queries(30):
        assert client.get(measure.get_absolute_url()).status_code == 200


@pytest.mark.parametrize("rows", [1, 3, 300])
def test_a_territory_shows_its_measures_within_the_slot(client, rows):
    place = TerritoryFactory()
    measures = AdoptedMeasureFactory.create_batch(rows, objective=ObjectiveFactory(), territories=[place])
    with slot_queries_within_budget():
        text = client.get(place.get_absolute_url()).text
    assert sum(measure.get_absolute_url() in text for measure in measures) == min(rows, 8)
    assert (f"{reverse('plan:measures')}?territory={place.code}" in text) == (rows > 8)


def test_measure_list_is_narrowed_by_its_address(client):
    here, running = RegionFactory(), AdoptedMeasureFactory(state="running")
    acting = AdoptedMeasureFactory(territories=[here], state="adopted")
    assert list(client.get(reverse("plan:measures"), {"territory": here.code}).context["rows"]) == [acting]
    assert list(client.get(reverse("plan:measures"), {"state": "running"}).context["rows"]) == [running]


def test_measure_list_is_not_upset_by_a_strange_address(client):
    AdoptedMeasureFactory()
    asked = {"territory": "nowhere", "state": "gone", "sort": "x", "page": "-1"}
    assert client.get(reverse("plan:measures"), asked).status_code == 200


def test_a_measure_of_a_draft_version_answers_404_elsewhere(client):
    measure = MeasureFactory(
        objective__axis__strategy__state="draft", objective__axis__strategy__territory=RegionFactory()
    )
    assert client.get(measure.get_absolute_url()).status_code == 404
    client.force_login(person_who_may("measure.draft", RegionFactory()).user)
    assert client.get(measure.get_absolute_url()).status_code == 404
    client.force_login(person_who_may("measure.draft", measure.strategy.territory).user)
    assert client.get(measure.get_absolute_url()).status_code == 200


def test_a_measure_does_not_give_away_what_was_withheld_since(client):
    measure = AdoptedMeasureFactory()
    statement = StatementFactory()
    MeasureOriginFactory(measure=measure, statement=statement)
    take_to(statement, "withheld")
    assert statement.text not in client.get(measure.get_absolute_url()).text


def test_the_api_reads_by_the_same_door(client, django_assert_num_queries):
    shown = AdoptedMeasureFactory(territories=[TerritoryFactory()])
    MeasureFactory(objective__axis__strategy__state="draft")
    with django_assert_num_queries(4):
        items = client.get("/api/measures").json()["items"]
    assert [(one["code"], one["territories"]) for one in items] == [(shown.code, [shown.territories.get().code])]
    address = f"/api/measures/{shown.strategy.code}/{shown.strategy.version}/{shown.code}"
    assert client.get(address).json()["origins"] == [
        {"theme": None, "statement": None, "reason": {"ar": "سبب", "fr": "Un motif"}}
    ]
