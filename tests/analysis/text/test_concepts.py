"""Concepts, who is meant and polarity, whatever is glued to a word and in whichever language it is said."""

import csv
from importlib.resources import files

import pytest

from multaqa.analysis.text.concepts import concepts, concepts_in, domains, domains_of, polarity_book, who_book
from multaqa.analysis.text.stems import folded_words, readings, stem


@pytest.mark.parametrize(
    ("text", "concept"),
    [
        ("وبالجمعيات وللتعاونيات", "cooperative"),
        ("Nos coopératives manquent de tout", "cooperative"),
        ("ولادنا كيقطعو الطريق على رجليهم", "roads"),
        ("bghina sbitar", "health_services"),
        ("للنساء ضحايا العنف", "violence_against_women"),
        ("l'accueil des femmes battues", "violence_against_women"),
        ("مراكز إيواء", "shelter"),
        ("centres d'hébergement", "shelter"),
        ("الولوجيات", "accessibility"),
        ("الماء الشروب", "water"),
        ("La danse et le chant", "culture"),
        ("A dam for the valley", "dams"),
        ("الطريق مقطوعة", "roads"),
        ("الشباك ما كيجاوبش على الشكايات", "complaints"),
        ("Reboiser les pentes au-dessus du douar", "forests"),
        ("Les détenus libérés cherchent un emploi", "prisons"),
    ],
)
def test_a_concept_is_found(text: str, concept: str) -> None:
    assert concept in concepts_in(text)


@pytest.mark.parametrize(
    ("text", "concept"),
    [
        ("إحداث مركز", "juvenile_justice"),
        ("ما هو الجديد", "water"),
        ("il y a un plus", "data"),
        ("dans la salle", "culture"),  # the stem of danse
        ("un petit car rouge", "home_care"),  # the stem of care
        ("نقترح طريقة أخرى", "roads"),  # طريق with an ending
        ("السلام عليكم", "safety"),
    ],
)
def test_a_concept_is_not_read_into_other_words(text: str, concept: str) -> None:
    assert concept not in concepts_in(text)


def test_the_longest_phrase_wins() -> None:
    found = {match.key for match in who_book().find(folded_words("دعم الأمهات العازبات"))}
    assert found == {"single_mothers"}


@pytest.mark.parametrize(
    ("text", "key"),
    [("أغلق المركز", "opening-"), ("la salle est ouverte", "opening+"), ("خاصنا طبيب", "availability-")],
)
def test_polarity_is_found(text: str, key: str) -> None:
    assert key in {match.key for match in polarity_book().find(folded_words(text))}


def test_plus_alone_is_no_increase() -> None:
    assert polarity_book().find(folded_words("il n'y a plus")) == []


@pytest.mark.parametrize("text", ["le montant", "nos associations", "لأنها", "منظمة"])
def test_frequent_words_that_look_like_an_opposite_lean_nowhere(text: str) -> None:
    assert polarity_book().find(folded_words(text)) == []


def test_what_no_longer_passes_is_stopped() -> None:
    found = {match.key for match in polarity_book().find(folded_words("le car ne passe plus par le douar"))}
    assert found == {"opening-"}


def test_times_are_no_women() -> None:
    assert who_book().find(folded_words("عدة مرات")) == []


def test_domains_share_the_weight_of_a_concept() -> None:
    assert domains_of({"girls_schooling": 1.0}) == {"education": 0.5, "equality": 0.5}


@pytest.mark.parametrize("file", ["concepts.csv", "who.csv", "polarity.csv"])
def test_lexicons_have_arabic_and_french_in_every_row(file: str) -> None:
    with (files("multaqa.analysis.text") / "lexicon" / file).open(encoding="utf-8") as lines:
        rows = list(csv.DictReader(lines))
    assert [row for row in rows if not (row["ar"] or row["ary"]) or not row["fr"]] == []


def test_the_lexicon_of_concepts_is_broad() -> None:
    assert len(concepts()) >= 135
    assert len(domains()) >= 55


@pytest.mark.parametrize(
    ("one", "other"), [("لجمعياتهم", "الجمعية"), ("formations", "formation"), ("المعاقين", "معاق")]
)
def test_forms_of_a_word_have_one_stem(one: str, other: str) -> None:
    assert stem(folded_words(one)[0]) == stem(folded_words(other)[0])


def test_readings_keep_a_word_that_begins_like_a_particle() -> None:
    assert "ولوجي" in readings("ولوجيات")
