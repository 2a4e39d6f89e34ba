from datetime import timedelta

import pytest
from django.utils import timezone

from multaqa.accountability.answers import actions
from multaqa.accountability.answers.models import Answer
from multaqa.accountability.errors import AccountabilityError
from multaqa.ground.journal.models import JournalEntry
from multaqa.ground.people.rules import RightRefused
from multaqa.ground.vocabulary.fields import Words
from tests.at_once import at_once, on_postgresql
from tests.factories.accountability import TEXT, AnswerFactory, PublishedAnswerFactory
from tests.factories.ground import CountryFactory, TerritoryFactory, person_who_may
from tests.factories.listen import BY, RoundFactory, StatementFactory
from tests.factories.plan import AdoptedMeasureFactory
from tests.factories.understand import PublishedThemeFactory, ThemeFactory

pytestmark = pytest.mark.django_db
OTHER = Words(ar="نص آخر", fr="Un autre texte")


@pytest.fixture
def answerer():
    return person_who_may(("answer.draft", "answer.publish"), CountryFactory())


def test_open_answers_sets_a_day_for_each_published_statement_once():
    round = RoundFactory(answer_within_days=90)
    StatementFactory.create_batch(2, round=round)
    StatementFactory(round=round, state="confirmed")
    assert [actions.open_answers(by=BY, round=round) for _ in range(2)] == [2, 0]
    due = timezone.localdate() + timedelta(days=90)
    assert set(Answer.objects.values_list("state", "due_on")) == {("due", due)}


@on_postgresql
@pytest.mark.django_db(transaction=True)
def test_open_answers_counts_each_once_when_the_hourly_job_and_a_person_come_at_once():
    statement = StatementFactory()
    opened = at_once(*[lambda: actions.open_answers(by=BY, round=statement.round)] * 2)
    assert opened == [1, 0]
    assert JournalEntry.objects.filter(verb="opened_answers").count() == 1


def test_open_answers_is_refused_to_who_answers_nowhere():
    with pytest.raises(RightRefused):
        actions.open_answers(by=person_who_may("statement.publish", CountryFactory()), round=RoundFactory())


def test_draft_answer_keeps_what_it_said_before(answerer):
    answer = AnswerFactory()
    for text in (TEXT, OTHER):
        answer = actions.draft_answer(by=answerer, answer=answer, text=text, outcome="later")
    assert (answer.state, answer.text) == ("drafted", OTHER)
    assert [move.text for move in answer.moves.all()] == [{}, TEXT]


@pytest.mark.parametrize("deed", [actions.draft_answer, actions.publish_answer])
def test_an_answer_is_written_only_where_the_right_is_held(deed):
    here, there = TerritoryFactory(), TerritoryFactory()
    person = person_who_may(("answer.draft", "answer.publish"), here)
    answer = AnswerFactory(statement__territory=there)
    words = {"text": TEXT, "outcome": "later"} if deed is actions.draft_answer else {}
    with pytest.raises(RightRefused):
        deed(by=person, answer=answer, **words)


def test_publish_answer_twice_publishes_once(answerer):
    answer = actions.draft_answer(by=answerer, answer=AnswerFactory(), text=TEXT, outcome="adopted")
    first = actions.publish_answer(by=answerer, answer=answer)
    again = actions.publish_answer(by=answerer, answer=answer)
    assert first.published_at == again.published_at
    assert JournalEntry.objects.filter(verb="published_answer").count() == 1


@pytest.mark.parametrize(
    ("text", "outcome", "lacking"),
    [(Words(ar="نص"), "later", "French"), (TEXT, "", "outcome"), (Words(fr="Texte"), "later", "Arabic")],
)
def test_publish_answer_says_what_is_missing(answerer, text, outcome, lacking):
    answer = actions.draft_answer(by=answerer, answer=AnswerFactory(), text=text, outcome=outcome)
    with pytest.raises(AccountabilityError, match=lacking):
        actions.publish_answer(by=answerer, answer=answer)


def test_a_measure_goes_only_with_an_answer_that_takes_up(answerer):
    measure = AdoptedMeasureFactory()
    with pytest.raises(AccountabilityError, match=measure.code):
        actions.draft_answer(by=answerer, answer=AnswerFactory(), text=TEXT, outcome="refused", measure=measure)


def test_revise_answer_keeps_the_earlier_words_and_says_why(answerer):
    answer = PublishedAnswerFactory()
    revised = actions.revise_answer(by=answerer, answer=answer, text=OTHER, outcome="adapted", reason=OTHER)
    earlier = revised.moves.get()
    assert (revised.n, revised.text, revised.outcome) == (2, OTHER, "adapted")
    assert (earlier.n, earlier.text, earlier.outcome, earlier.reason) == (1, TEXT, "adopted", OTHER)


def test_a_published_answer_is_revised_never_drafted_over(answerer):
    answer = PublishedAnswerFactory()
    with pytest.raises(AccountabilityError, match="Revise"):
        actions.draft_answer(by=answerer, answer=answer, text=OTHER, outcome="later")
    with pytest.raises(AccountabilityError, match="French"):
        actions.revise_answer(by=answerer, answer=answer, text=OTHER, outcome="later", reason=Words(ar="سبب"))


def test_answer_theme_answers_what_still_waits_under_it(answerer):
    round = RoundFactory()
    waiting, answered, elsewhere = StatementFactory.create_batch(3, round=round)
    theme = PublishedThemeFactory(round=round, statements=[waiting, answered])
    PublishedAnswerFactory(statement=answered, text=OTHER)
    actions.open_answers(by=BY, round=round)
    actions.answer_theme(by=answerer, theme=theme, text=TEXT, outcome="later")
    states = {answer.statement or answer.theme: (answer.state, answer.text) for answer in Answer.objects.all()}
    assert states[theme] == states[waiting] == ("published", TEXT)
    assert (states[answered], states[elsewhere]) == (("published", OTHER), ("due", {}))


def test_answer_theme_is_refused_before_the_theme_is_published(answerer):
    with pytest.raises(AccountabilityError, match="not published"):
        actions.answer_theme(by=answerer, theme=ThemeFactory(), text=TEXT, outcome="later")
