"""Which territory a name means, among all of a reach."""

import pytest
from django.utils.translation import override

from multaqa.ground.territory.models import Territory
from multaqa.ground.territory.naming import meant, nearest_to, placed
from multaqa.ground.territory.queries import Reach
from multaqa.ground.vocabulary.fields import Words
from tests.factories.ground import CommuneFactory, RegionFactory, TerritoryFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def region() -> Territory:
    return RegionFactory(code="05", name=Words(ar="بني ملال-خنيفرة", fr="Béni Mellal-Khénifra"))


@pytest.fixture
def azilal(region: Territory) -> Territory:
    return TerritoryFactory(parent=region, code="05.081", name=Words(ar="أزيلال", fr="Azilal"))


@pytest.fixture
def town(azilal: Territory) -> Territory:
    return CommuneFactory(parent=azilal, code="05.081.01", name=Words(ar="أزيلال", fr="Azilal"))


def found(text: str, reach: Reach | None = None) -> list[str]:
    return [one.territory.code for one in meant(text, reach or Reach())]


@pytest.mark.parametrize("text", ["Azilal", "ازيلال", "AZILAL ", "أزيلال"])
def test_a_name_of_two_means_both(town: Territory, text: str) -> None:
    assert found(text) == ["05.081", "05.081.01"]


@pytest.mark.parametrize(
    "text",
    [
        "05.081.01",
        "Azilal, commune",
        "commune d’Azilal",
        "جماعة أزيلال",
        "Azilal — Commune, Azilal",
        "azilal (commune)",
    ],
)
def test_a_code_or_a_word_for_the_kind_tells_which(town: Territory, text: str) -> None:
    assert found(text) == ["05.081.01"]


@pytest.mark.parametrize("language", ["ar", "fr", "en"])
@pytest.mark.parametrize("reader", ["ar", "fr", "en"])
def test_what_a_place_is_called_in_full_means_it_alone_in_any_language(
    town: Territory, language: str, reader: str
) -> None:
    with override(language):
        called = [str(one) for one in placed([town.parent, town])]
    with override(reader):
        assert [found(text) for text in called] == [["05.081"], ["05.081.01"]]


def test_a_whole_name_outweighs_those_that_only_hold_it(region: Territory) -> None:
    for code, name in (("05.1", "Fès"), ("05.2", "Fès-Médina")):
        TerritoryFactory(parent=region, code=code, name=Words(ar=name, fr=name))
    assert (found("fes"), found("medina")) == (["05.1"], ["05.2"])


def test_nothing_outside_the_reach_is_meant(town: Territory, azilal: Territory) -> None:
    assert found("Azilal", Reach(kinds=("commune",))) == ["05.081.01"]
    assert found("Azilal", Reach(paths=(RegionFactory().path,))) == []


def test_a_slip_of_the_pen_has_near_names(town: Territory, azilal: Territory) -> None:
    TerritoryFactory(name=Words(ar="طنجة", fr="Tanger"))
    assert [one.territory for one in nearest_to("Azillal", Reach())] == [azilal]


def test_asides_and_signs_alone_mean_nothing(town: Territory) -> None:
    assert [found(text) for text in ("", " — ", ", commune", "%", "()")] == [[]] * 5
