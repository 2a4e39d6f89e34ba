import pytest
from django.urls import reverse

from multaqa.ground.people.models import Person
from multaqa.plan.strategy.models import Strategy
from tests.factories.ground import CountryFactory, RegionFactory, person_who_may
from tests.factories.plan import AxisFactory, MeasureFactory, ObjectiveFactory, StrategyFactory

pytestmark = pytest.mark.django_db
WORDS = {"title_ar": "محور", "title_fr": "Proximité"}


@pytest.fixture
def strategist(client) -> Person:
    person = person_who_may(("strategy.draft", "measure.adopt"), CountryFactory())
    client.force_login(person.user)
    return person


def at(name, strategy, *more):
    return reverse(f"plan:desk-strategy{name}", args=[strategy.code, strategy.version, *more])


def test_a_draft_version_answers_404_elsewhere(client):
    draft = StrategyFactory(state="draft", territory=RegionFactory())
    assert client.get(draft.get_absolute_url()).status_code == 404
    client.force_login(person_who_may("strategy.draft", RegionFactory()).user)
    assert client.get(draft.get_absolute_url()).status_code == 404
    client.force_login(person_who_may("strategy.draft", draft.territory).user)
    assert client.get(draft.get_absolute_url()).status_code == 200


def test_changes_compare_the_last_two_versions_unless_asked(client):
    before = ObjectiveFactory(axis__strategy__state="consulted").axis.strategy
    after = StrategyFactory(code=before.code, version="v2")
    comparison = client.get(reverse("plan:changes", args=[before.code])).context["comparison"]
    assert (comparison.earlier, comparison.later, len(comparison.dropped)) == (before, after, 2)
    asked = {"from": "v2", "to": before.version, "language": "ar"}
    response = client.get(reverse("plan:changes", args=[before.code]), asked)
    assert len(response.context["comparison"].added) == 2
    assert "<ins>" in response.text


def test_changes_of_a_draft_are_not_public(client):
    before = StrategyFactory()
    StrategyFactory(code=before.code, version="v2", state="draft")
    assert client.get(reverse("plan:changes", args=[before.code])).status_code == 404


def test_a_version_is_written_consulted_and_adopted(client, strategist):
    strategy = StrategyFactory(state="draft")
    client.post(at("-axis", strategy), WORDS | {"code": "A1", "order": 1})
    client.post(at("-objective", strategy), WORDS | {"axis": strategy.axes.get().pk, "code": "O-1", "order": 1})
    assert strategy.axes.get().objectives.get().code == "O-1"
    client.post(at("-consult", strategy))
    client.post(at("-adopt", strategy), {"adopted_on": "14/10/2022"})
    strategy.refresh_from_db()
    assert (strategy.state, str(strategy.adopted_on)) == ("adopted", "2022-10-14")


def test_a_new_strategy_begins_as_a_draft(client, strategist):
    sent = WORDS | {"code": "jisr", "version": "v1", "territory": CountryFactory().code, "period_start": 2022}
    assert client.post(reverse("plan:desk-strategy-new"), sent).status_code == 302
    assert Strategy.objects.get().state == "draft"


def test_years_in_the_wrong_order_are_refused_and_kept(client, strategist):
    sent = WORDS | {"code": "a", "version": "b", "territory": CountryFactory().code, "period_start": 2026}
    response = client.post(reverse("plan:desk-strategy-new"), sent | {"period_end": 2021})
    assert (response.status_code, "Proximité" in response.text) == (422, True)


def test_an_empty_draft_is_not_put_to_consultation(client, strategist):
    response = client.post(at("-consult", StrategyFactory(state="draft")))
    assert (response.status_code, "no axis" in response.text) == (422, True)


def test_an_axis_that_holds_something_is_not_struck(client, strategist):
    objective = ObjectiveFactory(axis__strategy__state="draft")
    strategy = objective.axis.strategy
    assert client.post(at("-drop", strategy, "axis", objective.axis.pk)).status_code == 422
    assert client.post(at("-drop", strategy, "objective", objective.pk)).status_code == 302
    assert not objective.axis.objectives.exists()


def test_the_next_version_is_drafted_from_this_one(client, strategist):
    strategy = MeasureFactory().strategy
    for _click in range(2):
        assert client.post(at("-next", strategy), {"version": "v2"}).status_code == 302
    assert Strategy.objects.get(version="v2").axes.get().objectives.get().measures.count() == 1
    Strategy.objects.filter(version="v2").update(period_end=2099)
    assert client.post(at("-next", strategy), {"version": "v2"}).status_code == 422


def test_a_version_of_elsewhere_is_neither_seen_nor_touched(client):
    strategy = AxisFactory(strategy=StrategyFactory(state="draft", territory=RegionFactory())).strategy
    client.force_login(person_who_may(("strategy.draft", "measure.adopt"), RegionFactory()).user)
    assert client.get(at("", strategy)).status_code == 404
    for name in ("-revise", "-axis", "-objective", "-consult", "-adopt", "-next"):
        assert client.post(at(name, strategy), WORDS | {"version": "v9"}).status_code == 404
    strategy.refresh_from_db()
    assert strategy.state == "draft"
