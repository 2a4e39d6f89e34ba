from hypothesis import given
from hypothesis import strategies as st

from multaqa.understand.themes.quotes import Passage, nearest_words, passages

WORDS = st.text(alphabet="ab cدرب", min_size=1, max_size=40)


def test_passages_finds_each_place():
    assert passages("la route, la route", "la route") == [Passage(0, 8), Passage(10, 18)]


def test_passages_takes_signs_as_they_are():
    assert passages("(a) et (b)?", "(b)?") == [Passage(7, 11)]


def test_nearest_words_keeps_words_whole():
    text = "مركز الاستماع بعيد عنا ساعتين في الطريق"
    assert nearest_words(text, "بعيد عنا ساعتان") == "بعيد عنا ساعتين"


@given(text=WORDS, quote=WORDS)
def test_nearest_words_stand_in_the_text(text, quote):
    assert nearest_words(text, quote) in text


@given(text=WORDS, start=st.integers(0, 20), length=st.integers(1, 20))
def test_every_cut_is_found_where_it_was_cut(text, start, length):
    quote = text[start : start + length]
    if quote:
        assert any(text[place.start : place.end] == quote for place in passages(text, quote))
