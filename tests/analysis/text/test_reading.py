"""A whole document: what it names joined with the statements that it holds, each at its characters."""

from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from multaqa.analysis.text.dates import find_days
from multaqa.analysis.text.document_day import day_of_document
from multaqa.analysis.text.reading import GROUPS, read
from multaqa.analysis.text.reading_form import as_form

ARABIC = """بلاغ صحفي
الرباط، في 13 فبراير 2024

لقاء تشاوري جهوي ببني ملال

ترأست السيدة رحيمة بنسودة، وزيرة التضامن والإدماج الاجتماعي والأسرة، أمس الاثنين، لقاء بحضور عامل إقليم أزيلال.
وأكدت السيدة بنسودة أن الوزارة ستخصص 26 مليون درهم لدعم النساء في العالم القروي.
"""
FRENCH = """Procès-verbal du comité de pilotage
Rabat, le 4 mars 2025

M. Omar Ziani, gouverneur de la province d'Azilal, a affirmé que le centre coûtera 2,5 MDH.
Les associations ont demandé une unité mobile pour les personnes âgées.
"""


def test_an_arabic_release_is_read_whole() -> None:
    form = as_form("release.txt", read(ARABIC))
    assert form["file"] == "release.txt"
    assert (form["language"], form["event_type"]) == ("ar", "regional_consultation")
    assert (form["regions"], form["provinces"]) == ([], ["Azilal"])
    assert form["dates"] == ["2024-02-12", "2024-02-13"]
    assert form["persons"] == [{"name": "رحيمة بنسودة", "role": "وزيرة التضامن والإدماج الاجتماعي والأسرة"}]
    assert form["amounts"] == [{"value_mad": 26_000_000, "purpose": "لدعم النساء في العالم القروي"}]
    assert form["target_groups"] == ["women", "rural_people"]
    promise = form["statements"][-1]
    assert promise["said_by"] == "رحيمة بنسودة"
    assert promise["target_groups"] == ["women", "rural_people"]


def test_french_minutes_are_read_whole() -> None:
    form = as_form("minutes.txt", read(FRENCH))
    assert (form["language"], form["event_type"], form["dates"]) == ("fr", "steering_committee", ["2025-03-04"])
    assert form["persons"] == [{"name": "Omar Ziani", "role": "gouverneur de la province d'Azilal"}]
    assert [amount["value_mad"] for amount in form["amounts"]] == [2_500_000]
    assert form["target_groups"] == ["older_people"]


@pytest.mark.parametrize("text", [ARABIC, FRENCH])
def test_statements_are_characters_of_the_text(text: str) -> None:
    for statement in as_form("a", read(text))["statements"]:
        assert text[statement["start"] : statement["end"]] == statement["text"]


def test_a_sum_that_stands_twice_is_listed_once() -> None:
    form = as_form("a", read("Le coût est de 3 MDH. Les 3 MDH iront à l'école. 1.250,50 DH restent."))
    assert [amount["value_mad"] for amount in form["amounts"]] == [3_000_000, 1250.5]


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("Rabat, le 12 mars 2024\nCommuniqué\n", date(2024, 3, 12)),
        ("Rabat, le 12 mars 2024 - La ministre a présidé hier une réunion.", date(2024, 3, 12)),
        ("الرباط في 12 مارس 2024\nبلاغ", date(2024, 3, 12)),
        ("Procès-verbal de la réunion du 3 juin 2025\n\nOrdre du jour", date(2025, 6, 3)),
        (
            "Convention\n\n" + "Les parties conviennent de tout. " * 30 + "\nFait à Taza, le 5 mai 2023",
            date(2023, 5, 5),
        ),
        ("La loi du 10 janvier 2018 prévoit que les communes contribuent à ces dépenses chaque année.", None),
        ("Une réunion s'est tenue hier.", None),
        (
            "Communiqué\n\nLa ministre a ouvert, mercredi 12 mars 2025 à Taza, une rencontre sur la famille.",
            date(2025, 3, 12),
        ),
        ("تقرير\n\n" + "تمت الأشغال كما كان مقررا. " * 40 + "\nأزيلال، 5 ماي 2023\n", date(2023, 5, 5)),
    ],
)
def test_a_document_gives_itself_its_day(text: str, day: date | None) -> None:
    assert day_of_document(text, find_days(text)) == day


def test_relative_days_are_counted_from_the_day_given() -> None:
    assert [day.iso for day in read("Une réunion s'est tenue hier.", dated=date(2024, 3, 1)).days] == ["2024-02-29"]
    assert read("Une réunion s'est tenue hier.").days == ()


def test_an_empty_text_gives_an_empty_reading() -> None:
    form = as_form("a", read(""))
    assert form["language"] == "und"
    assert form["event_type"] == "other"
    assert [key for key, value in form.items() if value == []] == [
        "regions", "provinces", "dates", "persons", "institutions", "amounts", "target_groups", "statements",
    ]  # fmt: skip


@settings(deadline=None)
@given(st.text(alphabet="السيد محمد 12 مارس Mme Rabat درهم,.؛ \n", max_size=120))
def test_every_find_of_any_text_stands_inside_it_and_twice_the_same(text: str) -> None:
    reading = read(text)
    finds = [*reading.statements, *reading.places, *reading.days, *reading.amounts, *reading.persons, *reading.groups]
    assert all(0 <= find.start < find.end <= len(text) for find in finds)
    assert read(text) == reading


def test_groups_come_in_the_order_of_the_register() -> None:
    assert GROUPS[0] == "women"
    assert as_form("a", read("les jeunes, les enfants et les femmes"))["target_groups"] == [
        "women",
        "children",
        "youth",
    ]
