"""What finds what: both sides of a search come through the same functions."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from multaqa.analysis.text.search_words import LONGEST, MOST_WORDS, asked_words, search_stem, search_stems
from multaqa.analysis.text.stems import folded_words


def stems(text: str) -> list[str]:
    return search_stems(folded_words(text))


@pytest.mark.parametrize(
    ("asked", "said"),
    [
        ("مراكز الاستماع", "مركز استماع"),
        ("مَرْكَز الإستماع", "بالمراكز وللاستماع"),
        ("أطفال", "الطفل"),
        ("للأطفال", "طفلة"),
        ("النساء", "لامرأة"),
        ("المرأة", "ونساء"),
        ("حقوق", "الحق"),
        ("المدارس", "مدرسة"),
        ("مشاريع", "بالمشروع"),
        ("جمعيات", "لجمعياتهم"),
        ("centres d'écoute", "Centre d’ecoute"),
        ("FORMATIONS", "formation"),
        ("les travaux", "travail"),
    ],
)
def test_words_in_another_form_have_the_same_stems(asked: str, said: str) -> None:
    assert stems(asked) == stems(said)


@pytest.mark.parametrize(("asked", "said"), [("الماء", "ما"), ("مركز", "مركب"), ("centre", "central"), ("سوق", "ساق")])
def test_other_words_have_other_stems(asked: str, said: str) -> None:
    assert stems(asked) != stems(said)


def test_words_of_grammar_are_looked_for_only_where_there_are_no_others() -> None:
    assert [one.word for one in asked_words(folded_words("les centres d'écoute"))] == ["centres", "ecoute"]
    assert [one.word for one in asked_words(folded_words("dans les"))] == ["dans", "les"]


def test_a_word_of_two_letters_is_no_beginning_of_others() -> None:
    assert [one.is_beginning for one in asked_words(["7", "dh", "bus"])] == [False, False, True]


@given(st.text(max_size=400))
def test_whatever_is_typed_becomes_few_words_of_bounded_length(text: str) -> None:
    asked = asked_words(folded_words(text))
    assert len(asked) == len({one.word for one in asked}) <= MOST_WORDS
    assert all(0 < len(one.word) <= LONGEST for one in asked)


@given(
    st.sampled_from(["و", "ف", "ب", "ل", "ك", "ال", "وال", "بال", "لل"]), st.sampled_from(["مراكز", "مدارس", "نساء"])
)
def test_what_is_glued_to_a_broken_plural_does_not_matter(start: str, word: str) -> None:
    glued, bare = folded_words(start + word)[0], folded_words(word)[0]
    assert search_stem(glued) == search_stem(bare)
