from hypothesis import given
from hypothesis import strategies as st

from multaqa.plan.changes.wording import Stretch, compare

TEXT = st.text(alphabet="ab cدرب,’", max_size=60)


def test_compare_marks_whole_words():
    assert compare("Un centre dans chaque cercle.", "Une unité mobile dans chaque commune.") == (
        Stretch("dropped", "Un centre"),
        Stretch("added", "Une unité mobile"),
        Stretch("same", " dans chaque "),
        Stretch("dropped", "cercle"),
        Stretch("added", "commune"),
        Stretch("same", "."),
    )


def test_compare_reads_arabic_words():
    assert [stretch.kind for stretch in compare("مركز في كل دائرة", "وحدة في كل جماعة")] == [
        "dropped", "added", "same", "dropped", "added",
    ]  # fmt: skip


def test_compare_joins_changes_that_only_a_space_parts():
    assert compare("a b c d", "a x y d")[1] == Stretch("dropped", "b c")


@given(before=TEXT, after=TEXT)
def test_compare_loses_no_character_of_either(before, after):
    stretches = compare(before, after)
    assert "".join(stretch.text for stretch in stretches if stretch.kind != "added") == before
    assert "".join(stretch.text for stretch in stretches if stretch.kind != "dropped") == after


@given(text=TEXT)
def test_compare_of_the_same_is_the_same(text):
    assert all(stretch.kind == "same" for stretch in compare(text, text))
