from datetime import date, timedelta

import pytest
from hijridate import Gregorian
from hypothesis import given
from hypothesis import strategies as st

from multaqa.analysis.text.dates import find_days

MOROCCAN = ["يناير", "فبراير", "مارس", "أبريل", "ماي", "يونيو", "يوليوز", "غشت", "شتنبر", "أكتوبر", "نونبر", "دجنبر"]
EGYPTIAN = [
    "يناير",
    "فبراير",
    "مارس",
    "إبريل",
    "مايو",
    "يونيه",
    "يوليو",
    "أغسطس",
    "سبتمبر",
    "أكتوبر",
    "نوفمبر",
    "ديسمبر",
]
LEVANTINE = [
    "كانون الثاني", "شباط", "آذار", "نيسان", "أيار", "حزيران",
    "تموز", "آب", "أيلول", "تشرين الأول", "تشرين الثاني", "كانون الأول",
]  # fmt: skip
FRENCH = [
    "janvier",
    "février",
    "mars",
    "avril",
    "mai",
    "juin",
    "juillet",
    "août",
    "septembre",
    "octobre",
    "novembre",
    "décembre",
]
SHORT = ["janv.", "févr.", "mars", "avr.", "mai", "juin", "juil.", "août", "sept.", "oct.", "nov.", "déc."]
ENGLISH = [
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
]
HIJRI = [
    "محرم", "صفر", "ربيع الأول", "ربيع الثاني", "جمادى الأولى", "جمادى الآخرة",
    "رجب", "شعبان", "رمضان", "شوال", "ذي القعدة", "ذي الحجة",
]  # fmt: skip
HIJRI_FRENCH = [
    "moharrem",
    "safar",
    "rabii I",
    "rabii II",
    "joumada I",
    "joumada II",
    "rejeb",
    "chaabane",
    "ramadan",
    "chaoual",
    "kaada",
    "hija",
]
EASTERN = dict(zip(range(48, 58), "٠١٢٣٤٥٦٧٨٩", strict=True))
PERSIAN = dict(zip(range(48, 58), "۰۱۲۳۴۵۶۷۸۹", strict=True))
FRIDAY = date(2024, 2, 16)

FORMS = {
    "moroccan": lambda d: f"{d.day} {MOROCCAN[d.month - 1]} {d.year}",
    "egyptian": lambda d: f"{d.day} {EGYPTIAN[d.month - 1]} {d.year}",
    "levantine": lambda d: f"{d.day} {LEVANTINE[d.month - 1]} {d.year}",
    "eastern digits": lambda d: f"{d.day} {MOROCCAN[d.month - 1]} {d.year}".translate(EASTERN),
    "persian digits": lambda d: f"{d.day:02}/{d.month:02}/{d.year}".translate(PERSIAN),
    "of month of year": lambda d: f"{d.day} من شهر {MOROCCAN[d.month - 1]} سنة {d.year}",
    "french": lambda d: f"{'1er' if d.day == 1 else d.day} {FRENCH[d.month - 1]} {d.year}",
    "french without accents": lambda d: f"{d.day} {FRENCH[d.month - 1]} {d.year}".translate(str.maketrans("éû", "eu")),
    "short": lambda d: f"{d.day} {SHORT[d.month - 1]} {d.year}",
    "english": lambda d: f"{d.day} {ENGLISH[d.month - 1]} {d.year}",
    "american": lambda d: f"{ENGLISH[d.month - 1]} {d.day}, {d.year}",
    "iso": date.isoformat,
    "slashes": lambda d: f"{d.day:02}/{d.month:02}/{d.year}",
    "dashes": lambda d: f"{d.day}-{d.month}-{d.year}",
    "dots": lambda d: f"{d.day:02}.{d.month:02}.{d.year}",
    "year first": lambda d: f"{d.year}/{d.month:02}/{d.day:02}",
}


def isos(text: str, dated: date | None = None) -> list[str]:
    return [day.iso for day in find_days(text, dated=dated)]


@pytest.mark.parametrize("form", FORMS)
def test_days_of_four_hundred_years_are_read_in_every_form(form):
    first, last = date(1800, 1, 1), date(2199, 12, 31)
    days = [first + timedelta(days=count) for count in range(0, (last - first).days, 17)]  # each day of the year comes
    text = "؛ ".join(FORMS[form](day) for day in days)
    assert isos(text) == [day.isoformat() for day in days]


