import pytest

from multaqa.ground.vocabulary.fields import Words
from multaqa.plan.changes.actions import draft_next_version
from multaqa.plan.changes.queries import compare_versions
from tests.factories.ground import CountryFactory, person_who_may
from tests.factories.plan import MeasureFactory, MeasureOriginFactory, ObjectiveFactory, StrategyFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def earlier():
    return MeasureOriginFactory(
        measure__code="M-1", measure__objective__axis__strategy__state="consulted"
    ).measure.strategy


@pytest.fixture
def later(earlier):
    drafter = person_who_may("strategy.draft", CountryFactory())
    return draft_next_version(by=drafter, strategy=earlier, version="v2")


def test_the_next_version_begins_with_the_whole_text(earlier, later):
    assert (later.state, later.code, later.version) == ("draft", earlier.code, "v2")
    comparison = compare_versions(earlier, later, "fr")
    assert [change.fate for change in comparison.changes] == ["same"] * 3
    assert later.axes.get().objectives.get().measures.get().origins.count() == 1


def test_compare_versions_tells_added_reworded_and_dropped_apart(earlier, later, django_assert_num_queries):
    objective = later.axes.get().objectives.get()
    objective.measures.update(promise=Words(ar="وعد آخر", fr="Une autre promesse"))
    added = MeasureFactory(objective=objective, code="M-2")
    dropped = ObjectiveFactory(axis=earlier.axes.get(), code="O-9")
    with django_assert_num_queries(6):
        comparison = compare_versions(earlier, later, "ar")
    assert [change.part for change in comparison.added] == [added]
    assert [change.part.code for change in comparison.reworded] == ["M-1"]
    assert [change.part for change in comparison.dropped] == [dropped]


def test_compare_versions_reads_one_language_alone(earlier, later):
    later.axes.update(title=Words(ar=earlier.axes.get().title["ar"], fr="Autre axe"))
    assert compare_versions(earlier, later, "ar").reworded == []
    assert [change.part.code for change in compare_versions(earlier, later, "fr").reworded] == [later.axes.get().code]


def test_another_strategy_is_all_new():
    other = ObjectiveFactory(axis__strategy=StrategyFactory()).axis.strategy
    assert {change.fate for change in compare_versions(StrategyFactory(), other, "fr").changes} == {"added"}


def test_the_next_version_asked_for_twice_is_one(earlier, later):
    drafter = person_who_may("strategy.draft", CountryFactory())
    assert draft_next_version(by=drafter, strategy=earlier, version="v2") == later
    assert later.axes.count() == 1
