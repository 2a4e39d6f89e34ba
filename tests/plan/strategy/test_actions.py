from datetime import date

import pytest

from multaqa.ground.journal.models import JournalEntry
from multaqa.ground.people.rules import RightRefused
from multaqa.ground.vocabulary.fields import Words
from multaqa.plan.errors import PlanError
from multaqa.plan.strategy import actions
from multaqa.plan.strategy.models import Axis, Strategy
from multaqa.plan.strategy.queries import visible_strategies
from tests.at_once import at_once, on_postgresql
from tests.factories.ground import CountryFactory, RegionFactory, person_who_may
from tests.factories.plan import AxisFactory, MeasureFactory, ObjectiveFactory, StrategyFactory

pytestmark = pytest.mark.django_db
BOTH = Words(ar="نص", fr="Texte")


@pytest.fixture
def strategist():
    return person_who_may(("strategy.draft", "measure.adopt"), CountryFactory())


def draft(**fields):
    return StrategyFactory(state=Strategy.State.DRAFT, **fields)


def test_draft_strategy_is_seen_only_where_plans_are_made(strategist):
    strategy = actions.draft_strategy(
        by=strategist, code="jisr", version="v1", territory=CountryFactory(), title=BOTH, summary=BOTH
    )
    assert list(visible_strategies(None)) == []
    assert list(visible_strategies(person_who_may("strategy.draft", RegionFactory()))) == []
    assert list(visible_strategies(strategist)) == [strategy]


def test_draft_strategy_refuses_a_version_that_is_there(strategist):
    there = StrategyFactory()
    with pytest.raises(PlanError, match="already a version"):
        actions.draft_strategy(
            by=strategist, code=there.code, version=there.version, territory=CountryFactory(), title=BOTH, summary=BOTH
        )


def test_draft_strategy_is_refused_outside_ones_territory():
    person = person_who_may("strategy.draft", RegionFactory())
    with pytest.raises(RightRefused):
        actions.draft_strategy(by=person, code="a", version="b", territory=CountryFactory(), title=BOTH, summary=BOTH)


def test_write_axis_words_it_anew_by_its_code(strategist):
    strategy = draft()
    for title in (BOTH, Words(ar="جديد", fr="Nouveau")):
        actions.write_axis(by=strategist, strategy=strategy, code="A1", order=1, title=title, description=Words())
    assert strategy.axes.get().title["fr"] == "Nouveau"


def test_write_objective_keeps_codes_apart(strategist):
    strategy = draft()
    first, second = AxisFactory.create_batch(2, strategy=strategy)
    actions.write_objective(by=strategist, axis=first, code="O-1", order=1, title=BOTH)
    with pytest.raises(PlanError, match="O-1"):
        actions.write_objective(by=strategist, axis=second, code="O-1", order=1, title=BOTH)


def test_drop_from_draft_refuses_what_holds_something(strategist):
    objective = ObjectiveFactory(axis__strategy=draft())
    with pytest.raises(PlanError, match="not empty"):
        actions.drop_from_draft(by=strategist, part=objective.axis)
    actions.drop_from_draft(by=strategist, part=objective)
    actions.drop_from_draft(by=strategist, part=objective.axis)
    assert not objective.axis.strategy.axes.exists()


def test_what_was_consulted_stays_as_it_was_read(strategist):
    strategy = AxisFactory(strategy=draft()).strategy
    strategy = actions.put_to_consultation(by=strategist, strategy=strategy)
    assert list(visible_strategies(None)) == [strategy]
    with pytest.raises(PlanError, match="next version"):
        actions.write_axis(by=strategist, strategy=strategy, code="A9", order=9, title=BOTH, description=BOTH)


@pytest.mark.parametrize("deed", [actions.put_to_consultation, actions.adopt_strategy])
def test_an_empty_version_goes_nowhere(strategist, deed):
    options = {"adopted_on": date(2022, 10, 14)} if deed is actions.adopt_strategy else {}
    with pytest.raises(PlanError, match="no axis"):
        deed(by=strategist, strategy=draft(), **options)


def test_adopt_strategy_supersedes_the_version_that_bound_before(strategist):
    before = StrategyFactory()
    after = AxisFactory(strategy=draft(code=before.code, version="v2")).strategy
    adopted = actions.adopt_strategy(by=strategist, strategy=after, adopted_on=date(2022, 10, 14))
    before.refresh_from_db()
    assert (before.state, adopted.state, adopted.adopted_on) == ("superseded", "adopted", date(2022, 10, 14))
    assert before.moves.get().to_state == "superseded"


def test_adopt_strategy_is_not_done_twice(strategist):
    with pytest.raises(PlanError, match="adopted"):
        actions.adopt_strategy(by=strategist, strategy=StrategyFactory(), adopted_on=date(2022, 10, 14))


def test_adopt_strategy_needs_more_than_the_right_to_draft():
    strategy = MeasureFactory(objective__axis__strategy=draft()).strategy
    drafter = person_who_may("strategy.draft", CountryFactory())
    with pytest.raises(RightRefused):
        actions.adopt_strategy(by=drafter, strategy=strategy, adopted_on=date(2022, 10, 14))


def test_what_a_colleague_struck_meanwhile_takes_nothing_up_and_is_struck_once(strategist):
    axis = AxisFactory(strategy=draft())
    theirs = Axis.objects.get(pk=axis.pk)
    for part in (axis, theirs):
        actions.drop_from_draft(by=strategist, part=part)
    assert JournalEntry.objects.filter(verb="dropped").count() == 1
    with pytest.raises(PlanError, match="was struck meanwhile"):
        actions.write_objective(by=strategist, axis=theirs, code="1.1", order=1, title=BOTH)


@on_postgresql
@pytest.mark.django_db(transaction=True)
def test_of_two_versions_adopted_at_once_the_later_one_binds():
    strategist, first = person_who_may(("strategy.draft", "measure.adopt"), CountryFactory()), draft(version="v1")
    versions = [first, draft(code=first.code, version="v2")]
    for version in versions:
        AxisFactory(strategy=version)
    adopted = at_once(
        *[
            lambda version=version: actions.adopt_strategy(by=strategist, strategy=version, adopted_on=date(2024, 1, 1))
            for version in versions
        ]
    )
    assert adopted == versions
    assert list(Strategy.objects.order_by("version").values_list("state", flat=True)) == ["superseded", "adopted"]
