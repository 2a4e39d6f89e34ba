from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from types import SimpleNamespace

import pytest

from multaqa.ui import formats

NB = formats.NO_BREAK
LANGUAGES = ("ar", "fr", "en")


def in_each(write, *args, **options):
    return [
        write(*args, language=language, **options).replace(NB, "_").replace("\u202f", "~") for language in LANGUAGES
    ]


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        (0, ["0", "0", "0"]),
        (1000, ["1_000", "1_000", "1,000"]),
        (26_000_000, ["26_000_000", "26_000_000", "26,000,000"]),
        (Decimal("-9.80"), ["−9,8", "−9,8", "−9.8"]),
    ],
)
def test_number_is_written_as_each_language_writes_it(value, expected):
    assert in_each(formats.number, value) == expected


def test_number_keeps_the_digits_it_is_asked_for():
    assert in_each(formats.number, 9, digits=1) == ["9,0", "9,0", "9.0"]


def test_percent_has_a_narrow_space_but_in_english():
    assert in_each(formats.percent, Decimal("9.84")) == ["9,8~%", "9,8~%", "9.8%"]
    assert in_each(formats.share, 0.5) == ["50~%", "50~%", "50%"]


def test_money_names_its_currency():
    assert in_each(formats.money, Decimal(26_000_000)) == ["26_000_000_درهم", "26_000_000_DH", "MAD_26,000,000"]


def test_money_shows_centimes_only_where_there_are_some():
    assert in_each(formats.money, Decimal("1400000.5")) == ["1_400_000,50_درهم", "1_400_000,50_DH", "MAD_1,400,000.50"]


@pytest.mark.parametrize(
    ("amount", "expected"),
    [
        (26_000_000, ["26_مليون_درهم", "26_MDH", "MAD_26_million"]),
        (4_000_000, ["4_ملايين_درهم", "4_MDH", "MAD_4_million"]),
        (1_400_000, ["1,4_مليون_درهم", "1,4_MDH", "MAD_1.4_million"]),
        (2_500_000_000, ["2,5_مليار_درهم", "2,5_MdDH", "MAD_2.5_billion"]),
        (400_000, ["400_000_درهم", "400_000_DH", "MAD_400,000"]),
    ],
)
def test_short_money_speaks_in_millions(amount, expected):
    assert in_each(formats.money, Decimal(amount), short=True) == expected


def test_money_takes_anything_with_an_amount_and_a_currency():
    pledge = SimpleNamespace(amount=Decimal(3_000_000), currency="EUR")
    assert in_each(formats.money, pledge, short=True) == ["3_ملايين_EUR", "3_M_EUR", "EUR_3_million"]


@pytest.mark.parametrize(
    ("month", "name"), [(1, "يناير"), (5, "ماي"), (7, "يوليوز"), (8, "غشت"), (9, "شتنبر"), (11, "نونبر"), (12, "دجنبر")]
)
def test_arabic_months_are_those_of_morocco(month, name):
    assert formats.month_name(month, "ar") == name


@pytest.mark.parametrize(
    ("precision", "expected"),
    [
        ("day", ["1_فبراير 2024", "1er_février 2024", "1_February 2024"]),
        ("month", ["فبراير_2024", "février_2024", "February_2024"]),
        ("year", ["2024", "2024", "2024"]),
    ],
)
def test_day_is_no_more_precise_than_what_is_known(precision, expected):
    assert in_each(formats.day, date(2024, 2, 1), precision) == expected


def test_day_says_when_the_date_is_unknown():
    assert formats.day(None) == formats.day(date(2022, 1, 1), "unknown")


def test_between_says_month_and_year_once():
    first, last = date(2024, 2, 12), date(2024, 2, 13)
    assert in_each(formats.between, first, last) == [
        "من_12 إلى_13_فبراير 2024",
        "12–13_février 2024",
        "12–13_February 2024",
    ]


def test_between_says_both_years_where_they_differ():
    assert formats.between(date(2021, 12, 29), date(2022, 1, 7), "fr").replace(NB, " ") == (
        "29 décembre 2021 – 7 janvier 2022"
    )


@pytest.mark.parametrize(
    ("instant", "local"),
    [
        (datetime(2026, 2, 14, 12, tzinfo=UTC), "13:00"),
        (datetime(2026, 2, 16, 12, tzinfo=UTC), "12:00"),  # Ramadan 1447: the clock went back the day before
        (datetime(2026, 3, 23, 12, tzinfo=UTC), "13:00"),
    ],
)
def test_clock_follows_the_change_of_ramadan(instant, local):
    assert formats.clock(instant, "ar") == local


def test_instant_may_fall_on_the_next_local_day():
    assert in_each(formats.instant, datetime(2026, 11, 22, 23, 30, tzinfo=UTC)) == [
        "23_نونبر 2026، 00:30",
        "23_novembre 2026, 0_h_30",
        "23_November 2026, 00:30",
    ]


def test_instant_without_a_time_zone_is_refused():
    with pytest.raises(ValueError, match="no time zone"):
        formats.clock(datetime(2026, 1, 1, 9))  # noqa: DTZ001


@pytest.mark.parametrize(
    ("value", "expected"),
    [(1, ["الأول", "1er", "1st"]), (8, ["الثامن", "8e", "8th"]), (12, ["الثاني عشر", "12e", "12th"])],
)
def test_ordinal_is_a_word_in_arabic(value, expected):
    assert in_each(formats.ordinal, value) == expected


def test_ordinal_has_a_feminine():
    assert in_each(formats.ordinal, 1, feminine=True) == ["الأولى", "1re", "1st"]
    assert formats.ordinal(19, feminine=True, language="ar") == "التاسعة عشرة"


@pytest.mark.parametrize(
    ("size", "expected"),
    [(999, ["999_بايت", "999_o", "999_B"]), (1_400_000, ["1,4_ميغابايت", "1,4_Mo", "1.4_MB"])],
)
def test_file_size_takes_the_fitting_unit(size, expected):
    assert in_each(formats.file_size, size) == expected


def test_duration_is_said_in_hours_and_minutes():
    assert in_each(formats.duration, timedelta(hours=1, minutes=25)) == ["ساعة و25_دقيقة", "1_h 25_min", "1_hr 25_mins"]


def test_isolated_keeps_numbers_in_order_without_markup():
    assert formats.isolated(formats.money(26_000, language="ar")) == f"\u206626{NB}000\u2069{NB}درهم"
    assert formats.isolated("26 MDH") == "\u206626 MDH\u2069"


def test_listed_takes_the_comma_of_the_reader() -> None:
    assert formats.listed(["a", "b"], "ar") == "a، b"
    assert formats.listed(iter([1, 2]), "fr") == "1, 2"
