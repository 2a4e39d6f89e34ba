"""Texts and tables of letters alone: TXT and CSV, in whichever encoding."""

import contextlib
import re

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from multaqa.analysis.text.documents.formats import parse
from multaqa.analysis.text.documents.records import DocumentText, Limits, UnreadableDocument
from multaqa.analysis.text.records import Span

ARABIC = "عقدت اللجنة اجتماعا يوم 13 فبراير 2024 في مقر العمالة، وصادقت على مركز بكلفة 26 مليون درهم.\n"
FRENCH = "La réunion s'est tenue à Azilal, où 26 millions ont été alloués à la création d'un centre pour élèves.\n"


def read(data: bytes, name: str = "notes.txt") -> DocumentText:
    return parse(data, name, Limits())


def codes(document: DocumentText) -> list[str]:
    return [remark.code for remark in document.remarks]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-32"])
def test_text_that_says_its_encoding_is_read_without_a_remark(encoding: str) -> None:
    document = read((ARABIC + FRENCH).encode(encoding))
    assert (document.text, document.remarks) == (ARABIC + FRENCH, ())


@pytest.mark.parametrize(
    ("encoding", "name"), [("cp1256", "Windows-1256"), ("iso8859_6", "ISO-8859-6"), ("mac_arabic", "MacArabic")]
)
def test_arabic_in_an_older_encoding_is_read_by_its_words(encoding: str, name: str) -> None:
    text = ARABIC if encoding != "mac_arabic" else ARABIC.replace("13", "١٣")  # which ISO-8859-6 cannot write
    document = read(text.encode(encoding))
    assert document.text == text
    assert [(remark.code, remark.values) for remark in document.remarks] == [("encoding", {"encoding": name})]


@pytest.mark.parametrize("order", ["utf-16-le", "utf-16-be"])
def test_utf16_without_its_mark_is_recognised(order: str) -> None:
    assert read(ARABIC.encode(order)).text == ARABIC


def test_french_is_not_taken_for_arabic() -> None:
    document = read(FRENCH.encode("cp1252"))
    assert document.text == FRENCH
    assert document.remarks[0].values == {"encoding": "Windows-1252"}


def test_windows_1256_holds_both_languages() -> None:
    assert read((ARABIC + FRENCH).encode("cp1256")).text == ARABIC + FRENCH


@pytest.mark.parametrize(("first", "second"), [("utf-8", "cp1256"), ("cp1256", "utf-8"), ("iso8859_6", "cp1256")])
def test_lines_in_two_encodings_are_each_read_in_their_own(first: str, second: str) -> None:
    other = "وطالبت الجمعيات بمركز للنساء في وضعية صعبة وبتكوين الأطر على المواكبة.\n"
    document = read(ARABIC.encode(first) * 2 + other.encode(second))
    assert document.text == ARABIC * 2 + other
    assert codes(document) == ["mixed_encodings"]


def test_a_broken_byte_costs_a_letter_not_the_text() -> None:
    data = bytearray((ARABIC * 4).encode())
    data[5] = 0xFF
    document = read(bytes(data))
    assert document.text[10:] == (ARABIC * 4)[-len(document.text) + 10 :]
    assert codes(document) == ["lost_letters"]


def test_marks_that_turn_the_text_and_controls_are_left_out_and_said() -> None:
    document = read("المبلغ \u202e005\u202c درهم\x07\r\nSuite\u200f".encode())
    assert document.text == "المبلغ 005 درهم\nSuite\u200f"
    assert codes(document) == ["control_characters", "direction_overrides"]
    assert document.pages == (Span(0, len(document.text)),)


def test_letters_copied_as_they_join_are_given_plain() -> None:
    document = read("ﺍﻟﺠﻬﺔ ﻭﻻﻳﺔ ﬁn".encode())
    assert document.text == "الجهة ولاية fin"


@pytest.mark.parametrize("content", [bytes(range(256)) * 20, b"\x81\x8d\x8f" * 500])
def test_what_is_no_text_is_refused(content: bytes) -> None:
    with pytest.raises(UnreadableDocument, match="not text"):
        read(content)


@given(text=st.text(st.characters(codec="utf-8", exclude_categories=["Cc", "Cf"], max_codepoint=0xFAFF), min_size=1))
def test_text_is_given_as_it_was_received(text: str) -> None:
    if text.strip("\x00 \ufeff"):
        document = read(text.encode("utf-8-sig"), "notes.unknown")
        assert document.format != "txt" or document.text == re.sub("[\u2028\u2029]", "\n", text)


@given(data=st.binary(min_size=1, max_size=400), ending=st.sampled_from(["txt", "csv", "html", "eml", "pdf", "docx"]))
@settings(suppress_health_check=[HealthCheck.too_slow], deadline=None)
def test_any_bytes_are_read_or_refused(data: bytes, ending: str) -> None:
    with contextlib.suppress(UnreadableDocument):
        document = read(data, f"a.{ending}")
        assert [page.of(document.text) for page in document.pages] == [document.text]


@pytest.mark.parametrize("separator", [";", ",", "\t", "|"])
def test_csv_is_divided_by_the_separator_of_its_rows(separator: str) -> None:
    rows = [["region", "note"], ["أزيلال", "نريد مركزا"], ["Khénifra", '"un, deux; trois"']]
    text = "".join(separator.join(row) + "\r\n" for row in rows)
    document = read(text.encode(), "a.csv")
    assert document.text == "region\tnote\n\nأزيلال\tنريد مركزا\n\nKhénifra\tun, deux; trois"


def test_csv_with_a_quotation_mark_left_open_loses_no_row() -> None:
    document = read(b'a;b\n"c;d\ne;f', "a.csv")
    assert document.text.split("\n\n") == ["a\tb", '"c\td', "e\tf"]


def test_a_row_across_lines_stays_one_row() -> None:
    assert read(b'a;"b\nc"\nd;e\n', "a.csv").text == "a\tb\nc\n\nd\te"
