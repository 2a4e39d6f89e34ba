"""Statements that say the same across languages, among others that nearly do."""

import json
from decimal import Decimal
from pathlib import Path

import pytest

from multaqa.analysis.text.centring import examples
from multaqa.analysis.text.encoders import Remembering, UniversalSentenceEncoder
from multaqa.analysis.text.pairs import find_pairs
from multaqa.analysis.text.pairs_command import run
from multaqa.analysis.text.romanising import skeleton
from multaqa.analysis.text.slots import slots_of
from multaqa.analysis.text.statement_files import UnusableTable, read_table, texts_of
from multaqa.config.cli import main


@pytest.fixture(scope="module")
def encoder() -> Remembering:
    return Remembering(UniversalSentenceEncoder())


@pytest.mark.parametrize(("one", "other"), [("ar", "fr"), ("fr", "ar")])
def test_the_best_pair_is_the_translation_and_not_its_distractor(encoder: Remembering, one: str, other: str) -> None:
    rows = examples()
    others = [row[other] for row in rows] + [row[f"{other}_other"] for row in rows]
    best = {pair.a: pair.b for pair in reversed(find_pairs([row[one] for row in rows], others, encoder))}
    right = sum(best.get(place) == place for place in range(len(rows)))
    assert right / len(rows) >= 0.96


def test_pairs_do_not_depend_on_the_order_of_rows(encoder: Remembering) -> None:
    a = [row["ar"] for row in examples()[:40]]
    b = [row["fr"] for row in examples()[:40]]
    forward = {(a[pair.a], b[pair.b], pair.score) for pair in find_pairs(a, b, encoder)}
    backward = {(a[::-1][pair.a], b[::-1][pair.b], pair.score) for pair in find_pairs(a[::-1], b[::-1], encoder)}
    assert forward == backward


def test_the_same_sentence_is_its_own_best_pair(encoder: Remembering) -> None:
    texts = [row["fr"] for row in examples()[:30]]
    best = {pair.a: pair.b for pair in reversed(find_pairs(texts, texts, encoder))}
    assert best == {place: place for place in range(30)}


@pytest.mark.parametrize(("a", "b"), [([], ["x"]), (["x"], []), (["", "  "], ["eau", ""])])
def test_nothing_pairs_with_nothing(encoder: Remembering, a: list[str], b: list[str]) -> None:
    assert find_pairs(a, b, encoder) == ()


@pytest.mark.parametrize(
    ("text", "numbers"),
    [
        ("une subvention de 15 MDH", [15_000_000]),
        ("دعم بقيمة 15 مليون درهم", [15_000_000]),
        ("مدرستين جديدتين", [2]),
        ("كاينين جوج طبيبات", [2]),
        ("la moitié des classes", [50]),
        ("نصف الأقسام", [50]),
        ("la troisième tranche", [3]),
        ("الشطر الثالث", [3]),
        ("un centre", []),
        ("خمسة وعشرون في المائة", [25]),
        ("de 30 pour cent", [30]),
        ("les deux tiers des femmes", [67]),
        ("ثلثا النساء", [67]),
        ("مليونين ونصف المليون درهم", [2_500_000]),
        ("بعد 100 يوم", [100]),
    ],
)
def test_numbers_are_met_however_they_are_said(text: str, numbers: list[int]) -> None:
    assert slots_of(text).numbers == {Decimal(number) for number in numbers}


@pytest.mark.parametrize(
    ("text", "sign"),
    [
        ("Le centre n'est pas ouvert", -1),
        ("المركز غير مفتوح", -1),
        ("لا يشتغل المركز", -1),
        ("Le centre est ouvert", 1),
        ("المركز يشتغل", 1),
        ("Le centre n'est ouvert que le matin", 1),
    ],
)
def test_a_negation_turns_what_it_denies(text: str, sign: int) -> None:
    assert slots_of(text).leanings["opening"] == sign


@pytest.mark.parametrize(
    ("arabic", "latin"),
    [("تيلوكيت", "tilougguite"), ("امزميز", "amizmiz"), ("اقا", "akka"), ("تامصلوحت", "tameslouht")],
)
def test_names_are_alike_by_their_consonants(arabic: str, latin: str) -> None:
    assert skeleton(arabic) == skeleton(latin)


def _file(folder: Path, name: str, body: str, encoding: str = "utf-8") -> str:
    file = folder / name
    file.write_text(body, encoding=encoding)
    return str(file)


def test_the_word_prints_json_alone(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    a = _file(tmp_path, "a.csv", "id,text\n1,La piscine municipale est fermée\n2,\n")
    b = _file(tmp_path, "b.csv", "رقم;النص\n7;حفر ستة آبار\n8;المسبح البلدي مغلق\n", "cp1256")
    assert run([a, b, "--json"]) == 0
    out, err = capsys.readouterr()
    pairs = json.loads(out)["pairs"]
    assert (pairs[0]["a"], pairs[0]["b"]) == (0, 1)
    assert set(pairs[0]) == {"a", "b", "score"}
    assert {pair["a"] for pair in pairs} == {0}
    assert "'text'" in err
    assert "'النص'" in err


def test_a_missing_column_is_said_with_those_that_are_there(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    a = _file(tmp_path, "a.csv", "id,avis\n1,eau\n")
    assert main(["pairs", a, a, "--text", "verbatim"]) == 1
    out, err = capsys.readouterr()
    assert out == ""
    assert "has no column 'verbatim'. Its columns are: id, avis." in err


@pytest.mark.parametrize(
    ("body", "says"), [("", "is empty"), ("\n \n", "is empty"), ("text\n", "no row behind it"), ("a,b\n", "no row")]
)
def test_files_without_rows_are_refused(tmp_path: Path, body: str, says: str) -> None:
    with pytest.raises(UnusableTable, match=says):
        read_table(Path(_file(tmp_path, "x.csv", body)))


@pytest.mark.parametrize(
    ("body", "column", "texts"),
    [
        ("avis\nL'eau, la route; tout manque\nrien\n", "avis", ["L'eau, la route; tout manque", "rien"]),
        ('text\n"a,b"\n""\n\nc\n', "text", ["a,b", "", "c"]),
        ("n\tTexte\n1\teau\n", "Texte", ["eau"]),
        ("code;avis long\nA1;une phrase bien plus longue\n", "avis long", ["une phrase bien plus longue"]),
        ("a,b\nseul\n", "a", ["seul"]),
    ],
)
def test_the_column_of_statements_is_found(tmp_path: Path, body: str, column: str, texts: list[str]) -> None:
    path = Path(_file(tmp_path, "x.csv", body))
    assert texts_of(read_table(path), None, path) == (texts, column)