@pytest.mark.parametrize("form", ["13/02/%y", "13.02.%y", "13-02-%y", "13-févr-%y", "13 mars '%y"])
def test_two_figures_of_a_year_are_of_this_century_below_seventy(form):
    month = "03" if "mars" in form else "02"
    assert isos(form.replace("%y", "24")) == [f"2024-{month}-13"]
    assert isos(form.replace("%y", "98")) == [f"1998-{month}-13"]


@given(st.dates(date(1930, 1, 1), date(2070, 1, 1)))
def test_hijri_days_come_back_through_umm_al_qura(day):
    hijri = Gregorian(day.year, day.month, day.day).to_hijri()
    for months, sign in ((HIJRI, " هـ"), (HIJRI_FRENCH, "")):
        written = f"{hijri.day} {months[hijri.month - 1]} {hijri.year}{sign}"
        (found,) = find_days(f"({written})")
        assert (found.iso, f"({written})"[found.start : found.end]) == (day.isoformat(), written)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("15 رمضان 1445 الموافق ل 26 مارس 2024", ["2024-03-26", "2024-03-26"]),
        ("15 رمضان 1445 هـ الموافق ليوم الثلاثاء 26 مارس 2024م", ["2024-03-26", "2024-03-26"]),
        ("dahir du 20 ramadan 1436 (7 juillet 2015)", ["2015-07-07", "2015-07-07"]),
        ("26 مارس 2024 الموافق لـ15 رمضان 1445", ["2024-03-26", "2024-03-26"]),
        ("15 رمضان 1445 (26 مارس 2020)", ["2024-03-25", "2020-03-26"]),  # too far apart to be one day
        ("من 10 إلى 12 رمضان 1445", ["2024-03-20", "2024-03-22"]),
        ("15/09/1445 هـ", ["2024-03-25"]),
        ("شهر رمضان 1445", []),
        ("15 رمضان", []),
    ],
)
def test_a_hijri_day_is_the_gregorian_day_said_beside_it(text, expected):
    assert isos(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("من 12 إلى 13 فبراير 2024", ["2024-02-12", "2024-02-13"]),
        ("12 و13 فبراير 2024", ["2024-02-12", "2024-02-13"]),
        ("يومي الاثنين والثلاثاء 12 و13 فبراير 2024", ["2024-02-12", "2024-02-13"]),
        ("du 3 au 5 mars 2023", ["2023-03-03", "2023-03-05"]),
        ("du lundi 12 au mercredi 14 février 2024", ["2024-02-12", "2024-02-14"]),
        ("les 12, 13 et 14 février 2024", ["2024-02-12", "2024-02-13", "2024-02-14"]),
        ("28 janvier - 2 février 2022", ["2022-01-28", "2022-02-02"]),
        ("du 28 décembre au 2 janvier 2022", ["2021-12-28", "2022-01-02"]),
        ("من 28 دجنبر 2021 إلى غاية 2 يناير", ["2021-12-28", "2022-01-02"]),
        ("le 12 février et le 13 mars 2024", ["2024-02-12", "2024-03-13"]),
        ("du 12 au 15/02/2024", ["2024-02-12", "2024-02-15"]),
        ("du 28/01 au 02/02/2022", ["2022-01-28", "2022-02-02"]),
        ("February 13-14, 2024", ["2024-02-13", "2024-02-14"]),
        ("de mars à mai 2023", ["2023-03", "2023-05"]),
        ("بين مارس وماي 2023", ["2023-03", "2023-05"]),
        ("1- 12 mars 2024", ["2024-03-12"]),  # the first line of a list
    ],
)
def test_each_end_of_a_range_is_a_day(text, expected):
    assert isos(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("en mars 2023", ["2023-03"]), ("شهر مارس 2023", ["2023-03"]), ("sept. 2021", ["2021-09"]),
        ("mois de 03/2023", ["2023-03"]), ("متم دجنبر 2023", ["2023-12"]), ("en mars", []), ("شهر مارس", []),
        ("le 13 février", ["--02-13"]), ("يوم 13 فبراير", ["--02-13"]), ("le 13/02 à 10h", ["--02-13"]),
        ("29 février", ["--02-29"]), ("31 février 2024", []), ("29 février 2023", []),
        ("فاتح غشت 2022", ["2022-08-01"]), ("الخامس عشر من فبراير 2024", ["2024-02-15"]),
        ("الأسبوع الأول من مارس 2024", ["2024-03"]), ("le quinze mars 2023", ["2023-03-15"]),
        ("5 تشرين الأول/أكتوبر 2023", ["2023-10-05"]), ("5 أب لأسرة", []), ("5 may be", []), ("May 5", ["--05-05"]),
        ("le 12 mars. 2024 sera", ["--03-12"]), ("le 12 mars 2000 dirhams", ["--03-12"]),
        ("13فبراير2024", ["2024-02-13"]), ("13 février\n2024", ["2024-02-13"]), ("2024-02-13T10:30", ["2024-02-13"]),
        ("rue du 16 novembre", []), ("ساحة 20 غشت", []), ("حركة 20 فبراير", []), ("le 20 août", ["--08-20"]),
        ("12 mars 1445 familles", ["--03-12"]),
    ],
)  # fmt: skip
def test_months_and_days_say_what_they_say(text, expected):
    assert isos(text) == expected


