"""Encodings: read rightly, or refused with the remedy."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from multaqa.ground.sheets.decoding import decode
from multaqa.ground.sheets.refusals import Fault

ARABIC = "code,title\nfm-1,وحدات متنقلة للاستماع في الجماعات الجبلية\nfm-2,من أجل النساء، والأطفال؟\n"
FRENCH = "code,title\nfm-1,École numéro 1 à Fès : « égalité » n° 3\nfm-2,ÉTÉ À l’œuvre\n"
BOTH = "code,ar,fr\nfm-1,مركز الاستماع,Centre d’écoute à Béni Mellal\n"


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "cp1256"])
def test_arabic_reads_the_same_in_every_encoding(encoding: str) -> None:
    assert decode(ARABIC.encode(encoding)) == ARABIC


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "cp1252"])
def test_french_reads_the_same_in_every_encoding(encoding: str) -> None:
    assert decode(FRENCH.encode(encoding)) == FRENCH


def test_lower_case_french_beside_arabic_reads_as_windows_1256() -> None:
    assert decode(BOTH.encode("cp1256")) == BOTH


@pytest.mark.parametrize("text", ["في", "من", "العيون", "code\nنعم\nلا\n", "أگادير"])
def test_a_single_arabic_word_is_enough(text: str) -> None:
    assert decode(text.encode("cp1256")) == text


@pytest.mark.parametrize("text", ["à", "FÈS", "Énergie", "n° 4", "nº 4", "Noël; É. N. A. de FÈS"])
def test_a_single_french_word_is_enough(text: str) -> None:
    assert decode(text.encode("cp1252")) == text


@pytest.mark.parametrize(
    "data",
    [
        "code\nالطريق إلى المركز\n".encode("iso8859_6"),
        "code\nПривет мир\n".encode("cp1251"),
        "code\nécole\n".encode("mac_roman"),
        b"code\n\xc9\n",  # É, or one Arabic letter
        bytes(range(128, 256)),
    ],
)
def test_uncertain_bytes_are_refused_with_the_remedy(data: bytes) -> None:
    with pytest.raises(Fault) as caught:
        decode(data)
    assert "CSV UTF-8" in caught.value.remedy


@pytest.mark.parametrize(("rows", "pasted"), [("cp1256", "cp1252"), ("cp1252", "cp1256")])
def test_a_row_pasted_in_another_encoding_is_refused_with_its_word(rows: str, pasted: str) -> None:
    many = {
        "cp1256": "نريد طريقا معبدة إلى السوق الأسبوعي وقاعة للعلاج ومدرسة قريبة من الدوار ونقلا للتلاميذ والنساء",
        "cp1252": "ÉCOLE ÉTÉ FÈS ÉGALITÉ CAFÉ FORÊT HÔPITAL ÉPICERIE FÉVRIER AOÛT DÛ RÉPÉTÉ MÊLÉ",
    }
    with pytest.raises(Fault, match="mixes two encodings"):
        decode(many[rows].encode(rows) + (b"\n\xc9nergie" if pasted == "cp1252" else "\nالعيون".encode(pasted)))


def test_a_false_mark_is_refused() -> None:
    with pytest.raises(Fault, match="says it is in UTF-8"):
        decode(b"\xef\xbb\xbfcode\xff")


@given(st.text(st.characters(exclude_categories=["Cs", "Cc"]), min_size=1))
def test_any_marked_text_survives(text: str) -> None:
    assert decode(text.encode("utf-8-sig")) == text
    assert decode(text.encode("utf-16")) == text
