import pytest

from multaqa.ground.journal.models import JournalEntry
from multaqa.ground.people.rules import RightRefused
from multaqa.ground.vocabulary.fields import Words
from multaqa.plan.errors import PlanError
from multaqa.plan.measures import actions
from multaqa.plan.measures.models import MeasureOrigin
from multaqa.plan.strategy.models import Objective
from tests.factories.ground import CountryFactory, TerritoryFactory, person_who_may
from tests.factories.listen import StatementFactory
from tests.factories.plan import AdoptedMeasureFactory, MeasureFactory, MeasureOriginFactory, ObjectiveFactory
from tests.factories.understand import PublishedThemeFactory, ThemeFactory

pytestmark = pytest.mark.django_db
BOTH = Words(ar="نص", fr="Texte")
ALL = ("measure.draft", "measure.adopt")


@pytest.fixture
def strategist():
    return person_who_may(ALL, CountryFactory())


def propose(by, objective=None, **fields):
    return actions.propose_measure(
        by=by, objective=objective or ObjectiveFactory(), **{"code": "M-1", "title": BOTH, "promise": BOTH} | fields
    )


def test_propose_measure_keeps_where_it_acts(strategist):
    place = TerritoryFactory()
    measure = propose(strategist, territories=[place])
    assert (measure.state, list(measure.territories.all())) == ("proposed", [place])
    assert measure.moves.get().to_state == "proposed"


def test_propose_measure_is_refused_for_a_place_beyond_ones_role():
    here, there = TerritoryFactory(), TerritoryFactory()
    person = person_who_may(ALL, here)
    assert propose(person, territories=[here]).pk
    for beyond in ([here, there], []):
        with pytest.raises(RightRefused):
            propose(person, territories=beyond)


def test_propose_measure_refuses_a_code_of_the_same_version(strategist):
    first = propose(strategist)
    sibling = ObjectiveFactory(axis__strategy=first.strategy)
    with pytest.raises(PlanError, match="M-1"):
        propose(strategist, objective=sibling)


@pytest.mark.parametrize("state", ["consulted", "superseded"])
def test_a_version_that_was_read_takes_no_new_measure(strategist, state):
    with pytest.raises(PlanError, match="next version"):
        propose(strategist, objective=ObjectiveFactory(axis__strategy__state=state))


def test_adopt_measure_refuses_what_comes_from_nowhere(strategist):
    measure = MeasureFactory()
    with pytest.raises(PlanError, match="has no origin"):
        actions.adopt_measure(by=strategist, measure=measure)
    measure.refresh_from_db()
    assert measure.state == "proposed"


@pytest.mark.parametrize("origin", ["theme", "statement", "reason"])
def test_adopt_measure_takes_any_one_origin(strategist, origin):
    measure = MeasureFactory()
    made = {"theme": PublishedThemeFactory, "statement": StatementFactory, "reason": lambda: BOTH}[origin]()
    actions.add_origin(by=strategist, measure=measure, **{origin: made})
    assert actions.adopt_measure(by=strategist, measure=measure).state == "adopted"


def test_adopt_measure_waits_for_its_strategy(strategist):
    measure = MeasureOriginFactory(measure__objective__axis__strategy__state="draft").measure
    with pytest.raises(PlanError, match="Adopt the strategy first"):
        actions.adopt_measure(by=strategist, measure=measure)


def test_adopt_measure_needs_the_right_in_each_of_its_places():
    here, there = TerritoryFactory(), TerritoryFactory()
    measure = MeasureOriginFactory(measure__territories=[here, there]).measure
    with pytest.raises(RightRefused):
        actions.adopt_measure(by=person_who_may("measure.adopt", here), measure=measure)


@pytest.mark.parametrize("reason", [None, Words(), Words(fr="Texte")])
def test_a_written_reason_is_in_arabic_and_french(strategist, reason):
    with pytest.raises(PlanError, match="العربية"):
        actions.add_origin(by=strategist, measure=MeasureFactory(), reason=reason)


