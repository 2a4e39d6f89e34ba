from datetime import date

import pytest
from hijridate import Gregorian
from hypothesis import given
from hypothesis import strategies as st

from multaqa.ground.sheets.days import is_hijri, read_day
from multaqa.ground.sheets.refusals import Fault

THE_DAY = date(2022, 2, 13)


@pytest.mark.parametrize(
    "written",
    [
        "2022-02-13",
        "13/02/2022",
        "13-2-2022",
        "13.02.2022",
        "2022/02/13",
        "١٣/٠٢/٢٠٢٢",
        "٢٠٢٢-٠٢-١٣م",
        "13 février 2022",
        "13 Fevrier 2022",
        "13 فبراير 2022",
        "13 February 2022",
        "12 رجب 1443",
        "١٢ رجب ١٤٤٣ هـ",
        "1443-07-12 هـ",
        "12/07/1443",
        "12/7/1443 هجرية",
        "13 févr. 2022",
        "13-fév-2022",
        "الأحد 13 فبراير 2022",
        "dimanche 13 février 2022",
        "الأحد، 12 رجب 1443",
        "2022-02-13 10:30:00",
        "2022-02-13T00:00",
        "13/02/2022 9:05:07",
    ],
)
def test_day_is_read_as_it_is_written(written: str) -> None:
    assert read_day(written) == THE_DAY


@pytest.mark.parametrize(
    ("written", "day"),
    [
        ("1 جمادى الأولى 1443", date(2021, 12, 5)),
        ("1er janvier 2022", date(2022, 1, 1)),
        ("3 غشت 2022", date(2022, 8, 3)),
        ("10 ذي الحجة 1443", date(2022, 7, 9)),
    ],
)
def test_month_is_known_by_its_local_name(written: str, day: date) -> None:
    assert read_day(written) == day


@pytest.mark.parametrize(
    ("written", "reason"),
    [
        ("13/02/22", "two digits"),
        ("13-févr-22", "two digits"),
        ("44605", "may be 2022-02-13"),
        ("44605.4375", "may be 2022-02-13"),
        ("lundi 13 février 2022", "day of the week"),
        ("2022-02-13T23:30:00Z", "not a full date"),
        ("10:30:00", "not a full date"),
        ("9999-12-31", "neither a Gregorian nor a Hijri"),
        ("02/13/2022", "no month 13"),
        ("31/02/2022", "no such day"),
        ("30/02/1443", "no such day"),
        ("2022", "not a full date"),
        ("2022-02", "not a full date"),
        ("soon", "not a full date"),
        ("13 brumaire 2022", "not a full date"),
        ("2022-02/13", "not a full date"),
        ("12/07/1243", "neither a Gregorian nor a Hijri"),
        ("12 رجب 2022", "one calendar"),
        ("12 يناير 1443", "one calendar"),
        ("2022-02-13 هـ", "one calendar"),
    ],
)
def test_uncertain_or_impossible_day_is_refused(written: str, reason: str) -> None:
    with pytest.raises(Fault, match=reason):
        read_day(written)


def test_only_hijri_days_are_said_to_be_so() -> None:
    assert [is_hijri(text) for text in ("12/07/1443", "13/02/2022", "soon")] == [True, False, False]


@given(st.dates(date(1925, 1, 1), date(2076, 1, 1)))
def test_days_survive_both_calendars(day: date) -> None:
    hijri = Gregorian.fromdate(day).to_hijri()
    assert read_day(day.isoformat()) == read_day(f"{day:%d/%m/%Y}") == read_day(hijri.isoformat()) == day
