from uuid import uuid4

import pytest
from django.core.cache import caches

from multaqa.listen.contributions.actions import CONTRIBUTOR, receive_contribution
from multaqa.listen.contributions.follow_codes import new_code
from multaqa.listen.contributions.models import Contribution
from multaqa.listen.errors import ListenError
from multaqa.listen.following.actions import withdraw_contribution
from multaqa.listen.moderation.actions import erase_contribution
from multaqa.listen.statements.actions import capture_statement, confirm_statement, publish_statement
from multaqa.listen.statements.models import Statement
from tests.at_once import at_once, on_postgresql
from tests.factories.ground import TerritoryFactory
from tests.factories.listen import BY, ReferenceSeriesFactory, RoundFactory, StatementFactory

pytestmark = pytest.mark.django_db
WORDS = "Le dispensaire ferme à midi."


@pytest.fixture
def code():
    caches["limits"].clear()
    code, round = new_code(), RoundFactory()
    ReferenceSeriesFactory(round=round)
    facts = {"territory": TerritoryFactory(), "channel": "web", "language": "fr", "text": WORDS}
    receive_contribution(by=CONTRIBUTOR, round=round, follow_code=code, **facts)
    return code


def published():
    contribution = Contribution.objects.get()
    statement = capture_statement(by=BY, contribution=contribution, start=0, end=len(WORDS), kind="constraint")
    confirm_statement(by=BY, statement=statement)
    return publish_statement(by=BY, statement=statement)


def post(client, deed, **sent):
    return client.post(f"/en/follow/{deed}", {"command_id": str(uuid4())} | sent)


def test_code_shows_what_became_of_the_words(client, code):
    assert b"waiting for a moderator" in post(client, "", code=code).content
    statement = published()
    assert statement.get_absolute_url().encode()[3:] in post(client, "", code=code).content


def test_wrong_code_shows_nothing_and_is_counted(client, code):
    for _ in range(30):
        assert post(client, "", code="AAAA-AAAA-AAAA-AAAA").status_code == 422
    refused = post(client, "", code=code)
    assert (refused.status_code, WORDS.encode() in refused.content) == (429, False)


def test_correction_is_kept_beside_the_first_words(client, code):
    assert post(client, "correct/", code=code, text="Le dispensaire ferme à onze heures.").status_code == 200
    assert Contribution.objects.filter(corrects__text=WORDS).count() == 1


def test_correction_sent_twice_is_one_and_is_said_to_be_received(client, code):
    sent = {"code": code, "text": "Le dispensaire ferme à onze heures.", "command_id": str(uuid4())}
    for _click in range(2):
        assert "Your correction is received" in post(client, "correct/", **sent).text
    assert Contribution.objects.filter(corrects__text=WORDS).count() == 1


def test_refused_correction_keeps_what_was_typed(client, code):
    response = post(client, "correct/", code=code, text="court")
    assert response.status_code == 422
    assert b">\ncourt</textarea>" in response.content


def test_withdrawing_takes_everything_off_the_public_pages_and_keeps_the_count(client, code):
    statement = published()
    assert post(client, "withdraw/", code=code).status_code == 422
    assert post(client, "withdraw/", code=code, sure="yes").status_code == 200
    statement.refresh_from_db()
    assert statement.state == Statement.State.WITHDRAWN
    gone = client.get(statement.get_absolute_url())
    assert (gone.status_code, WORDS.encode() in gone.content) == (410, False)


def test_withdrawing_one_takes_its_corrections_along(client, code):
    post(client, "correct/", code=code, text="Le dispensaire ferme à onze heures.")
    post(client, "withdraw/", code=code, sure="yes")
    assert not Contribution.objects.filter(withdrawn_at=None).exists()


def test_deletion_asked_twice_is_asked_once(client, code):
    first, _second = (post(client, "delete/", code=code), post(client, "delete/", code=code))
    assert b"to be deleted" in first.content
    assert Contribution.objects.get().deletion_asked_at is not None


@pytest.mark.parametrize("deed", ["correct/", "withdraw/", "delete/"])
def test_deed_without_the_code_changes_nothing(client, code, deed):
    assert post(client, deed, code=new_code(), text="Des mots d’un autre.", sure="yes").status_code == 422
    contribution = Contribution.objects.get()
    assert (contribution.withdrawn_at, contribution.deletion_asked_at) == (None, None)


@on_postgresql
@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("deed", [withdraw_contribution, lambda **sent: erase_contribution(by=BY, **sent)])
def test_who_takes_words_back_and_who_works_on_them_do_not_wait_for_each_other(deed):
    statement = StatementFactory(state=Statement.State.CAPTURED)
    gone, refused = at_once(
        lambda: deed(contribution=statement.contribution), lambda: confirm_statement(by=BY, statement=statement)
    )
    assert (gone.pk, type(refused)) == (statement.contribution.pk, ListenError)
