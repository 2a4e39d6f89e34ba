"""Names of territories, as texts write them."""

import pytest

from multaqa.analysis.text.folding import fold
from multaqa.analysis.text.gazetteer import PROVINCES, Gazetteer, Unit, of_morocco


def codes(name: str, *levels: str) -> set[str]:
    names = of_morocco().names.get(fold(name).text, ())
    return {known.code for known in names if known.level in levels and not known.part}


def test_morocco_has_its_regions_provinces_and_prefectures() -> None:
    levels = [unit.level for unit in of_morocco().units.values()]
    assert levels.count("region") == 12
    assert levels.count("province") + levels.count("prefecture") == 75
    assert levels.count("prefecture_of_arrondissements") == 8
    assert levels.count("commune") == 1503


def test_every_unit_is_found_by_its_official_names() -> None:
    units = of_morocco().units.values()
    lost = [unit for unit in units for name in (unit.name_ar, unit.name_fr) if unit.code not in codes(name, unit.level)]
    assert lost == []


@pytest.mark.parametrize(
    ("spelling", "region"),
    [
        ("Tanger-Tétouan-Al Hoceïma", "01"), ("Tangier-Tetouan-Al Hoceima", "01"), ("TTA", "01"),
        ("طنجةتطوانالحسيمة", "01"), ("Oriental", "02"), ("Eastern", "02"), ("الجهة الشرقية", "02"),
        ("Fez-Meknes", "03"), ("فاسمكناس", "03"), ("الرباط-سلا القنيطرة", "04"), ("بني ملالخنيفرة", "05"),
        ("Beni Mellal-Khenifra", "05"),
        ("الدارالبيضاءسطات", "06"), ("الدارالبيضاء سطات", "06"), ("Marrakesh-Safi", "07"), ("مراكش أسفي", "07"),
        ("مراكش اسفي", "07"), ("Draa Tafilalet", "08"), ("Souss- massa", "09"), ("كلميم وادنون", "10"),
        ("Laâyoune Sakia-El Hamra", "11"), ("Dakhla-Oued Eddahab", "12"), ("الداخلة واد الذهب", "12"),
    ],
)  # fmt: skip
def test_a_region_is_found_as_texts_write_it(spelling: str, region: str) -> None:
    assert codes(spelling, "region") == {region}


@pytest.mark.parametrize(
    ("spelling", "official"),
    [
        ("Haouz", "Al Haouz"), ("Fkih Ben Saleh", "Fquih Ben Salah"), ("الفقيه بنصالح", "Fquih Ben Salah"),
        ("Kelaat Sraghna", "El Kelâa Des-Sraghna"), ("الناظور", "Nador"), ("فكيك", "Figuig"), ("كرسيف", "Guercif"),
        ("أكادير إداوتنان", "Agadir-Ida-Ou-Tanane"), ("Tantan", "Tan-Tan"), ("Es Smara", "Es-Semara"),
        ("شتوكة آيت باها", "Chtouka-Aït Baha"), ("بن سليمان", "Benslimane"), ("وجدة أنكاد", "Oujda-Angad"),
    ],
)  # fmt: skip
def test_a_province_is_found_as_the_press_writes_it(spelling: str, official: str) -> None:
    assert {of_morocco().units[code].name_fr for code in codes(spelling, *PROVINCES)} == {official}


@pytest.mark.parametrize("wrong", ["azilall", "ازيلل", "khenifrra", "khneifra", "خنيفر"])
def test_a_name_one_letter_off_is_that_name(wrong: str) -> None:
    found = of_morocco().misspelt(fold(wrong).text, PROVINCES)
    assert [of_morocco().units[name.code].name_fr for name in found] in (["Azilal"], ["Khénifra"])


@pytest.mark.parametrize("word", ["fas", "azil", "azillall", "commune", "سلام"])
def test_short_and_farther_words_are_no_misspelling(word: str) -> None:
    assert of_morocco().misspelt(word, PROVINCES) == ()


def test_two_names_equally_near_are_no_misspelling() -> None:
    gazetteer = Gazetteer([Unit("1", "province", None, "", "Taranda"), Unit("2", "province", None, "", "Tarenda")])
    assert gazetteer.misspelt("tarunda", PROVINCES) == ()


def test_any_rows_make_a_gazetteer() -> None:
    rows = [Unit("A", "region", None, "", "Nord-Est"), Unit("A1", "commune", "A", "", "Bourg", is_town=True)]
    gazetteer = Gazetteer(rows, other_spellings=[("Bourg", "Burg")])
    assert gazetteer.lies_within("A1", "A")
    assert not gazetteer.lies_within("A", "A1")
    assert [name.code for name in gazetteer.names["burg"]] == ["A1"]
    assert [(name.code, name.whole) for name in gazetteer.names["nord est"]] == [("A", True)]


def test_a_code_given_twice_is_refused() -> None:
    with pytest.raises(ValueError, match="the code A stands for two units"):
        Gazetteer([Unit("A", "region", None, "", "Nord"), Unit("A", "region", None, "", "Sud")])


def test_a_parent_that_is_not_given_is_refused() -> None:
    with pytest.raises(ValueError, match="A1 lies in A, which is not given"):
        Gazetteer([Unit("A1", "commune", "A", "", "Bourg")])
