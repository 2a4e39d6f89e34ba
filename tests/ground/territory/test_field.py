"""The form field of a territory: typed, asked about, chosen; nothing typed is lost."""

from typing import Any

import pytest
from django import forms
from django.http import QueryDict
from django.test import Client

from multaqa.ground.territory.forms import SHORT, TerritoriesField, TerritoryField
from multaqa.ground.territory.models import Territory
from multaqa.ground.territory.queries import Reach
from multaqa.ground.vocabulary.fields import Words
from tests.factories.ground import CommuneFactory, TerritoryFactory

pytestmark = pytest.mark.django_db


class OneForm(forms.Form):
    place = TerritoryField(required=False, reach=Reach())


class SeveralForm(forms.Form):
    places = TerritoriesField(required=False, reach=Reach())


@pytest.fixture
def azilal() -> Territory:
    return TerritoryFactory(name=Words(ar="أزيلال", fr="Azilal"))


@pytest.fixture
def town(azilal: Territory) -> Territory:
    return CommuneFactory(parent=azilal, name=Words(ar="أزيلال", fr="Azilal"))


@pytest.fixture(autouse=True)
def many(azilal: Territory) -> None:
    CommuneFactory.create_batch(SHORT, parent=azilal)


def sent(**values: Any) -> QueryDict:
    data = QueryDict(mutable=True)
    for name, value in values.items():
        data.setlist(name, value if isinstance(value, list) else [value])
    return data


def test_an_unambiguous_name_is_taken(azilal: Territory) -> None:
    form = OneForm(sent(place="ازيلال"))
    assert (form.is_valid(), form.cleaned_data) == (True, {"place": azilal})


def test_an_ambiguous_name_is_asked_about_with_province_and_region(azilal: Territory, town: Territory) -> None:
    form = OneForm(sent(place="azilal"))
    assert form.errors["place"] == ["Several places are called “azilal”. Choose one of them."]
    html = str(form)
    assert 'value="azilal"' in html
    for one in (azilal, town):
        assert f'type="radio" name="place_chosen" value="{one.code}"' in html
    assert f"Commune, Azilal, {azilal.parent}" in html


def test_the_chosen_answer_is_taken_with_the_name_or_without(town: Territory) -> None:
    for text in ("azilal", ""):
        form = OneForm(sent(place=text, place_chosen=town.code))
        assert (form.is_valid(), form.cleaned_data) == (True, {"place": town})


def test_an_answer_to_an_earlier_name_counts_no_more(town: Territory) -> None:
    other = TerritoryFactory(name=Words(ar="طنجة", fr="Tanger"))
    form = OneForm(sent(place="Tanger", place_chosen=town.code))
    assert (form.is_valid(), form.cleaned_data) == (True, {"place": other})


def test_an_unknown_name_stays_and_its_nearest_are_offered(azilal: Territory) -> None:
    form = OneForm(sent(place="Azillal"))
    assert "No place here is called “Azillal”" in form.errors["place"][0]
    assert 'value="Azillal"' in str(form)
    assert f'name="place_chosen" value="{azilal.code}"' in str(form)


def test_a_place_outside_the_reach_is_refused_with_what_can_be_chosen(azilal: Territory) -> None:
    there = TerritoryFactory(name=Words(ar="طنجة", fr="Tanger"))
    form = OneForm(sent(place="Tanger"))
    form.fields["place"].reach = Reach((azilal.path,))  # type: ignore[attr-defined]
    assert form.errors["place"] == [
        (
            f"Tanger — Province, {there.parent} cannot be chosen here. "
            "What can be: Country, Region, Province, Prefecture, Commune, inside of Azilal."
        )
    ]


def test_more_than_can_be_listed_ask_for_more_of_the_name() -> None:
    form = OneForm(sent(place="commune"))
    assert f"can mean {SHORT} places" in form.errors["place"][0]


def test_a_name_that_never_ends_is_refused() -> None:
    assert "too long" in OneForm(sent(place="ا" * 401)).errors["place"][0]


@pytest.mark.parametrize("initial", ["code", "territory"])
def test_what_is_known_stands_in_full(town: Territory, initial: str) -> None:
    form = OneForm(initial={"place": town.code if initial == "code" else town})
    assert f'value="Azilal — Commune, Azilal, {town.parent.parent}"' in str(form)  # type: ignore[union-attr]


def test_few_places_are_a_list(azilal: Territory, django_assert_num_queries: Any) -> None:
    form = OneForm(initial={"place": azilal})
    form.fields["place"].reach = Reach(kinds=("province",))  # type: ignore[attr-defined]
    with django_assert_num_queries(1):
        html = str(form)
    assert f'<option value="{azilal.code}" selected>Azilal</option>' in html
    assert OneForm(sent(place=azilal.code)).is_valid()


def test_several_names_and_boxes_are_taken_together(azilal: Territory) -> None:
    tanger, rabat = (TerritoryFactory(name=Words(ar=name, fr=name)) for name in ("Tanger", "Rabat"))
    form = SeveralForm(sent(places=[azilal.code], places_more="tanger؛ rabat"))
    assert (form.is_valid(), form.cleaned_data) == (True, {"places": [azilal, tanger, rabat]})
    html = str(form)
    assert [one for one in (azilal, tanger, rabat) if f'value="{one.code}" checked' not in html] == []


def test_of_several_names_the_unclear_one_stays_and_the_others_are_kept(azilal: Territory, town: Territory) -> None:
    tanger = TerritoryFactory(name=Words(ar="طنجة", fr="Tanger"))
    form = SeveralForm(sent(places_more="Tanger; Azilal; Rabat"))
    html = str(form)
    assert f'name="places" value="{tanger.code}" checked' in html
    assert 'value="Azilal; Rabat"' in html
    assert f'type="checkbox" name="places_chosen" value="{town.code}"' in html


def test_places_kept_from_before_may_lie_outside_the_reach(azilal: Territory) -> None:
    form = SeveralForm(sent(places=[azilal.code]), initial={"places": [azilal]})
    form.fields["places"].reach = Reach(())  # type: ignore[attr-defined]
    assert not form.is_valid()
    form = SeveralForm(sent(places=[azilal.code]))
    form.fields["places"].reach, form.fields["places"].kept = Reach(()), [azilal]  # type: ignore[attr-defined]
    assert (form.is_valid(), form.cleaned_data) == (True, {"places": [azilal]})


def test_nothing_typed_is_nothing_chosen() -> None:
    one, several = OneForm(sent(place=" ")), SeveralForm(sent())
    assert one.is_valid()
    assert several.is_valid()
    assert (one.cleaned_data, several.cleaned_data) == ({"place": None}, {"places": []})


@pytest.mark.parametrize(
    ("query", "count"),
    [
        ("words=azilal", 2),
        ("words=azilal&kind=commune", 1),
        ("words=azilal&within=/zz/", 0),
        ("", 0),
        ("words=%27%22", 0),
    ],
)
def test_the_list_answers_while_one_types(client: Client, town: Territory, query: str, count: int) -> None:
    response = client.get(f"/fr/territories/find/?{query}")
    assert (response.status_code, response.text.count('role="option"')) == (200, count)


@pytest.mark.parametrize("rows", [1, 8])
def test_the_list_asks_two_queries(client: Client, django_assert_num_queries: Any, rows: int) -> None:
    TerritoryFactory.create_batch(rows, name=Words(ar="تازة", fr="Taza"))
    with django_assert_num_queries(2):
        assert client.get("/fr/territories/find/?words=taza").text.count('role="option"') == rows
