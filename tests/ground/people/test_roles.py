from datetime import timedelta

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from multaqa.ground.journal.actions import SystemActor
from multaqa.ground.people.actions import end_role, give_role
from multaqa.ground.people.models import Role
from multaqa.ground.people.queries import inside_any, managed_people, managed_roles
from multaqa.ground.people.rules import RightRefused, can, can_manage, rights_of
from multaqa.ground.territory.models import Territory
from tests.factories.ground import (
    CommuneFactory,
    PersonFactory,
    RoleFactory,
    RoleTemplateFactory,
    TerritoryFactory,
    person_who_may,
)

pytestmark = pytest.mark.django_db
SYSTEM = SystemActor("test")


def test_right_holds_in_the_territory_and_below_until_its_day() -> None:
    province = TerritoryFactory()
    person = person_who_may("statement.publish", province)
    assert can(person, "statement.publish", CommuneFactory(parent=province))
    assert not can(person, "statement.publish", province.parent)
    assert not can(person, "statement.capture", province)


@pytest.mark.parametrize(
    ("from_days", "to_days", "held"), [(0, None, True), (1, None, False), (-2, 0, False), (-2, 1, True), (0, 0, False)]
)
def test_role_is_in_force_from_its_first_day_until_the_day_it_ends(
    from_days: int, to_days: int | None, held: bool
) -> None:
    today = timezone.localdate()
    role = RoleFactory(
        valid_from=today + timedelta(days=from_days),
        valid_to=None if to_days is None else today + timedelta(days=to_days),
    )
    assert Role.objects.in_force().filter(pk=role.pk).exists() is held


def test_code_that_begins_alike_is_no_subtree() -> None:
    """Census codes are not prefix-safe: 01.511.01.0 is Tanger, and 01.511.01.01 lies beside it."""
    tanger = CommuneFactory(code="01.511.01.0", parent=TerritoryFactory(code="01.511"))
    beside = CommuneFactory(code="01.511.01.01", parent=tanger.parent)
    assert not can(person_who_may("statement.publish", tanger), "statement.publish", beside)


def test_giving_twice_is_giving_once_and_ending_is_at_once() -> None:
    person, template, province = PersonFactory(), RoleTemplateFactory(verbs=["statement.capture"]), TerritoryFactory()
    role = give_role(by=SYSTEM, person=person, template=template, territory=province)
    assert give_role(by=SYSTEM, person=person, template=template, territory=province) == role
    end_role(by=SYSTEM, role=role)
    end_role(by=SYSTEM, role=role)
    assert not rights_of(type(person).objects.get(pk=person.pk)).pairs
    assert Role.objects.get().valid_to == timezone.localdate()


def test_ending_a_role_that_has_not_begun_leaves_it_without_a_day() -> None:
    role = RoleFactory(valid_from=timezone.localdate() + timedelta(days=5))
    assert end_role(by=SYSTEM, role=role).valid_to == role.valid_from


def test_coordinator_cannot_touch_whoever_holds_more() -> None:
    province = TerritoryFactory()
    coordinator = person_who_may(["person.invite", "statement.capture"], province)
    higher = person_who_may(["statement.capture", "statement.publish"], province)
    assert not can_manage(coordinator, higher)
    with pytest.raises(RightRefused):
        end_role(by=coordinator, role=higher.roles.get())


@pytest.fixture
def three_provinces() -> list[Territory]:
    return [TerritoryFactory() for _ in range(3)]


def test_people_of_another_territory_are_out_of_sight(client: Client, three_provinces: list[Territory]) -> None:
    manager, near, far = (person_who_may(["person.invite"], province) for province in three_provinces)
    RoleFactory(person=near, territory=three_provinces[0])
    assert set(managed_people(manager)) == {manager, near}
    assert {role.territory for role in managed_roles(manager)} == {three_provinces[0]}
    client.force_login(manager.user)
    assert client.get(reverse("ground:person", args=[near.pk])).status_code == 200
    for name in ("person", "person-erase"):
        assert client.get(reverse(f"ground:{name}", args=[far.pk])).status_code == 404
    assert client.post(reverse("ground:people-end", args=[far.roles.get().pk])).status_code == 404
    assert far.user.email not in client.get(reverse("ground:people")).content.decode()


def test_everywhere_and_nowhere_are_different_filters() -> None:
    TerritoryFactory()
    territories = Territory.objects.all()
    assert set(territories.filter(inside_any([""], "path"))) == set(territories)
    assert not territories.filter(inside_any([], "path")).exists()
