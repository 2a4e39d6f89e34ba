from datetime import date, timedelta

import pytest

from multaqa.ground.actors.actions import claim_mandate, end_mandate, refuse_mandate, verify_mandate
from multaqa.ground.actors.errors import ActorError
from multaqa.ground.actors.models import Mandate
from multaqa.ground.actors.queries import holders, mandates_of
from multaqa.ground.people.models import Person
from multaqa.ground.people.rules import RightRefused
from multaqa.ground.vocabulary.fields import Words
from tests.factories.ground import MandateFactory, OrganisationFactory, PersonFactory, TerritoryFactory, person_who_may

pytestmark = pytest.mark.django_db
FIRST, LAST = date(2021, 9, 1), date(2022, 8, 31)
CHAIR = Words(ar="رئيسة", fr="Présidente")


@pytest.fixture
def coordinator() -> Person:
    return person_who_may("meeting.manage", TerritoryFactory())


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
    with pytest.raises(ActorError, match="2021-08-31"):
        end_mandate(by=coordinator, mandate=claimed, on=FIRST - timedelta(days=1))


def test_everybody_claims_for_themselves_and_nobody_verifies_themselves() -> None:
    person, organisation = PersonFactory(), OrganisationFactory()
    claim = {"by": person, "person": person, "organisation": organisation, "capacity": CHAIR}
    assert claim_mandate(**claim) == claim_mandate(**claim)
    with pytest.raises(RightRefused):
        verify_mandate(by=person, mandate=Mandate.objects.get())
    with pytest.raises(RightRefused):
        claim_mandate(**{**claim, "person": PersonFactory()})