@pytest.mark.parametrize(
    "text",
    [
        "loi 09.08", "loi n° 72.18", "dahir 1-15-83", "dahir n° 1-09-15", "الظهير رقم 1.11.91", "BO 5714",
        "décret 2-09-16",
        "05.37.12.20.24", "06-12-02-20-24", "10:30", "14h30", "3-2",
        "5/10/15 ans", "26,5 %", "2021-2026", "vendredi", "يوم الجمعة",
        "article 12", "المادة 12", "n° 21/2022", "8/12", "3.097.722", "192.168.10.20", "convention 05/2022", "v1.02.24",
        "اليوم العالمي للمرأة", "12 maisons", "3 marsouins", "القانون 04.00", "en 2023",
    ],
)  # fmt: skip
def test_numbers_that_are_no_dates_give_none(text):
    assert isos(text, FRIDAY) == []


def test_the_day_of_a_decree_is_one_and_its_number_none():
    text = "décret n° 2-09-165 du 21 mai 2009, الظهير رقم 1.15.83 الصادر في 7 يوليوز 2015, BO 5714 du 5 mars 2009"
    assert isos(text) == ["2009-05-21", "2015-07-07", "2009-03-05"]


RELATIVE = [
    ("اليوم الجمعة", ["2024-02-16"]), ("أمس الخميس", ["2024-02-15"]), ("أول أمس الأربعاء", ["2024-02-14"]),
    ("غدا", ["2024-02-17"]), ("بعد غد الأحد", ["2024-02-18"]), ("في أمس الحاجة", []), ("فقد غدا", []),
    ("hier", ["2024-02-15"]), ("hier mardi", ["2024-02-13"]), ("avant-hier", ["2024-02-14"]), ("demain",
        ["2024-02-17"]),
    ("le Maroc de demain", []), ("aujourd'hui vendredi", ["2024-02-16"]), ("Aujourd’hui, les familles", []),
    ("vendredi dernier", ["2024-02-09"]), ("ce lundi", ["2024-02-19"]), ("ce mercredi", ["2024-02-14"]),
    ("الجمعة الماضية", ["2024-02-09"]), ("يوم الاثنين المقبل", ["2024-02-19"]), ("last Friday", ["2024-02-09"]),
    ("le 12 du mois courant", ["2024-02-12"]), ("12 و13 من الشهر المنصرم", ["2024-01-12", "2024-01-13"]),
    ("الثلاثاء 13 الجاري", ["2024-02-13"]), ("le mois prochain", ["2024-03"]), ("الشهر الماضي", ["2024-01"]),
    ("en mars prochain", ["2024-03"]), ("في دجنبر المنصرم", ["2023-12"]),
]  # fmt: skip


@pytest.mark.parametrize(("text", "expected"), RELATIVE)
def test_relative_days_are_counted_from_the_document(text, expected):
    assert isos(text, FRIDAY) == expected
    assert isos(text) == []


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("12 فبراير الجاري", "2024-02-12"), ("12 و13 فبراير الجاري", "2024-02-13"), ("20 دجنبر المنصرم", "2023-12-20"),
        ("12 يناير المقبل", "2025-01-12"), ("le 12 mars prochain", "2024-03-12"),
        ("le 12 février de l'année dernière", "2023-02-12"), ("12 مارس من السنة الجارية", "2024-03-12"),
    ],
)  # fmt: skip
def test_a_day_takes_the_year_that_its_qualifier_says(text, expected):
    assert isos(text, FRIDAY)[-1] == expected
    assert isos(text)[-1] == f"-{expected[4:]}"


