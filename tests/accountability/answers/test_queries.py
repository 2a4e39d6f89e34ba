from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from multaqa.accountability.answers.figures import last_of_month
from multaqa.accountability.answers.queries import (
    AnswerFilter,
    answers_due,
    clock,
    clock_by_region,
    listed_answers,
    public_answers,
    workable_answers,
)
from tests.factories.accountability import AnswerFactory, PublishedAnswerFactory
from tests.factories.ground import RegionFactory, TerritoryFactory, person_who_may
from tests.factories.listen import RoundFactory, StatementFactory

pytestmark = pytest.mark.django_db


def yesterday():
    return timezone.localdate() - timedelta(days=1)


@pytest.fixture
def region():
    """A region with one answered, one late, one within its time and one whose clock has not started."""
    round, province = RoundFactory(), TerritoryFactory()
    said = StatementFactory.create_batch(4, round=round, territory=province)
    PublishedAnswerFactory(statement=said[0], outcome="later")
    AnswerFactory(statement=said[1], due_on=yesterday())
    AnswerFactory(statement=said[2], due_on=timezone.localdate())
    return province.parent


def test_clock_adds_up_to_what_is_published(region):
    counted = clock()
    assert (counted.published, counted.answers, counted.due, counted.late) == (4, 1, 2, 1)
    assert counted.answered["later"] == 1


def test_clock_of_a_territory_counts_it_and_all_below(region):
    StatementFactory()
    assert (clock(region).published, clock(RegionFactory()).published, clock().published) == (4, 0, 5)


def test_clock_by_region_adds_up_to_the_whole_and_asks_once_for_all(region):
    StatementFactory(territory=region.parent)
    with CaptureQueriesContext(connection) as asked:
        rows = clock_by_region()
    assert sum((row.clock.published for row in rows), 0) == clock().published == 5
    assert [row.clock.published for row in rows if row.region is None] == [1]
    assert len([query for query in asked if "accountability_answer" in query["sql"]]) == 1


def test_parts_of_a_split_are_counted_through_their_whole(region):
    part = StatementFactory(territory=region)
    part.split_from = StatementFactory(territory=region)
    part.save()
    assert clock(region).published == 5


@pytest.mark.parametrize(("standing", "count"), [("answered", 1), ("late", 1), ("due", 1), ("waiting", 2), ("", 3)])
def test_listed_answers_are_those_the_clock_counts(region, standing, count):
    assert listed_answers(AnswerFilter(standing, territory=region)).count() == count


def test_answers_of_withheld_statements_are_not_public(region):
    answer = PublishedAnswerFactory()
    answer.statement.state = "withheld"
    answer.statement.withheld_for, answer.statement.withheld_reason = "insult", {"ar": "س", "fr": "m"}
    answer.statement.save()
    assert answer not in public_answers()


def test_workable_answers_are_those_of_ones_own_territories(region):
    other = AnswerFactory()
    person = person_who_may("answer.draft", region)
    assert other not in workable_answers(person)
    assert workable_answers(person).count() == 3
    assert not workable_answers(None)


def test_answers_due_are_grouped_by_region_and_day(region):
    AnswerFactory(statement__territory=region, due_on=last_of_month(timezone.localdate()) + timedelta(days=1))
    groups = answers_due(None)
    assert [(group.region, group.count, group.is_late) for group in groups] == [(region, 1, True), (region, 1, False)]
