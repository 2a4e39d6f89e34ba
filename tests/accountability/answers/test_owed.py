"""Between publication and the hourly job, everybody already reads by when the answer is due."""

import pytest
from django.test import Client

from multaqa.accountability.answers.models import Answer
from tests.factories.ground import person_who_may
from tests.factories.listen import StatementFactory

pytestmark = pytest.mark.django_db


def test_a_published_statement_says_when_its_answer_is_due(client: Client) -> None:
    statement = StatementFactory(state="published")
    assert not Answer.objects.exists()
    due_on = Answer.owed_to(statement).due_on
    response = client.get(f"/en/statements/{statement.ref}/")
    assert f'datetime="{due_on:%Y-%m-%d}"' in response.text


def test_whoever_drafts_answers_puts_what_is_owed_on_the_clock(client: Client) -> None:
    statement = StatementFactory(state="published")
    client.force_login(person_who_may("answer.draft", statement.territory).user)
    assert "has no day for its answer yet" in client.get("/en/desk/accountability/answers/").text
    assert client.post("/en/desk/accountability/answers/open/").status_code == 302
    assert Answer.objects.get().statement == statement
