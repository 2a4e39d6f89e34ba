from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from multaqa.analysis.text.amounts import find_amounts


def values(text: str) -> list[Decimal]:
    return [amount.value_mad for amount in find_amounts(text)]


def in_mad(*sums: str | int) -> list[Decimal]:
    return [Decimal(value) for value in sums]


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("3.097.722 dirhams", 3_097_722), ("3 097 722 DH", 3_097_722), ("3,097,722 MAD", 3_097_722),
        ("3٬097٬722 درهم", 3_097_722), ("1.250,50 DH", "1250.50"), ("1.500.000,00 درهم", 1_500_000),
        ("10,08 MDH", 10_080_000), ("10,08 Mdhs", 10_080_000), ("12,9 MMDH", 12_900_000_000), ("300 kDH", 300_000),
        ("1,2 Md DH", 1_200_000_000), ("3 Mds de dirhams", 3_000_000_000), ("26 M DH", 26_000_000),
        ("26 M de DH", 26_000_000), ("26MDH", 26_000_000), ("1.300 MDH", 1_300_000_000), ("26 م.د", 26_000_000),
        ("26 millions de\ndirhams", 26_000_000), ("2,5 milliards de DH", 2_500_000_000), ("500 Dhs", 500),
        ("١٫٥ مليون درهم", 1_500_000), ("26 مليون درهم", 26_000_000), ("4 ملايين درهم", 4_000_000),
        ("15 درهما", 15), ("5 دراهم", 5), ("درهمين", 2), ("20 مليون من الدراهم", 20_000_000),
        ("2 مليار درهم", 2_000_000_000), ("ثلاثة ملايين ونصف المليون درهم", 3_500_000), ("مليون درهم ونصف", 1_500_000),
        ("مائتا ألف درهم", 200_000), ("خمسمائة ألف درهم", 500_000), ("ألفا درهم", 2000), ("ألفي درهم", 2000),
        ("ألف ومائتا درهم", 1200), ("مليوني درهم", 2_000_000), ("3 ملايين و500 ألف درهم", 3_500_000),
        ("deux millions et demi de dirhams", 2_500_000), ("quatre-vingt-dix mille dirhams", 90_000),
        ("un demi-million de dirhams", 500_000), ("cent dirhams", 100), ("une centaine de millions de dirhams", 10**8),
        ("MAD 5 million", 5_000_000), ("MAD 3,097,722", 3_097_722), ("26 million dirhams", 26_000_000),
        ("200 مليون سنتيم", 2_000_000), ("مليون سنتيم", 10_000), ("50 centimes", "0.5"), ("ألف ريال", 50),
        ("cent cinquante mille (150.000,00) dirhams", 150_000), ("vingt-six (26) millions de dirhams", 26_000_000),
        ("ستة وعشرون (26) مليون درهم", 26_000_000), ("300 ألف ديال الدرهم", 300_000),
        ("12 dirhams et 50 centimes", "12.5"), ("15 درهما و50 سنتيما", "15.5"),
    ],
)  # fmt: skip
def test_a_sum_is_read_exactly_and_its_span_is_the_mention(text, value):
    around = f"الكلفة {text} ؛" if any(letter > "؀" for letter in text) else f"Le coût : {text}."
    (amount,) = find_amounts(around)
    assert (amount.of(around), amount.value_mad) == (text, Decimal(value))


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("26 et 4 millions de dirhams", in_mad(26_000_000, 4_000_000)),
        ("26 مليون و4 ملايين درهم", in_mad(26_000_000, 4_000_000)),
        ("ثلاثة وأربعة ملايين درهم", in_mad(3_000_000, 4_000_000)),
        ("entre 2 et 3 MDH", in_mad(2_000_000, 3_000_000)),
        ("2-3 MDH", in_mad(2_000_000, 3_000_000)),
        ("ما بين 2 و3 ملايين درهم", in_mad(2_000_000, 3_000_000)),
        ("من 2000 إلى 5000 درهم", in_mad(2000, 5000)),
        ("de 500 à 1.000 DH", in_mad(500, 1000)),
        ("de 500.000 à 2 millions de dirhams", in_mad(500_000, 2_000_000)),
        ("200, 300 et 500 dirhams", in_mad(200, 300, 500)),
        ("35 MDH (23 MDH du ministère, 12 MDH de la région)", in_mad(35_000_000, 23_000_000, 12_000_000)),
        ("26 MDH, dont 4 millions pour les associations", in_mad(26_000_000, 4_000_000)),
        ("26 مليون درهم، منها 4 ملايين لفائدة النساء", in_mad(26_000_000, 4_000_000)),
        ("près de 26 MDH, plus de 5 MDH", in_mad(26_000_000, 5_000_000)),
        ("حوالي 26 مليون درهم وأزيد من بـ4 ملايين درهم", in_mad(26_000_000, 4_000_000)),
        ("Montant en DH : 500 000", in_mad(500_000)),
        ("المبلغ (درهم): 3.000.000", in_mad(3_000_000)),
    ],
)
def test_every_figure_of_a_list_or_range_is_a_sum(text, expected):
    assert values(text) == expected


