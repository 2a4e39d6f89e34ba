"""Services that a text speaks of, by the codes of the register's vocabulary."""

import csv
from pathlib import Path
from typing import get_args

import pytest

from multaqa.analysis.text.records import Service
from multaqa.analysis.text.services import find_services

VOCABULARY = Path(__file__).resolve().parents[3] / "src/multaqa/ground/vocabulary/services.csv"


def named(text: str) -> list[str]:
    return list(dict.fromkeys(mention.service for mention in find_services(text)))


def test_the_codes_are_those_of_the_vocabulary_and_its_names_are_read() -> None:
    with VOCABULARY.open(encoding="utf-8", newline="") as lines:
        rows = list(csv.DictReader(lines))
    assert [row["code"] for row in rows] == list(get_args(Service))
    without_context = {"orientation"}  # التوجيه alone is guidance of anything
    for row in rows:
        if row["code"] not in without_context:
            assert named(row["name_ar"])[0] == row["code"], row
            assert named(row["name_fr"])[0] == row["code"], row


@pytest.mark.parametrize(
    ("text", "services"),
    [
        (
            "خدمات الاستقبال والاستماع والتوجيه القانوني والإيواء المؤقت",
            ["reception_listening", "legal_guidance", "temporary_shelter"],
        ),
        ("توجيه النساء ضحايا العنف والدعم النفسي", ["orientation", "psychological_support"]),
        ("التكوين ومحو الأمية واحتضان المشاريع", ["training", "incubation"]),
        ("une unité mobile, une crèche et de la kinésithérapie", ["mobile_service", "day_care", "rehabilitation"]),
        ("l'accompagnement social et l'aide juridique", ["social_support", "legal_guidance"]),
        ("la formation du gouvernement et la réhabilitation des bâtiments", []),
        ("لجنة التوجيه وإعادة تأهيل البنايات", []),
    ],
)
def test_services_are_read_in_both_languages(text: str, services: list[str]) -> None:
    assert named(text) == services
