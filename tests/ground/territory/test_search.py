import pytest

from multaqa.ground.territory.queries import search_territories, sorted_by_name
from multaqa.ground.vocabulary.fields import Words
from tests.factories.ground import TerritoryFactory

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("asked", ["أزيلال", "ازيلال", "Azilal", "AZILAL", "azi", "إقليم أزيلال"])
def test_azilal_is_found_however_it_is_written(asked: str) -> None:
    azilal = TerritoryFactory(name=Words(ar="إقليم أزيلال", fr="Azilal"))
    TerritoryFactory(name=Words(ar="خنيفرة", fr="Khénifra"))
    assert list(search_territories(asked)) == [azilal]


def test_hyphens_and_accents_do_not_matter() -> None:
    khenifra = TerritoryFactory(name=Words(ar="بني ملال-خنيفرة", fr="Béni Mellal-Khénifra"))
    assert list(search_territories("beni mellal khenifra")) == [khenifra]
    assert list(search_territories("بني ملال خنيفره")) == [khenifra]


def test_no_words_find_nothing() -> None:
    TerritoryFactory()
    assert not search_territories(" - ").exists()


def test_arabic_names_stand_in_the_order_of_the_alphabet() -> None:
    names = ["تازة", "إفران", "أزيلال", "بولمان", "الرشيدية"]
    territories = [TerritoryFactory(name=Words(ar=name, fr=name)) for name in names]
    assert [t.name["ar"] for t in sorted_by_name(territories, "ar")] == [
        "أزيلال",
        "إفران",
        "الرشيدية",
        "بولمان",
        "تازة",
    ]
