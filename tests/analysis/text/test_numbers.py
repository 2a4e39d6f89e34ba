import itertools
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from multaqa.analysis.text.numbers import find_numbers, value_of_digits

MOST = 10**9 - 1
FRENCH = [
    "zéro",
    "un",
    "deux",
    "trois",
    "quatre",
    "cinq",
    "six",
    "sept",
    "huit",
    "neuf",
    "dix",
    "onze",
    "douze",
    "treize",
    "quatorze",
    "quinze",
    "seize",
    "dix-sept",
    "dix-huit",
    "dix-neuf",
]
FRENCH_TENS = {2: "vingt", 3: "trente", 4: "quarante", 5: "cinquante", 6: "soixante", 8: "quatre-vingt"}
ARABIC_COUNTING = ["ثلاث", "أربع", "خمس", "ست", "سبع", "ثماني", "تسع"]  # before a feminine; with ة before a masculine
ARABIC_TENS = ["عشرون", "ثلاثون", "أربعون", "خمسون", "ستون", "سبعون", "ثمانون", "تسعون"]


def french_below_hundred(n: int) -> str:
    if n < 20:
        return FRENCH[n]
    tens, rest = (n // 10 - 1, n % 10 + 10) if n // 10 in (7, 9) else divmod(n, 10)
    if rest == 0:
        return FRENCH_TENS[tens] + ("s" if tens == 8 else "")
    link = " et " if rest in (1, 11) and tens != 8 else "-"
    return FRENCH_TENS[tens] + link + FRENCH[rest]


def french_below_thousand(n: int) -> str:
    hundreds, rest = divmod(n, 100)
    words = [] if not hundreds else ["cent"] if hundreds == 1 else [FRENCH[hundreds], "cent" if rest else "cents"]
    return " ".join(words + ([french_below_hundred(rest)] if rest or not words else []))


def french(n: int) -> str:
    millions, thousands, rest = n // 10**6, n // 1000 % 1000, n % 1000
    words = [f"{french_below_thousand(millions)} million{'s' * (millions > 1)}"] if millions else []
    if thousands:
        words.append("mille" if thousands == 1 else f"{french_below_thousand(thousands)} mille")
    return " ".join(words + ([french_below_thousand(rest)] if rest or not words else []))


def arabic_unit(n: int) -> str:
    return {1: "واحد", 2: "اثنان", 8: "ثمانية"}.get(n) or ARABIC_COUNTING[n - 3] + "ة"


def arabic_below_hundred(n: int) -> str:
    if n <= 10:
        return "عشرة" if n == 10 else arabic_unit(n)
    tens, unit = divmod(n, 10)
    if tens == 1:
        return {1: "أحد", 2: "اثنا"}.get(unit, arabic_unit(unit)) + " عشر"
    return " و".join([arabic_unit(unit)] * (unit > 0) + [ARABIC_TENS[tens - 2]])


def arabic_below_thousand(n: int) -> str:
    hundreds, rest = divmod(n, 100)
    word = {1: "مائة", 2: "مائتان", 8: "ثمانمائة"}.get(hundreds) or (
        hundreds and ARABIC_COUNTING[hundreds - 3] + "مائة"
    )
    return " و".join([word] * (hundreds > 0) + [arabic_below_hundred(rest)] * (rest > 0))


def arabic_scaled(n: int, one: str, two: str, few: str) -> str:
    if n < 3:
        return {1: one, 2: two}[n]
    if n <= 10:
        return f"{arabic_below_hundred(n)} {few}"
    return f"{arabic_below_thousand(n)} {one if n >= 100 else one + 'ا'}"


def arabic(n: int) -> str:
    millions, thousands, rest = n // 10**6, n // 1000 % 1000, n % 1000
    parts = [arabic_scaled(millions, "مليون", "مليونان", "ملايين")] if millions else []
    parts += [arabic_scaled(thousands, "ألف", "ألفان", "آلاف")] if thousands else []
    return " و".join(parts + ([arabic_below_thousand(rest)] if rest else []))


def only(text: str) -> tuple[str, Decimal]:
    (number,) = find_numbers(text)
    return number.of(text), number.value


@given(st.integers(1, MOST))
def test_every_number_comes_back_from_french_words(n):
    assert only(f"soit {french(n)} en tout") == (french(n), n)


@given(st.integers(1, MOST))
def test_every_number_comes_back_from_arabic_words(n):
    assert only(f"أي {arabic(n)}.") == (arabic(n), n)


def test_every_number_below_ten_thousand_comes_back():
    wrong = [n for n in range(1, 10_000) if only(french(n))[1] != n or only(arabic(n))[1] != n]
    assert wrong == []


@given(st.integers(1, MOST), st.sampled_from(["", ".", ",", " ", "\u00a0", "\u202f", "٬", "'"]), st.booleans())
def test_digits_come_back_whatever_groups_them(n, sign, eastern):
    written = f"{n:,}".replace(",", sign)
    if eastern:
        written = written.translate(dict(zip(range(48, 58), "٠١٢٣٤٥٦٧٨٩", strict=True)))
    assert only(f"({written})") == (written, n)


@pytest.mark.parametrize(
    ("written", "value"),
    [
        ("1.250,50", "1250.50"), ("1,250.50", "1250.50"), ("10,08", "10.08"), ("١٫٥", "1.5"), ("3،5", "3.5"),
        ("0,125", "0.125"), ("2 500,75", "2500.75"), ("3.5", "3.5"),
    ],
)  # fmt: skip
def test_decimals_are_told_from_groups(written, value):
    assert only(written) == (written, Decimal(value))


def test_a_comma_before_three_digits_groups_unless_a_scale_follows():
    assert value_of_digits("1,250") == 1250
    assert value_of_digits("1,250", counted=True) == Decimal("1.25")
    assert only("1,250 million") == ("1,250 million", 1_250_000)


@pytest.mark.parametrize(
    ("text", "mention", "value"),
    [
        ("ثلاثة ملايين ونصف المليون درهم", "ثلاثة ملايين ونصف المليون", 3_500_000),
        ("بلغت مليونا ونصف", "مليونا ونصف", 1_500_000),
        ("بقيمة مليونا درهم", "مليونا", 2_000_000),
        ("مليوني درهم", "مليوني", 2_000_000),
        ("حوالي نصف مليون نسمة", "نصف مليون", 500_000),
        ("مليون واحد", "مليون واحد", 1_000_000),
        ("بخمسة ملايين", "خمسة ملايين", 5_000_000),
        ("3 ملايين و500 ألف", "3 ملايين و500 ألف", 3_500_000),
        ("ثلاث مئة وأربعة عشر ألفا", "ثلاث مئة وأربعة عشر ألفا", 314_000),
        ("ألف مليار", "ألف مليار", 10**12),
        ("deux millions et demi", "deux millions et demi", 2_500_000),
        ("un demi-million", "un demi-million", 500_000),
        ("une centaine de millions", "une centaine de millions", 10**8),
        ("3 millions 500 mille", "3 millions 500 mille", 3_500_000),
        ("cent vingt\nmille", "cent vingt\nmille", 120_000),
        ("Quatre\u2011vingt\u2011dix MILLE", "Quatre\u2011vingt\u2011dix MILLE", 90_000),
        ("two and a half million", "two and a half million", 2_500_000),
        ("one hundred and twenty-six thousand", "one hundred and twenty-six thousand", 126_000),
        ("بـ٢٦ مليوناً", "٢٦ مليوناً", 26_000_000),
    ],
)
def test_words_and_digits_make_one_number(text, mention, value):
    assert only(text) == (mention, value)


@pytest.mark.parametrize(
    ("text", "values"),
    [
        ("26 et 4 millions", [26, 4_000_000]),
        ("26 مليون و4 ملايين", [26_000_000, 4_000_000]),
        ("ثلاثة وأربعة ملايين", [3, 4_000_000]),
        ("deux, trois", [2, 3]),
    ],
)
def test_two_numbers_stay_two(text, values):
    assert [number.value for number in find_numbers(text)] == values


@pytest.mark.parametrize(
    "text", ["des millions", "عدة ملايين", "مئات الآلاف", "05.37.71.20.24", "1.2.3", "m²", "A12", "9" * 40]
)
def test_what_says_no_number_gives_none(text):
    assert find_numbers(text) == ()


@given(st.text(alphabet="0123456789.,'-/ \nو٬٫ـًéا" + "abcdim", max_size=80) | st.text(max_size=80))
def test_any_text_is_read_and_spans_stay_inside(text):
    numbers = find_numbers(text)
    assert all(0 <= one.start < one.end <= len(text) for one in numbers)
    assert all(one.end <= other.start for one, other in itertools.pairwise(numbers))
