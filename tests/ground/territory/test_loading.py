from itertools import pairwise
from pathlib import Path

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


HEADER = "code,kind,parent,name_ar,name_fr\n"
ZADIA = HEADER + (
    "ZZ-N-1-P,commune,ZZ-N-1,النخيل,Palmiers\nZZ-N-1,province,ZZ-N,إقليم,Province\n"
    "ZZ,country,,زاديا,Zadie\nZZ-N,region,ZZ,الشمال,Nord\nZZ-S,region,ZZ,الجنوب,Sud\n"
)


def load_table(folder: Path, content: str | bytes, name: str = "territories.csv") -> None:
    file = folder / name
    file.write_bytes(content.encode() if isinstance(content, str) else content)
    call_command("load_territories", "--csv", str(file))


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "cp1256"])
@pytest.mark.parametrize("separator", [",", ";", "\t"])
def test_any_country_of_four_levels_loads_from_a_table(tmp_path: Path, encoding: str, separator: str) -> None:
    load_table(tmp_path, ZADIA.replace(",", separator).encode(encoding))
    assert [territory.path for territory in Territory.objects.all()] == [
        "/ZZ/", "/ZZ/ZZ-N/", "/ZZ/ZZ-N/ZZ-N-1/", "/ZZ/ZZ-N/ZZ-N-1/ZZ-N-1-P/", "/ZZ/ZZ-S/"
    ]  # fmt: skip


def test_a_country_of_its_own_keeps_morocco_away(tmp_path: Path, capsys: pytest.CaptureFixture[str], settings) -> None:  # type: ignore[no-untyped-def]
    settings.HOME = tmp_path / "home"
    load_table(tmp_path, ZADIA)
    call_command("load_territories")
    call_command("build_shapes")
    assert Territory.objects.count() == 5
    assert not (tmp_path / "home").exists()
    assert "No outlines of" in capsys.readouterr().err


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (HEADER + "TN,kingdom,,تونس,Tunisie\n", "row 2, column kind: “kingdom”: This is not one of the choices."),
        (HEADER + "A,region,B,أ,A\nB,region,A,ب,B\n", "row 2, column parent: “B”: Following this column leads back"),
        (HEADER + "A,region,,أ,A\n", "row 2, column parent: Only a country has no parent."),
        (HEADER + "A,region,B,أ,A\n", "row 2, column parent: “B”: “B” is no code of “territories”."),
        (ZADIA + "YY,country,,أ,A\n", "row 7, column code: “YY”: An installation holds one country, and “ZZ” is it."),
        (ZADIA + "YY,country,ZZ,أ,A\n", "row 7, column parent: “ZZ”: A country lies in no other territory."),
        (ZADIA + "ZZ,country,,أ,A\n", "row 7, column code: “ZZ”: Row 4 has the same key already."),
        (HEADER + "Z/Z,country,,أ,A\n", "row 2, column code: “Z/Z”: A code is made of Latin letters"),
        (HEADER + "Z" * 33 + ",country,,أ,A\n", "The text has 33 characters; at most 32 fit here."),
        (HEADER + "Z,country,,,A\n", "row 2, column name_ar: The value is missing."),
        (HEADER, "There is a header but no row below it."),
        ("", "The file is empty."),
        (b"PK\x03\x04", "The workbook is damaged and cannot be opened."),
        ("Code INSEE,Nom\n1,A\n", "row 1: “code insee, nom”: The first row holds no column name of “territories”."),
    ],
)
def test_a_table_that_is_no_country_is_refused_with_its_place(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], in_english: None, content: str | bytes, said: str
) -> None:
    with pytest.raises(CommandError, match="nothing was written"):
        load_table(tmp_path, content)
    assert said in capsys.readouterr().err
    assert not Territory.objects.exists()


def test_codes_that_are_too_long_together_are_refused(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], in_english: None
) -> None:
    codes = ["Z" * 30 + str(n) for n in range(8)]
    below = "".join(f"{code},commune,{parent},د,D\n" for parent, code in pairwise(codes))
    with pytest.raises(CommandError, match="2 things"):
        load_table(tmp_path, HEADER + f"{codes[0]},country,,د,D\n{below}")
    assert "more than 200 characters" in capsys.readouterr().err


def test_a_second_country_is_refused_where_morocco_is(
    morocco: dict[str, int], tmp_path: Path, capsys: pytest.CaptureFixture[str], in_english: None
) -> None:
    with pytest.raises(CommandError):
        load_table(tmp_path, ZADIA)
    assert "row 4, column code: “ZZ”: An installation holds one country, and “MA” is it." in capsys.readouterr().err


def test_what_lies_below_a_moved_territory_follows_it(tmp_path: Path) -> None:
    load_table(tmp_path, ZADIA)
    load_table(tmp_path, HEADER + "ZZ-N-1,province,ZZ-S,إقليم,Province\n")
    assert Territory.objects.get(code="ZZ-N-1-P").path == "/ZZ/ZZ-S/ZZ-N-1/ZZ-N-1-P/"


@pytest.mark.parametrize("name", ["nowhere.csv", "."])
def test_a_table_that_cannot_be_opened_is_said_so(tmp_path: Path, name: str, capsys, in_english: None) -> None:  # type: ignore[no-untyped-def]
    with pytest.raises(CommandError):
        call_command("load_territories", "--csv", str(tmp_path / name))
    assert "The file cannot be read: " in capsys.readouterr().err
