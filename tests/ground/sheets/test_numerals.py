from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from multaqa.ground.sheets.numerals import read_number
from multaqa.ground.sheets.refusals import Fault

ARABIC_DIGITS = str.maketrans("0123456789", "٠١٢٣٤٥٦٧٨٩")
AMOUNTS = st.decimals(min_value=-(10**12), max_value=10**12, places=2)


@pytest.mark.parametrize(
    ("written", "number"),
    [
        ("26000000", "26000000"),
        ("26 000 000,50", "26000000.50"),
        ("26\u202f000\u00a0000", None),  # two kinds of space, one meaning
        ("26.000.000,50", "26000000.50"),
        ("26,000,000.50", "26000000.50"),
        ("26'000'000", "26000000"),
        ("٢٦٬٠٠٠٬٠٠٠٫٥٠", "26000000.50"),
        ("٢٦ ٠٠٠ ٠٠٠", "26000000"),
        ("۱۲٫۵", "12.5"),
        ("\u200f١٢\u200f", "12"),
        ("−3,5", "-3.5"),
        ("0,125", "0.125"),
        ("1234,567", "1234.567"),
        ("1 234,567", "1234.567"),
        ("١٬٢٣٤٫٥٦٧", "1234.567"),
    ],
)
def test_number_is_read_in_every_notation(written: str, number: str | None) -> None:
    assert read_number(written) == Decimal(number or "26000000")


@pytest.mark.parametrize("written", ["1.234", "1,234", "١٢٣،٤٥٦"])
def test_a_mark_with_two_meanings_is_refused(written: str) -> None:
    with pytest.raises(Fault, match="thousands or decimals"):
        read_number(written)


@pytest.mark.parametrize(
    "written",
    ["", "12 DH", "26 مليون", "1e5", "25%", "1.2.3", "12,34,567.0", "1 23", "--1", "½", "٫٥", "9" * 41, "NaN"],
)
def test_what_is_no_number_is_refused(written: str) -> None:
    with pytest.raises(Fault, match="not a number"):
        read_number(written)


@given(AMOUNTS)
def test_amounts_survive_every_notation(amount: Decimal) -> None:
    english = f"{amount:,.2f}"
    french = english.replace(",", "\u202f").replace(".", ",")
    moroccan = english.replace(",", " ").replace(".", ",").replace(" ", ".")
    arabic = english.replace(",", "٬").replace(".", "٫").translate(ARABIC_DIGITS)
    assert [read_number(text) for text in (f"{amount:f}", english, french, moroccan, arabic)] == [amount] * 5