@pytest.mark.parametrize(
    "text",
    [
        "signée le 3 mai 2023 et en vigueur le 12 juin de la même année",
        "وقعت في 3 ماي 2023 ودخلت حيز التنفيذ يوم 12 يونيو من السنة نفسها",
        "وقعت في 3 ماي 2023 ثم يوم 12 يونيو من نفس السنة",
    ],
)
def test_a_day_of_the_same_year_is_of_the_year_before_it(text):
    assert isos(text) == ["2023-05-03", "2023-06-12"]


def test_a_weekday_that_introduces_a_date_is_that_date():
    assert isos("أمس الخميس 15 فبراير 2024", FRIDAY) == ["2024-02-15"]
    assert isos("ce lundi 12 février", FRIDAY) == ["--02-12"]
    assert isos("hier, mardi 13 février 2024", FRIDAY) == ["2024-02-13"]


@given(st.sampled_from(sorted(FORMS)), st.dates(date(1800, 1, 1), date(2199, 12, 31)), st.text("ـًِ\u200f", max_size=3))
def test_a_span_is_the_mention_whatever_marks_stand_about(form, day, marks):
    written = FORMS[form](day)
    text = f"{marks}في {marks}({written}) {marks}"
    (found,) = find_days(text)
    assert (found.of(text), found.iso) == (written, day.isoformat())


@given(st.text("0123 -/.,والإىagufmrselundi12فبراير\n", max_size=100) | st.text(max_size=100))
def test_any_text_is_read_in_order_and_spans_stay_inside(text):
    days = find_days(text, dated=FRIDAY)
    assert all(0 <= day.start < day.end <= len(text) for day in days)
    assert [day.start for day in days] == sorted(day.start for day in days)


@pytest.mark.parametrize(
    ("text", "days"),
    [
        ("L'an deux mille vingt-cinq et le douze mars, à dix heures", ["2025-03-12"]),
        ("L'an deux mil vingt-quatre, le quinze du mois d'avril", ["2024-04-15"]),
        ("le mardi trois mai deux mille vingt-cinq", ["2025-05-03"]),
        ("le 22e jour de mai 2025", ["2025-05-22"]),
        ("في سنة ألفين وخمسة وعشرين وفي يوم الثاني عشر من شهر مارس", ["2025-03-12"]),
        ("عام 2025 وفي يوم 12 مارس", ["2025-03-12"]),
        ("في اليوم الثاني عشر من شهر مارس سنة 2025", ["2025-03-12"]),
        ("le 12 mars deux cents personnes sont venues", ["--03-12"]),
        ("L'an dernier, le 12 mars", ["--03-12"]),
        ("من 12 مارس 2025 إلى 14 منه", ["2025-03-12", "2025-03-14"]),
        ("10 مارس 2025، ثم يوم 14 من الشهر نفسه", ["2025-03-10", "2025-03-14"]),
        ("le 10 mars 2025 et le 14 du même mois", ["2025-03-10", "2025-03-14"]),
        ("ستة عشر مشروعا منه", []),
        ("le 3 mars puis le 15 avril 2025", ["2025-03-03", "2025-04-15"]),
        ("بتاريخ 3 أبريل من العام 2025", ["2025-04-03"]),
    ],
)
def test_days_as_minutes_spell_them_out(text: str, days: list[str]) -> None:
    assert [day.iso for day in find_days(text)] == days


@pytest.mark.parametrize(
    ("text", "days"),
    [
        ("استفاد في مارس 2000 شخص", []),
        ("en mars 2000 personnes ont bénéficié", []),
        ("يوم 12 مارس 2000 مستفيد", ["--03-12"]),
        ("في مارس 2024 استفاد 2000 شخص", ["2024-03"]),
    ],
)
def test_a_number_of_people_behind_a_month_is_no_year(text: str, days: list[str]) -> None:
    assert [day.iso for day in find_days(text)] == days
