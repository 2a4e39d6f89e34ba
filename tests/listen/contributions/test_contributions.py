from uuid import uuid4

import pytest

from multaqa.ground.people.rules import RightRefused
from multaqa.listen.contributions.actions import (
    CONTRIBUTOR,
    correct_contribution,
    receive_contribution,
    set_aside_contribution,
)
from multaqa.listen.contributions.follow_codes import new_code, signed, unsigned
from multaqa.listen.contributions.models import Contribution
from multaqa.listen.contributions.queries import awaiting_cut, followed_contributions, visible_contributions
from multaqa.listen.errors import AlreadySent, ListenError
from multaqa.listen.rounds.models import Round
from tests.factories.ground import OrganisationFactory, PersonFactory, TerritoryFactory, person_who_may
from tests.factories.listen import BY, ContributionFactory, MeetingFactory, RoundFactory, StatementFactory

pytestmark = pytest.mark.django_db


def receive(by=BY, **facts):
    given = {"channel": "floor", "language": "fr", "text": "Un bus, s’il vous plaît."} | facts
    given.setdefault("territory", TerritoryFactory())
    return receive_contribution(by=by, round=given.pop("round", None) or RoundFactory(), **given)


def test_who_said_it_who_wrote_it_down_and_how_it_came_are_three_facts():
    organisation = OrganisationFactory(kind="university")
    taker = person_who_may("statement.capture", organisation.territory)
    got = receive(by=taker, territory=organisation.territory, organisation=organisation, channel="letter")
    assert (got.said_by_kind, got.organisation, got.recorded_by, got.channel) == (
        "university",
        organisation,
        taker,
        "letter",
    )


def test_same_command_sent_many_times_is_one_contribution():
    command, round, territory = uuid4(), RoundFactory(), TerritoryFactory()
    got = {receive(command_id=command, round=round, territory=territory).pk for _ in range(3)}
    assert len(got) == Contribution.objects.count() == 1


def test_same_command_with_other_words_is_refused_and_nothing_is_lost():
    command, round, territory = uuid4(), RoundFactory(), TerritoryFactory()
    receive(command_id=command, round=round, territory=territory)
    with pytest.raises(AlreadySent, match="Your new words are kept"):
        receive(command_id=command, round=round, territory=territory, text="Autre chose")


@pytest.mark.parametrize("state", [Round.State.DRAFT, Round.State.CLOSED])
def test_round_that_is_not_open_takes_nothing(state):
    with pytest.raises(ListenError, match="takes no contributions"):
        receive(round=RoundFactory(state=state))


def test_territory_outside_the_round_is_refused():
    with pytest.raises(ListenError, match="is not part of the round"):
        receive(round=RoundFactory(territories=[TerritoryFactory()]))


def test_meeting_of_another_round_is_refused():
    with pytest.raises(ListenError, match="belongs to another round"):
        receive(meeting=MeetingFactory())


def test_web_contribution_without_consent_is_refused():
    with pytest.raises(ListenError, match="Without your agreement"):
        receive(by=CONTRIBUTOR, channel="web", consent=False)


def test_import_needs_its_own_right():
    territory = TerritoryFactory()
    with pytest.raises(RightRefused):
        receive(by=person_who_may("statement.capture", territory), territory=territory, channel="import")


def test_follow_code_opens_what_was_sent_however_it_is_typed():
    code = new_code()
    got = receive(by=CONTRIBUTOR, channel="web", follow_code=code)
    assert followed_contributions(f" {code.lower().replace('-', ' ')} ").get() == got
    assert code not in str(Contribution.objects.values().get())
    assert not followed_contributions("").exists()


def test_follow_code_of_ones_own_making_is_not_taken():
    code = new_code()
    assert unsigned(signed(code)) == code
    assert unsigned(f"{code}:forged") is None


def test_correction_stands_beside_the_words_first_received():
    old = ContributionFactory(follow_code_sha256="a" * 64)
    new = correct_contribution(contribution=old, text="Mieux dit")
    old.refresh_from_db()
    assert (new.corrects, new.follow_code_sha256, old.is_intact) == (old, old.follow_code_sha256, True)
    assert awaiting_cut(old.round) == 1


def test_setting_aside_needs_a_reason_and_no_statement():
    contribution = ContributionFactory()
    moderator = person_who_may("contribution.moderate", contribution.territory)
    with pytest.raises(ListenError, match="The reason is missing"):
        set_aside_contribution(by=moderator, contribution=contribution, reason=" ")
    set_aside_contribution(by=moderator, contribution=contribution, reason="Publicité")
    assert awaiting_cut(contribution.round) == 0
    with pytest.raises(ListenError, match="already cut"):
        set_aside_contribution(by=BY, contribution=StatementFactory().contribution, reason="Publicité")


def test_words_as_received_are_read_only_where_the_right_is_held():
    contribution = ContributionFactory()
    reader = person_who_may("statement.read_drafts", contribution.territory)
    neighbour = person_who_may("statement.read_drafts", TerritoryFactory(parent=contribution.territory.parent))
    seen = {person: visible_contributions(person).count() for person in (reader, neighbour, PersonFactory(), None)}
    assert list(seen.values()) == [1, 0, 0, 0]
