import pytest
from hypothesis import given
from hypothesis import strategies as st

from multaqa.ground.vocabulary.folding import fold


@pytest.mark.parametrize(
    ("written", "folded"),
    [
        ("أزيلال", "ازيلال"),
        ("ازيلال", "ازيلال"),
        ("Aït M'hamed", "ait m hamed"),
        ("Béni Mellal-Khénifra", "beni mellal khenifra"),
        ("مُكَوَّن", "مكون"),
        ("خنيفرة", "خنيفره"),
        ("٢٠٢٢", "2022"),
        ("  ", ""),
    ],
)
def test_fold_gives_one_spelling(written: str, folded: str) -> None:
    assert fold(written) == folded


@given(st.text())
def test_fold_twice_is_fold_once(text: str) -> None:
    assert fold(fold(text)) == fold(text)
