"""The reference tables: for superusers with a second factor, every change a line of the journal."""

import pytest
from allauth.mfa.totp.internal.auth import TOTP
from django.test import Client
from django.urls import reverse

from multaqa.ground.admin import reference_tables
from multaqa.ground.journal.models import JournalEntry
from multaqa.ground.people.models import Person
from multaqa.ground.vocabulary.models import TargetGroup
from tests.factories.ground import PersonFactory, SourceFactory, TargetGroupFactory, TerritoryFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def administrator(client: Client) -> Person:
    person = PersonFactory(user__is_superuser=True, user__is_staff=True)
    client.force_login(person.user)
    return person


def test_reference_tables_are_these_and_no_other() -> None:
    names = {model.__name__ for model in reference_tables._registry}
    assert names == {"TargetGroup", "Service", "RoleTemplate", "Territory", "Organisation", "Source"}


@pytest.mark.parametrize(
    ("superuser", "second_factor", "status"), [(True, True, 200), (True, False, 302), (False, True, 302)]
)
def test_reference_tables_open_to_superusers_with_a_second_factor(
    client: Client, settings: object, superuser: bool, second_factor: bool, status: int
) -> None:
    settings.SECOND_FACTOR_FOR_STAFF = True
    person = PersonFactory(user__is_superuser=superuser, user__is_staff=True)
    if second_factor:
        TOTP.activate(person.user, "JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP")
    client.force_login(person.user)
    assert client.get(reverse("admin:index")).status_code == status


@pytest.mark.usefixtures("administrator")
@pytest.mark.parametrize("language", ["ar", "fr", "en"])
def test_every_reference_table_opens_in_the_language_of_the_page(client: Client, language: str) -> None:
    rows = [TargetGroupFactory(), TerritoryFactory(), SourceFactory()]
    for row in rows:
        list_path = f"/{language}/admin/ground/{row._meta.model_name}/"
        for path in (list_path, f"{list_path}{row.pk}/change/"):
            page = client.get(path)
            assert page.status_code == 200
            assert f'dir="{"rtl" if language == "ar" else "ltr"}"' in page.content.decode()


def test_change_keeps_all_languages_and_is_journalled(client: Client, administrator: Person) -> None:
    group = TargetGroupFactory()
    sent = {"code": group.code, "name_ar": "نساء", "name_fr": "Femmes", "name_en": "", "order": "3"}
    assert client.post(reverse("admin:ground_targetgroup_change", args=[group.pk]), sent).status_code == 302
    assert TargetGroup.objects.get().name == {"ar": "نساء", "fr": "Femmes"}
    line = JournalEntry.objects.get(verb="changed")
    assert (line.actor_id, line.object_id, set(line.digests)) == (administrator.pk, str(group.pk), {"name", "order"})


@pytest.mark.usefixtures("administrator")
def test_name_without_a_required_language_is_refused(client: Client) -> None:
    group = TargetGroupFactory()
    sent = {"code": group.code, "name_ar": "نساء", "name_fr": "", "order": "3"}
    assert client.post(reverse("admin:ground_targetgroup_change", args=[group.pk]), sent).status_code == 200
    assert TargetGroup.objects.get().name == group.name


@pytest.mark.usefixtures("administrator")
def test_territory_can_be_named_and_neither_added_nor_deleted(client: Client) -> None:
    territory = TerritoryFactory()
    assert client.get(reverse("admin:ground_territory_add")).status_code == 403
    assert (
        client.post(reverse("admin:ground_territory_delete", args=[territory.pk]), {"post": "yes"}).status_code == 403
    )
    sent = {"name_ar": territory.name["ar"], "name_fr": territory.name["fr"], "name_en": "Azilal"}
    client.post(reverse("admin:ground_territory_change", args=[territory.pk]), sent)
    territory.refresh_from_db()
    assert (territory.name["en"], "azilal" in territory.search_text) == ("Azilal", True)


@pytest.mark.usefixtures("administrator")
def test_deletion_is_journalled(client: Client) -> None:
    group = TargetGroupFactory()
    client.post(reverse("admin:ground_targetgroup_delete", args=[group.pk]), {"post": "yes"})
    assert not TargetGroup.objects.exists()
    assert JournalEntry.objects.get(verb="deleted").object_id == str(group.pk)


@pytest.mark.usefixtures("administrator")
def test_second_of_two_administrators_is_told_what_a_name_says_now(client: Client) -> None:
    group = TargetGroupFactory()
    address = reverse("admin:ground_targetgroup_change", args=[group.pk])
    form = client.get(address).context["adminform"].form
    sent = {"code": group.code, "name_ar": "نساء", "name_fr": "Femmes", "order": "0", "seen": form["seen"].value()}
    TargetGroup.objects.update(name={"ar": "نساء", "fr": "Mères"})
    refused = client.post(address, sent)
    assert ("It says now: Mères" in refused.text, "Femmes" in refused.text) == (True, True)
    again = sent | {"seen": refused.context["adminform"].form["seen"].value()}
    assert client.post(address, again).status_code == 302
    assert TargetGroup.objects.get().name["fr"] == "Femmes"
