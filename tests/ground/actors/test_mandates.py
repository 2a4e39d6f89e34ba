from datetime import date, timedelta

import pytest

from multaqa.ground.actors.actions import claim_mandate, end_mandate, refuse_mandate, verify_mandate
from multaqa.ground.actors.errors import ActorError
from multaqa.ground.actors.models import Mandate
from multaqa.ground.actors.queries import holders, mandates_of
from multaqa.ground.actors.sheets import _keep_mandate
from multaqa.ground.journal.actions import SystemActor
from multaqa.ground.journal.models import JournalEntry
from multaqa.ground.people.models import Person
from multaqa.ground.people.rules import RightRefused
from multaqa.ground.sheets.context import LoadContext
from multaqa.ground.vocabulary.fields import Words
from tests.factories.ground import (
    MandateFactory,
    OrganisationFactory,
    PersonFactory,
    SourceFactory,
    TerritoryFactory,
    person_who_may,
)

pytestmark = pytest.mark.django_db
FIRST, LAST = date(2021, 9, 1), date(2022, 8, 31)
CHAIR = Words(ar="رئيسة", fr="Présidente")


@pytest.fixture
def coordinator() -> Person:
    return person_who_may("mandate.manage", TerritoryFactory())


@pytest.fixture
def claimed(coordinator: Person) -> Mandate:
    organisation = OrganisationFactory(territory=coordinator.roles.get().territory)
    return MandateFactory(organisation=organisation, valid_from=FIRST, state=Mandate.State.CLAIMED)


def test_office_is_held_from_its_first_day_to_its_last_and_passes_on(coordinator: Person, claimed: Mandate) -> None:
    assert not holders(claimed.organisation, FIRST).exists()
    verify_mandate(by=coordinator, mandate=claimed)
    end_mandate(by=coordinator, mandate=claimed, on=LAST)
    successor = MandateFactory(organisation=claimed.organisation, valid_from=LAST + timedelta(days=1))
    assert [list(holders(claimed.organisation, day)) for day in (FIRST, LAST, LAST + timedelta(days=1))] == [
        [claimed],
        [claimed],
        [successor],
    ]
    assert not mandates_of(claimed.person, FIRST - timedelta(days=1)).exists()


def test_mandate_of_unknown_days_is_not_known_to_be_held_on_one() -> None:
    mandate = MandateFactory(valid_from=None)
    assert not holders(mandate.organisation, FIRST).exists()


def test_refusal_needs_a_reason_and_is_final(coordinator: Person, claimed: Mandate) -> None:
    with pytest.raises(ActorError, match="reason"):
        refuse_mandate(by=coordinator, mandate=claimed, reason=" ")
    refuse_mandate(by=coordinator, mandate=claimed, reason="Somebody else was elected")
    with pytest.raises(ActorError, match="refused"):
        verify_mandate(by=coordinator, mandate=claimed)


def test_office_does_not_end_before_it_began(coordinator: Person, claimed: Mandate) -> None:
    verify_mandate(by=coordinator, mandate=claimed)
    with pytest.raises(ActorError, match=r"31\sAugust 2021 lies before the first day in office, 1\sSeptember 2021"):
        end_mandate(by=coordinator, mandate=claimed, on=FIRST - timedelta(days=1))


def test_everybody_claims_for_themselves_and_nobody_verifies_themselves() -> None:
    person, organisation = PersonFactory(), OrganisationFactory()
    claim = {"by": person, "person": person, "organisation": organisation, "capacity": CHAIR}
    assert claim_mandate(**claim) == claim_mandate(**claim)
    with pytest.raises(RightRefused):
        verify_mandate(by=person, mandate=Mandate.objects.get())
    with pytest.raises(RightRefused):
        claim_mandate(**{**claim, "person": PersonFactory()})


def test_second_office_in_one_organisation_is_not_the_first_one_again(coordinator: Person, claimed: Mandate) -> None:
    again = {"by": coordinator, "person": claimed.person, "organisation": claimed.organisation, "valid_from": FIRST}
    assert claim_mandate(**again, capacity=claimed.capacity) == claimed
    assert claim_mandate(**again, capacity=Words(ar="عضو", fr="Membre")) != claimed


def test_claim_that_was_refused_may_be_made_again(coordinator: Person, claimed: Mandate) -> None:
    refuse_mandate(by=coordinator, mandate=claimed, reason="Too early")
    facts = {"person": claimed.person, "organisation": claimed.organisation, "valid_from": FIRST}
    assert claim_mandate(by=coordinator, capacity=claimed.capacity, **facts) != claimed


def test_nobody_decides_about_their_own_office(coordinator: Person, claimed: Mandate) -> None:
    own = MandateFactory(person=coordinator, organisation=claimed.organisation, state=Mandate.State.CLAIMED)
    with pytest.raises(RightRefused, match="their own office"):
        verify_mandate(by=coordinator, mandate=own)
    assert verify_mandate(by=coordinator, mandate=claimed).state == Mandate.State.VERIFIED


def test_verifying_an_office_that_is_over_ends_it(coordinator: Person, claimed: Mandate) -> None:
    claimed.valid_to = LAST
    claimed.save()
    assert verify_mandate(by=coordinator, mandate=claimed).state == Mandate.State.ENDED
    assert [move.to_state for move in claimed.moves.all()] == ["verified", "ended"]
    assert holders(claimed.organisation, LAST).get() == claimed


def test_days_turned_round_are_refused_before_anything_is_kept(coordinator: Person, claimed: Mandate) -> None:
    facts = {"person": PersonFactory(), "organisation": claimed.organisation, "capacity": CHAIR}
    with pytest.raises(ActorError, match=r"31\sAugust 2021, lies before the first, 1\sSeptember 2021"):
        claim_mandate(by=coordinator, valid_from=FIRST, valid_to=FIRST - timedelta(days=1), **facts)
    assert Mandate.objects.get() == claimed


def test_deeds_are_lines_of_the_journal_and_moves_with_their_doer(coordinator: Person, claimed: Mandate) -> None:
    for _ in range(2):
        verify_mandate(by=coordinator, mandate=claimed)
        end_mandate(by=coordinator, mandate=claimed, on=LAST)
    lines = JournalEntry.objects.filter(object_type="ground.mandate")
    assert [(line.verb, line.actor_id) for line in lines] == [("verified", coordinator.pk), ("ended", coordinator.pk)]
    assert {move.by for move in claimed.moves.all()} == {coordinator}


def test_loading_a_folder_again_leaves_what_was_recorded_at_the_desk(claimed: Mandate) -> None:
    source = SourceFactory()
    read = Mandate.objects.create(
        person=claimed.person, organisation=claimed.organisation, valid_from=FIRST, capacity=CHAIR, source=source
    )
    context = LoadContext(SystemActor("test"), records={}, existing={})
    context.keep("organisations", claimed.organisation.code, claimed.organisation)
    context.keep("sources", source.code, source)
    row = {"organisation": claimed.organisation.code, "valid_from": FIRST, "valid_to": LAST, "capacity": CHAIR}
    _keep_mandate(claimed.person, {**row, "source": source.code}, context)
    assert (Mandate.objects.get(pk=read.pk).state, Mandate.objects.get(pk=claimed.pk).state) == ("ended", "claimed")
