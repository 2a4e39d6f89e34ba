"""Territories that a text names, what they are named as, and words that only look like them."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from multaqa.analysis.text.gazetteer import PROVINCES, Unit, of_morocco
from multaqa.analysis.text.places import find_places, regions_and_provinces

UNITS = of_morocco().units


def named(text: str) -> tuple[tuple[str, ...], tuple[str, ...]]:
    return regions_and_provinces(find_places(text))


def found(text: str) -> list[tuple[str, str, bool]]:
    return [(place.of(text), place.level, place.named_as_such) for place in find_places(text)]


REGIONS = [unit for unit in UNITS.values() if unit.level == "region"]
ALL_PROVINCES = [unit for unit in UNITS.values() if unit.level in PROVINCES]


@pytest.mark.parametrize("unit", REGIONS, ids=lambda unit: unit.name_fr)
def test_each_region_reads_back_its_official_name(unit: Unit) -> None:
    for text in (
        f"le wali de la région de {unit.name_fr} a dit",
        f"la région {unit.name_fr.replace('-', ' ')}",
        f"the {unit.name_fr} region",
        f"قال والي جهة {unit.name_ar} خلال اللقاء",
        f"بجهة {unit.name_ar.replace('-', ' - ')}.",
    ):
        assert named(text) == ((unit.name_fr,), ()), text


@pytest.mark.parametrize("unit", ALL_PROVINCES, ids=lambda unit: unit.name_fr)
def test_each_province_and_prefecture_reads_back_its_official_name(unit: Unit) -> None:
    for text in (
        f"dans la province de {unit.name_fr}, hier",
        f"le gouverneur de la préfecture d'{unit.name_fr}",
        f"وبإقليم {unit.name_ar}، أمس",
        f"عامل عمالة {unit.name_ar} أكد",
        f"PROVINCE DE {unit.name_fr.upper()}",
    ):
        assert named(text) == ((), (unit.name_fr,)), text


@pytest.mark.parametrize(
    ("text", "provinces"),
    [
        ("أقاليم أزيلال وخنيفرة وبني ملال", ("Azilal", "Khénifra", "Béni Mellal")),
        ("les provinces d'Azilal, de Khénifra et de Béni Mellal", ("Azilal", "Khénifra", "Béni Mellal")),
        ("بإقليمي أزيلال وخنيفرة، وبني ملال", ("Azilal", "Khénifra")),
        ("عمالتي فاس ومكناس", ("Fès", "Meknès")),
        ("عمالات وأقاليم فاس ومكناس وصفرو بالرباط", ("Fès", "Meknès", "Sefrou")),
        ("les préfectures et provinces d’Agadir-Ida Ou Tanane, du Haouz", ("Agadir-Ida-Ou-Tanane", "Al Haouz")),
        ("cinq provinces : Azilal, Khénifra", ("Azilal", "Khénifra")),
        ("الأقاليم التالية: أزيلال، خنيفرة", ("Azilal", "Khénifra")),
        ("les provinces concernées, à savoir Tata et Tiznit", ("Tata", "Tiznit")),
        ("Provinces :\n- Azilal\n- Béni Mellal\n- Khénifra\n", ("Azilal", "Béni Mellal", "Khénifra")),
        ("gouverneurs des provinces de Settat et Berrechid, à Casablanca", ("Settat", "Berrechid")),
        ("Les gouverneurs de Berkane et de Nador", ("Berkane", "Nador")),
        ("Provinces : Azilal ; Taza", ("Azilal", "Taza")),
        ("the provinces of Azilal and Taza", ("Azilal", "Taza")),
    ],
)
def test_each_name_of_a_list_is_what_its_first_word_says(text: str, provinces: tuple[str, ...]) -> None:
    assert named(text) == ((), provinces)


def test_provinces_of_a_region_in_brackets_are_provinces() -> None:
    text = "les provinces de la région Drâa-Tafilalet (Midelt, Tinghir et Zagora)"
    assert named(text) == (("Drâa-Tafilalet",), ("Midelt", "Tinghir", "Zagora"))


@pytest.mark.parametrize(
    "text", ["جهتي فاس-مكناس والدار البيضاء-سطات", "les régions de Fès-Meknès et de Casablanca-Settat"]
)
def test_regions_are_listed_too(text: str) -> None:
    assert named(text) == (("Fès-Meknès", "Casablanca-Settat"), ())


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("والي جهة بني ملال-خنيفرة عامل إقليم بني ملال", (("Béni Mellal-Khénifra",), ("Béni Mellal",))),
        ("wali de la région Fès-Meknès, gouverneur de la préfecture de Fès", (("Fès-Meknès",), ("Fès",))),
        ("عامل صاحب الجلالة على إقليم بولمان", ((), ("Boulemane",))),
        ("M. Alaoui, gouverneur d'Azilal", ((), ("Azilal",))),
        ("عامل خريبكة", ((), ("Khouribga",))),
        ("رئيس المجلس الإقليمي لأزيلال", ((), ("Azilal",))),
        ("le conseil provincial de Taza", ((), ("Taza",))),
        ("والي جهة الشرق، عامل عمالة وجدة أنكاد", (("Oriental",), ("Oujda-Angad",))),
    ],
)
def test_titles_name_what_their_holders_govern(text: str, expected: tuple[tuple[str, ...], tuple[str, ...]]) -> None:
    assert named(text) == expected


@pytest.mark.parametrize(
    ("text", "town"),
    [
        ("réunion à Fès hier", "Fès"), ("لقاء بالرباط", "الرباط"), ("Errachidia – La ministre", "Errachidia"),
        ("العيون: ترأست الوزيرة", "العيون"), ("في مدينة سطات", "سطات"), ("la ville de Salé", "Salé"),
        ("لوجدة", "وجدة"), ("وبفاس", "فاس"), ("#بني_ملال", "بني_ملال"), ("بالجديدة", "الجديدة"),
    ],
)  # fmt: skip
def test_a_town_alone_is_a_commune_and_neither_region_nor_province(text: str, town: str) -> None:
    assert found(text) == [(town, "commune", False)]
    assert named(text) == ((), ())


@pytest.mark.parametrize(
    "text",
    [
        "المراكز الجديدة والمنصات الرقمية الجديدة", "خدمات من جيل جديد وجديدة", "ثقافة أصيلة",
        "طب العيون وجراحة العيون", "الشؤون الداخلة في الاختصاص", "في المنزل", "محمد الفاسي والمكناسي", "un plat salé",
        "Mme Fatima Salé",
        "M. Ahmed Safi", "rue de Fès", "شارع مراكش", "في الشرق", "le Moyen-Orient", "والي الجهة وعامل الإقليم",
        "de la région et de la province", "جماعة من المواطنين", "أساء الفهم", "الوفاء والسلام والنصر",
        "tata Fatima", "rich people", "safi baraka", "محمد بن أحمد", "تسمح بقيادة السيارة", "مدينة جديدة",
    ],
)  # fmt: skip
def test_words_that_only_look_like_places_are_none(text: str) -> None:
    assert found(text) == []


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("autoroute Fès-Meknès", [("Fès", "commune", False), ("Meknès", "commune", False)]),
        ("مدن الرباط سلا القنيطرة", [(town, "commune", False) for town in ("الرباط", "سلا", "القنيطرة")]),
        ("يحدها من جهة الشرق إقليم تازة", [("تازة", "province", True)]),
        ("وجهة مراكش السياحية", [("مراكش", "commune", False)]),
        ("بالجهة الشرقية للمدينة", [("الجهة الشرقية", "region", False)]),
        ("زلزال الحوز", [("الحوز", "province", False)]),
        ("région de Meknès", [("Meknès", "commune", False)]),
        ("Fès, Meknès", [("Fès", "commune", False), ("Meknès", "commune", False)]),
        ("l'ancienne région Souss-Massa-Drâa", []),
        ("Béni Mellal-Khénifra", [("Béni Mellal-Khénifra", "region", True)]),
        ("préfecture d'arrondissements d'Aïn Chock", [("Aïn Chock", "prefecture_of_arrondissements", True)]),
        ("dans l'Oriental", [("Oriental", "region", True)]),
        ("cercle d'Azilal", [("Azilal", "cercle", True)]),
        ("communes de Tichla et d'Aousserd", [("Tichla", "commune", True), ("Aousserd", "commune", True)]),
    ],
)
def test_what_stands_around_a_name_says_what_it_is(text: str, expected: list[tuple[str, str, bool]]) -> None:
    assert found(text) == expected


def test_the_first_name_of_a_region_after_its_word_is_that_region_less_surely() -> None:
    (place,) = find_places("جهة مراكش")
    assert (place.candidates, place.named_as_such, place.confidence) == (("07",), True, 0.6)


def test_rural_communes_need_their_word() -> None:
    assert found("Ouirgane et Tichla") == []
    assert found("commune rurale de Tichla") == [("Tichla", "commune", True)]


@pytest.mark.parametrize("text", ["اقليم ازيلل", "province d'Azilall", "إقليم خنيفر"])
def test_a_misspelt_name_is_found_after_its_word_less_surely(text: str) -> None:
    (place,) = find_places(text)
    assert place.named_as_such
    assert place.confidence == 0.7


def test_homonyms_without_context_are_all_candidates() -> None:
    (place,) = find_places("جماعة سيدي غانم")
    everywhere = {unit.code for unit in UNITS.values() if unit.level == "commune" and unit.name_ar == "سيدي غانم"}
    assert set(place.candidates) == everywhere
    assert len(everywhere) == 3
    assert place.confidence < 0.5


@pytest.mark.parametrize(
    ("text", "province"),
    [
        ("جماعة سيدي غانم بإقليم شيشاوة", "07.161"),
        ("Dans la province de Chichaoua, la commune de Sidi Ghanem manque d'eau.", "07.161"),
        ("commune de Sidi Ghanem (province de Rehamna)", "07.427"),
    ],
)
def test_a_province_near_by_decides_between_homonyms(text: str, province: str) -> None:
    (commune,) = (place for place in find_places(text) if place.level == "commune")
    assert len(commune.candidates) == 1
    assert of_morocco().lies_within(commune.candidates[0], province)


def test_a_province_in_another_paragraph_decides_nothing() -> None:
    (commune, _) = find_places("جماعة سيدي غانم\n\nإقليم شيشاوة")
    assert len(commune.candidates) > 1


def test_regions_and_provinces_come_once_in_order() -> None:
    text = "إقليم أزيلال. région Fès-Meknès. province d'Azilal, province de Taza. جهة فاس مكناس"
    assert named(text) == (("Fès-Meknès",), ("Azilal", "Taza"))


def test_spans_hold_the_name_with_its_signs_and_without_its_clitics() -> None:
    assert found("بإقليمَي أزيلالَ وخنيفرةَ")[0][0] == "أزيلالَ"
    assert found("جهة الدار البيضاء-سطات")[0][0] == "الدار البيضاء-سطات"
    assert found("وَبِالرباطِ")[0][0] == "الرباطِ"


PIECES = st.sampled_from(
    ["بإقليم ", "جهة", "أزيلال", "وفاس", "-", " ", "\n", "Fès", "province d'", "région de ", "Béni Mellal", "، ", "ء",
     "َ", "\u200f", "ـ", "الجديدة", "provinces : ", "(", "Sidi Ghanem", "commune de ",
     "و", "لل", "d'", "l'Oriental", "."]
)  # fmt: skip


@given(
    st.one_of(st.text(), st.lists(PIECES).map("".join), st.lists(st.one_of(PIECES, st.text(max_size=3))).map("".join))
)
def test_any_text_is_read_in_order_without_overlap(text: str) -> None:
    end = 0
    for place in find_places(text):
        assert end <= place.start < place.end <= len(text)
        assert place.of(text).strip() == place.of(text)
        assert place.candidates
        assert {UNITS[code].level for code in place.candidates[:1]} == {place.level}
        end = place.end


@pytest.mark.parametrize(
    ("text", "provinces"),
    [
        ("بإقليم أزيلال وخنيفرة", ("Azilal", "Khénifra")),
        ("بإقليم أزيلال، وخنيفرة مدينة", ("Azilal",)),
        ("la province d'Azilal et Khénifra", ("Azilal", "Khénifra")),
        ("la province d'Azilal et à Khénifra", ("Azilal",)),
        ("la province de Guercif ainsi que celle de Taourirt", ("Guercif", "Taourirt")),
        ("la province d'Azilal, celle de Khénifra", ("Azilal", "Khénifra")),
        ("région de l'Oriental et Azilal", ()),
    ],
)
def test_one_cue_for_two_names(text: str, provinces: tuple[str, ...]) -> None:
    assert named(text)[1] == provinces


@pytest.mark.parametrize(
    ("text", "provinces"),
    [
        ("le comité provincial de développement humain d'Azilal", ("Azilal",)),
        ("le comité provincial de développement humain (CPDH) de Taza", ("Taza",)),
        ("la délégation provinciale de l'Entraide nationale à Khénifra", ("Khénifra",)),
        ("المندوبية الإقليمية للتعاون الوطني بتازة", ("Taza",)),
        ("المديرية الإقليمية بتازة", ("Taza",)),
        ("le comité provincial a visité un centre à Azilal", ()),
        ("le comité provincial, réuni à Azilal", ()),
    ],
)
def test_an_organ_of_a_province_names_it_behind_its_field(text: str, provinces: tuple[str, ...]) -> None:
    assert named(text)[1] == provinces


@pytest.mark.parametrize(
    ("text", "names"),
    [("بإقليمخنيفرة", ((), ("Khénifra",))), ("بجهةسوس ماسة", (("Souss-Massa",), ())), ("الجهوية المتقدمة", ((), ()))],
)
def test_a_name_glued_to_its_cue(text: str, names: tuple[tuple[str, ...], tuple[str, ...]]) -> None:
    assert named(text) == names
