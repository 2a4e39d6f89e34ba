import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from multaqa.accountability.trace.queries import KIND_OF, MOST, close_thread, find_thing, trace
from multaqa.deliver.centres.models import Centre
from multaqa.deliver.visits.models import Visit
from tests.factories.accountability import AnswerFactory, whole_thread
from tests.factories.deliver import ProjectFactory, ShelterFactory, StopFactory, VisitFactory
from tests.factories.fund import CommitmentFactory, DisbursementFactory
from tests.factories.ground import CommuneFactory
from tests.factories.listen import AnnouncementFactory, StatementFactory
from tests.factories.plan import AdoptedMeasureFactory, MeasureOriginFactory
from tests.factories.understand import PublishedThemeFactory, ThemeFactory, ThemeStatementFactory

pytestmark = pytest.mark.django_db
ORDER = ["announcement", "statement", "theme", "answer", "measure", "envelope", "agreement", "commitment", "payment",
         "project", "centre", "visit", "recommendation"]  # fmt: skip


def kinds(steps):
    return [step.kind for step in steps]


@pytest.fixture
def whole():
    return whole_thread()


def test_a_statement_leads_down_to_the_last_dirham_and_door(whole):
    thread = trace(whole.statement)
    assert kinds(thread.upstream) == []
    assert kinds(thread.downstream) == [k for k in ORDER if k not in ("announcement", "statement", "envelope")]


def test_a_payment_leads_back_to_what_was_said_and_announced(whole):
    thread = trace(whole.payment)
    assert kinds(thread.upstream) == [
        "announcement",
        "statement",
        "theme",
        "answer",
        "measure",
        "agreement",
        "commitment",
    ]
    assert thread.of("statement")[0].key == whole.statement.ref


@pytest.mark.parametrize("kind", [kind for kind in ORDER if kind not in ("envelope",)])
def test_from_any_thing_the_whole_line_is_reached(whole, kind):
    """Said above, done below: the two ends of the thread are on it, whatever it is looked at from."""
    thread = trace(getattr(whole, kind))
    assert thread.of("statement" if kind not in ("announcement", "envelope") else "announcement")
    assert thread.subject.kind == kind


def test_both_ways_agree(whole):
    """What is downstream of a thing has that thing upstream, and the reverse."""
    threads = {trace(thing).subject.id: trace(thing) for thing in whole}
    for name, thread in threads.items():
        for step in thread.downstream:
            assert name in {above.id for above in threads[step.id].upstream}, (name, step.id)


@pytest.mark.parametrize("more", [0, 3, 30])
def test_trace_asks_a_bounded_number_of_queries(whole, more):
    for _ in range(more):
        DisbursementFactory(commitment=CommitmentFactory(agreement=whole.agreement))
        ThemeStatementFactory(theme=whole.theme, statement=StatementFactory(round=whole.theme.round))
    with CaptureQueriesContext(connection) as down:
        trace(whole.statement)
    with CaptureQueriesContext(connection) as up:
        trace(whole.payment)
    assert (len(down), len(up)) == (12, 9)


def test_drafts_are_on_no_thread():
    said = StatementFactory()
    ThemeFactory(round=said.round, statements=[said])
    draft = AdoptedMeasureFactory(origin__statement=said)
    draft.objective.axis.strategy.state = "draft"
    draft.objective.axis.strategy.save()
    AnswerFactory(statement=said, state="drafted", measure=AdoptedMeasureFactory(), text={"fr": "brouillon"})
    thread = trace(said)
    assert [(step.kind, step.title) for step in thread.downstream] == [("answer", {})]


@pytest.mark.parametrize("draft", [{"meeting__state": "draft"}, {"meeting__round__state": "draft"}])
def test_what_a_draft_meeting_will_announce_is_on_no_thread(draft):
    assert find_thing("announcement", AnnouncementFactory(**draft).code) is None


def test_withheld_statements_are_on_no_thread(whole):
    type(whole.statement).objects.update(
        state="withheld", withheld_for="insult", withheld_reason={"ar": "س", "fr": "m"}
    )
    assert trace(whole.theme).upstream == ()
    assert find_thing("statement", whole.statement.ref) is None


def test_a_project_of_another_measure_is_not_what_became_of_this_one(whole):
    other = AdoptedMeasureFactory()
    whole.agreement.measures.add(other)
    elsewhere = ProjectFactory(agreement=whole.agreement, measure=other)
    shared = ProjectFactory(agreement=whole.agreement)
    projects = {step.key for step in trace(whole.statement).of("project")}
    assert projects == {whole.project.code, shared.code}
    assert elsewhere.code in {step.key for step in trace(whole.agreement).of("project")}
    assert [step.key for step in trace(elsewhere).of("measure")] == [trace(other).subject.key]


def test_a_measure_of_two_versions_stands_once_as_adopted(whole):
    consulted = AdoptedMeasureFactory(code=whole.measure.code, origin__theme=whole.theme)
    strategy = consulted.objective.axis.strategy
    strategy.code, strategy.version = whole.measure.objective.axis.strategy.code, "consulted"
    strategy.state = "consulted"
    strategy.save()
    assert [step.pk for step in trace(whole.statement).of("measure")] == [whole.measure.pk]


def test_a_shelter_and_a_project_of_one_commune_do_not_name_each_other(whole):
    near = ProjectFactory(measure=whole.measure, territory=CommuneFactory())
    shelter = ShelterFactory(project=near)
    assert shelter.code not in {step.key for step in trace(near).of("centre")}
    assert near.code not in {step.key for step in trace(shelter).of("project")}
    wide = ShelterFactory(project=whole.project)
    assert whole.project.code in {step.key for step in trace(wide).of("project")}


def test_stops_of_a_planned_visit_are_on_no_thread(whole):
    planned = VisitFactory(state=Visit.State.PLANNED)
    StopFactory(visit=planned, centre=whole.centre)
    assert [step.key for step in trace(whole.centre).of("visit")] == [whole.visit.code]
    assert trace(planned).of("centre") == []


def test_a_statements_own_thread_follows_its_main_theme(whole):
    beside = PublishedThemeFactory(round=whole.theme.round, statements=[whole.statement])
    loosely = AdoptedMeasureFactory(origin__theme=beside)
    assert loosely.pk in {step.pk for step in trace(whole.statement).of("measure")}
    assert loosely.pk not in {step.pk for step in close_thread(whole.statement).of("measure")}


def test_of_more_things_than_are_listed_the_rest_is_counted(whole, monkeypatch):
    monkeypatch.setattr("multaqa.accountability.trace.queries.MOST", 2)
    MeasureOriginFactory(measure=whole.measure, statement=StatementFactory())
    MeasureOriginFactory(measure=whole.measure, statement=StatementFactory())
    thread = trace(whole.measure)
    assert (len(thread.of("statement")), thread.unshown, MOST) == (2, {"statement": 1}, 300)


def test_every_kind_is_found_by_its_key(whole):
    for thing in whole:
        subject = trace(thing).subject
        assert find_thing(subject.kind, subject.key) == thing
    assert len(KIND_OF) == len(ORDER)
    assert find_thing("person", "1") is None


def test_steps_of_centres_carry_no_address(whole):
    Centre.objects.update(address={"fr": "12 rue du Souk"})
    assert "Souk" not in str(trace(whole.statement))
