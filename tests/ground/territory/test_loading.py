import pytest
from django.core.management import CommandError, call_command

from multaqa.ground.journal.actions import SystemActor
from multaqa.ground.territory.actions import TerritoryRow, UnknownParent, load_territories
from multaqa.ground.territory.models import Territory
from multaqa.ground.territory.morocco import territories_of_morocco
from multaqa.ground.vocabulary.fields import Words

pytestmark = pytest.mark.django_db
LOADER = SystemActor("test")


@pytest.fixture
def morocco() -> dict[str, int]:
    return load_territories(territories_of_morocco(), by=LOADER)


def test_morocco_has_the_units_of_its_census(morocco: dict[str, int]) -> None:
    assert morocco == {
        "country": 1,
        "region": 12,
        "province": 62,
        "prefecture": 13,
        "prefecture_of_arrondissements": 8,
        "cercle": 213,
        "commune": 1503,
        "arrondissement": 41,
    }


def test_seventy_five_units_add_up_to_the_country(morocco: dict[str, int]) -> None:
    provinces = Territory.objects.filter(kind__in=Territory.PROVINCE_LEVEL)
    assert provinces.in_sums().count() == 75
    assert not Territory.objects.filter(kind="prefecture_of_arrondissements").in_sums().exists()


def test_a_code_that_begins_like_another_is_not_its_child(morocco: dict[str, int]) -> None:
    tanger = Territory.objects.get(code="01.511.01.0")
    assilah = Territory.objects.get(code="01.511.01.01")
    assert assilah not in Territory.objects.within(tanger)
    assert assilah in Territory.objects.within(Territory.objects.get(code="01.511"))


def test_loading_again_changes_nothing(morocco: dict[str, int]) -> None:
    before = list(Territory.objects.values_list("pk", "path", "search_text"))
    assert load_territories(territories_of_morocco(), by=LOADER) == morocco
    assert list(Territory.objects.values_list("pk", "path", "search_text")) == before


def test_a_child_before_its_parent_is_refused() -> None:
    with pytest.raises(UnknownParent, match="its parent XX is not known"):
        load_territories([TerritoryRow("XX-1", "region", "XX", Words(ar="جهة", fr="Région"))], by=LOADER)


def test_any_country_loads_from_a_csv(tmp_path) -> None:  # type: ignore[no-untyped-def]
    file = tmp_path / "tunisia.csv"
    file.write_text(
        "code,kind,parent,name_ar,name_fr\nTN,country,,تونس,Tunisie\nTN-1,region,TN,الشمال,Nord\n", "utf-8-sig"
    )
    call_command("load_territories", "--csv", str(file))
    assert Territory.objects.get(code="TN-1").path == "/TN/TN-1/"


def test_a_row_that_cannot_be_read_is_named(tmp_path) -> None:  # type: ignore[no-untyped-def]
    file = tmp_path / "tunisia.csv"
    file.write_text("code,kind,parent,name_ar,name_fr\nTN,kingdom,,تونس,Tunisie\n", "utf-8")
    with pytest.raises(CommandError, match=r"tunisia.csv, row 2: kind 'kingdom' is unknown"):
        call_command("load_territories", "--csv", str(file))
    assert not Territory.objects.exists()