def test_an_origin_is_something_everybody_can_read(strategist):
    measure = MeasureFactory()
    for hidden in ({"theme": ThemeFactory()}, {"statement": StatementFactory(state="confirmed")}):
        with pytest.raises(PlanError, match="Publish it first"):
            actions.add_origin(by=strategist, measure=measure, **hidden)


def test_add_origin_twice_is_one_origin(strategist):
    measure, theme = MeasureFactory(), PublishedThemeFactory()
    for _ in range(2):
        actions.add_origin(by=strategist, measure=measure, theme=theme)
    assert measure.origins.get().theme == theme


def test_remove_origin_leaves_an_adopted_measure_its_last(strategist):
    measure = AdoptedMeasureFactory()
    with pytest.raises(PlanError, match="only origin"):
        actions.remove_origin(by=strategist, origin=measure.origins.get())
    second = MeasureOriginFactory(measure=measure)
    actions.remove_origin(by=strategist, origin=second)
    assert measure.origins.count() == 1


@pytest.mark.parametrize(
    ("now", "wanted", "may"),
    [
        ("adopted", "running", True),
        ("running", "achieved", True),
        ("running", "abandoned", True),
        ("adopted", "achieved", False),
        ("achieved", "running", False),
        ("abandoned", "running", False),
        ("proposed", "running", False),
    ],
)
def test_move_measure_goes_forward_only(strategist, now, wanted, may):
    measure = AdoptedMeasureFactory(state=now)
    if may:
        assert actions.move_measure(by=strategist, measure=measure, state=wanted, reason=BOTH).state == wanted
    else:
        with pytest.raises(PlanError, match="can't become"):
            actions.move_measure(by=strategist, measure=measure, state=wanted, reason=BOTH)


def test_move_measure_abandons_only_with_a_reason(strategist):
    measure = AdoptedMeasureFactory()
    with pytest.raises(PlanError, match="reason is missing"):
        actions.move_measure(by=strategist, measure=measure, state="abandoned")


def test_revise_measure_keeps_the_reason_once_it_binds(strategist):
    measure = AdoptedMeasureFactory()
    same = {"territories": [], "target_groups": [], "title": BOTH, "promise": BOTH, "target": 14}
    with pytest.raises(PlanError, match="reason is missing"):
        actions.revise_measure(by=strategist, measure=measure, **same)
    actions.revise_measure(by=strategist, measure=measure, reason=BOTH, **same)
    measure.refresh_from_db()
    assert (measure.target, measure.moves.get().reason) == (14, BOTH)


def test_revise_measure_does_not_move_it_out_of_ones_territory():
    here, there = TerritoryFactory(), TerritoryFactory()
    measure = MeasureFactory(territories=[here])
    with pytest.raises(RightRefused):
        actions.revise_measure(
            by=person_who_may(ALL, here), measure=measure, territories=[there], target_groups=[], title=BOTH
        )


def test_propose_measure_sent_twice_is_one_measure(strategist):
    first = propose(strategist)
    assert propose(strategist, objective=first.objective) == first
    assert first.moves.count() == 1


def test_a_reason_added_twice_is_one_origin_and_one_removed_twice_is_gone(strategist):
    measure = MeasureFactory()
    for _click in range(2):
        origin = actions.add_origin(by=strategist, measure=measure, reason=BOTH)
    assert measure.origins.count() == 1
    for _click in range(2):
        actions.remove_origin(by=strategist, origin=MeasureOrigin(pk=origin.pk, measure=measure))
    assert list(JournalEntry.objects.values_list("verb", flat=True)) == ["added_origin", "removed_origin"]


def test_propose_measure_under_what_was_struck_meanwhile_says_so(strategist):
    objective = ObjectiveFactory()
    Objective.objects.filter(pk=objective.pk).delete()
    with pytest.raises(PlanError, match="was struck meanwhile"):
        propose(strategist, objective)
