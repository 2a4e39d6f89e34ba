"""Words that were lost before they reached us are refused; plain words never are."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from multaqa.ground.sheets.garbled import is_garbled

ARABIC = "نريد طريقا معبدة إلى السوق، وقاعة للعلاج"
FRENCH = "L’école d’été à Fès : « égalité » où ça ? Noël, œuvre"


@pytest.mark.parametrize(
    "text",
    [
        ARABIC.encode().decode("latin-1"),
        ARABIC.encode().decode("cp1256", "replace"),
        FRENCH.encode().decode("cp1256", "replace"),
        "نريد مدرسة".encode().decode("cp1252", "replace"),
        "Nous voulons une école".encode().decode("cp1252"),
        ARABIC.encode("cp1256").decode("cp1252"),
        ARABIC.encode("cp1252", "replace").decode(),
        "???? 2022",
        "\ufffdcole",
    ],
)
def test_garbled_words_are_known(text: str) -> None:
    assert is_garbled(text)


@pytest.mark.parametrize(
    "text",
    [
        ARABIC,
        FRENCH,
        "À ÉTÉ",
        "où ? Quand ???",
        "??",
        "محيط، طريق ط.",
        "Ø 12 mm, Ã",
        "الـONG",
        "ⵜⴰⵎⵙⵙⵓⵎⴰⵏⵜ",
        "😀😀",
        "",
    ],
)
def test_plain_words_are_not(text: str) -> None:
    assert not is_garbled(text)


@given(st.text("نريدطقمعبدةإلىوسآأظغ ،؛؟.0123456789«»", max_size=60))
def test_no_arabic_is_taken_for_garbled(text: str) -> None:
    assert not is_garbled(text)


@given(st.lists(st.sampled_from(["L’été", "où", "à", "«", "»", "Noël,", "dû", "É", "œuvre", "où ?", "–", "Çà"])))
def test_no_french_is_taken_for_garbled(words: list[str]) -> None:
    assert not is_garbled(" ".join(words))