@pytest.mark.parametrize(
    "text",
    [
        "26 millions de femmes", "26 مليون نسمة", "400 femmes", "400 امرأة", "26 %", "loi 09.08", "BO 5714",
        "2021-2026",
        "5 millions d'euros", "300 dollars", "3 euros et 50 centimes", "10 ريالات سعودية", "100 ريال سعودي",
        "5 ملايين دولار", "3 ملايين أورو", "26 dirhams émiratis", "100 درهم إماراتي", "ريال مدريد", "3 ريال مدريد",
        "des millions de dirhams", "plusieurs milliers de dirhams", "عدة ملايين من الدراهم", "مئات الملايين من الدراهم",
        "عشرات ملايين الدراهم", "au dirham symbolique", "26 (تقريبا) مليون درهم",
        "... مليون درهم", "pas un dirham", "الدرهم الرمزي", "en MAD 2024",
        "en MAD 12 communes", "des millions de dirhams : 12 projets", "3 سنتيمترات", "12 centimètres", "26 millions",
        "26 مليون", "05.37.71.20.24", "13/02/2024", "26 M", "le Mad Max 3", "12 dhouha",
    ],
)  # fmt: skip
def test_numbers_that_are_no_dirhams_are_no_sums(text):
    assert values(text) == []


@pytest.mark.parametrize(
    "text",
    [
        "en 2023 et 4 millions de dirhams", "l'article 12 et 4 millions de dirhams", "عام 2023 و4 ملايين درهم",
        "المادة 12 و4 ملايين درهم", "400 femmes et 4 millions de dirhams", "26 مليون نسمة و4 ملايين درهم",
        "26 % et 4 millions de dirhams", "2 millions d'euros, 4 millions de dirhams", "Phase 2, 4 MDH",
        "2024 à 4 MDH",
    ],
)  # fmt: skip
def test_a_number_beside_a_sum_is_not_counted_in_its_unit(text):
    assert values(text) == in_mad(4_000_000)


@pytest.mark.parametrize(
    ("text", "purpose"),
    [
        ("26 MDH pour l'intégration économique des femmes, a-t-il dit", "l'intégration économique des femmes"),
        ("26 MDH destinés à la réhabilitation des centres.", "la réhabilitation des centres"),
        (
            "une enveloppe de 26 MDH sera consacrée aux familles en difficulté dans le cadre du PDR",
            "familles en difficulté",
        ),
        ("Le conseil alloue 5 MDH à l'achat de minibus (2024)", "l'achat de minibus"),
        ("5 MDH au profit des personnes âgées ; 3 autres", "personnes âgées"),
        ("La construction d'un centre à Fès pour un coût de 5 MDH", "construction d'un centre à Fès"),
        (
            "أطلقت وزارة الإدماج، اليوم بسلا، برنامج المدن الدامجة، بغلاف مالي يبلغ 5 ملايين درهم",
            "برنامج المدن الدامجة",
        ),
        ("26 et 4 millions de dirhams pour les AGR", "les AGR"),
        ("26 مليون درهم من أجل الإدماج الاقتصادي للنساء، منها", "الإدماج الاقتصادي للنساء"),
        ("26 مليون درهم لإنجاز مركز للنساء بشراكة مع الجهة", "لإنجاز مركز للنساء"),
        ("4 ملايين درهم لفائدة الأشخاص المسنين.", "الأشخاص المسنين"),
        ("4 ملايين درهم خصصت لتمويل الأنشطة المدرة للدخل.", "لتمويل الأنشطة المدرة للدخل"),
        ("إنجاز مركز بكلفة 5 ملايين درهم", "إنجاز مركز"),
        ("Le coût de la construction du centre s'élève à 5 MDH", "construction du centre"),
        ("بلغت كلفة إنجاز هذا المركز حوالي 5 ملايين درهم", "إنجاز هذا المركز"),
        ("3 ملايين درهم برسم سنة 2024 لاقتناء حافلات", "لاقتناء حافلات"),
        ("5 MDH pour une durée de trois ans", ""),
        ("5 ملايين درهم لكل جهة", ""),
        ("Le budget est de 5 MDH. Pour les femmes, rien.", ""),
    ],
)
def test_a_purpose_is_the_clause_that_says_it(text, purpose):
    amount = find_amounts(text)[0]
    assert amount.purpose == purpose
    assert amount.purpose in text


def test_two_sums_keep_their_own_purposes():
    text = "26 MDH pour les femmes et 4 MDH pour les jeunes, 26 مليون درهم للنساء و4 ملايين درهم للشباب"
    assert [amount.purpose for amount in find_amounts(text)] == ["les femmes", "les jeunes", "للنساء", "للشباب"]


@given(st.integers(2, 10**9), st.sampled_from(["", ".", " ", "٬"]), st.sampled_from(["درهم", "DH", "MAD", "dirhams"]))
def test_any_sum_in_digits_comes_back(value, sign, unit):
    written = f"{value:,}".replace(",", sign) + f" {unit}"
    (amount,) = find_amounts(f"« {written} »")
    assert (amount.of(f"« {written} »"), amount.value_mad) == (written, value)


@given(st.text("0123 .,-etàdhDHMدرهممليونو()\n", max_size=100) | st.text(max_size=100))
def test_any_text_is_read_and_spans_stay_inside(text):
    amounts = find_amounts(f"{text} 5 DH")
    assert amounts
    assert all(0 <= amount.start < amount.end <= len(text) + 5 and amount.value_mad > 0 for amount in amounts)
    assert all(amount.purpose in f"{text} 5 DH" for amount in amounts)


def test_a_slash_may_part_a_sum_from_its_unit_and_no_more() -> None:
    text = "montant : 1.200.000/dirhams, loyer 2.500 DH/mois, lot 12/45 dirhams"
    assert [int(found.value_mad) for found in find_amounts(text)] == [1_200_000, 2_500]
