from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from multaqa.ui.formats import number
from multaqa.ui.reading import UnreadableError, plain_text, read_amount, read_day


@pytest.mark.parametrize(
    "text",
    [
        "1400000,50",
        "1 400 000,50",
        "1\u00a0400\u00a0000,5",
        "1.400.000,50",
        "1,400,000.50",
        "١٬٤٠٠٬٠٠٠٫٥٠",
        "\u200f1 400 000.50",
    ],
)
def test_amount_is_read_however_it_is_written(text):
    assert read_amount(text) == Decimal("1400000.50")


@pytest.mark.parametrize(
    "text", ["", "twelve", "1.400.00", "1,40,000", "12.3456", "1.400,000.5", "1 400 DH", "1,400,50.2"]
)
def test_amount_that_could_mean_two_things_is_refused(text):
    with pytest.raises(UnreadableError):
        read_amount(text)


def test_amount_with_one_group_of_three_is_thousands():
    assert read_amount("1.400") == read_amount("1,400") == Decimal(1400)


@given(amount=st.decimals(min_value=0, max_value=10**12, places=2), language=st.sampled_from(["ar", "fr", "en"]))
def test_amount_we_wrote_is_read_back(amount, language):
    assert read_amount(number(amount, 2, language)) == amount


@pytest.mark.parametrize(
    "text",
    [
        "2024-02-12",
        "12/02/2024",
        "12.2.2024",
        "12-02-2024",
        "١٢/٠٢/٢٠٢٤",
        "12 فبراير 2024",
        "12 février 2024",
        "12 February 2024",
        "1445-08-02",
        "02/08/1445",
        "٢/٨/١٤٤٥ هـ",
    ],
)
def test_day_is_read_however_it_is_written(text):
    assert read_day(text) == date(2024, 2, 12)


@pytest.mark.parametrize("text", ["27/11", "31/02/2024", "2024", "12 Smarch 2024", "30/13/1445", "02/08/1445 x"])
def test_day_that_is_none_is_refused(text):
    with pytest.raises(UnreadableError, match=r"2024|1445|27/11"):
        read_day(text)


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("أولا\r\nثانيا\rثالثا", "أولا\nثانيا\nثالثا"),
        ("a\x0bb\x0cc\x85d\u2028e\u2029f", "a\nb\nc\nd\ne\nf"),
        ("26\u202e000000\u202c\x1b[2J\x7f", "26000000\u202c[2J"),
        ("\ud800\ufffe\uffff\x00", ""),
        ("نص\tبعلامة\u200f وكلمة\u200cأخرى 😀", "نص\tبعلامة\u200f وكلمة\u200cأخرى 😀"),
    ],
)
def test_words_are_kept_as_they_are_seen(typed, kept):
    assert plain_text(typed) == kept
