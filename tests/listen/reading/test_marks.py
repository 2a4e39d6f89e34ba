from types import SimpleNamespace

from hypothesis import given
from hypothesis import strategies as st

from multaqa.listen.reading.forms import place_of
from multaqa.listen.reading.marks import MOST_CHARACTERS, paragraphs, written_in
from multaqa.listen.reading.models import Proposal, ReadingRun


def a_run(text: str, pages=()) -> ReadingRun:
    run = ReadingRun(language="ar", pages=list(pages))
    run.__dict__["_state"].fields_cache["contribution"] = SimpleNamespace(text=text)
    return run


def spans(text: str, *edges: tuple[int, int]) -> list[Proposal]:
    return [Proposal(pk=n, start=start, end=end) for n, (start, end) in enumerate(edges, 1)]


def drawn(text: str, proposals: list[Proposal], listed=()) -> list[list[tuple[str, int | None]]]:
    return [
        [(piece.text, piece.proposal and piece.proposal.pk) for piece in paragraph.pieces]
        for paragraph in paragraphs(a_run(text), proposals, listed)
    ]


def test_a_proposal_over_two_paragraphs_is_marked_in_both():
    assert drawn("abc\n\ndef", spans("", (1, 6))) == [[("a", None), ("bc", 1)], [("d", 1), ("ef", None)]]


def test_of_two_that_overlap_the_shorter_is_drawn():
    assert drawn("abcdef", spans("", (0, 6), (2, 4))) == [[("ab", 1), ("cd", 2), ("ef", 1)]]


@given(
    st.text("ab \n", min_size=1, max_size=40),
    st.lists(st.tuples(st.integers(0, 39), st.integers(1, 9)), max_size=5),
)
def test_marks_neither_add_nor_lose_a_character(text, found):
    proposals = spans(text, *((start, start + length) for start, length in found))
    words = "".join(piece for paragraph in drawn(text, proposals) for piece, _proposal in paragraph)
    assert "".join(words.split()) == "".join(text.split())


def test_of_a_long_document_the_stretch_of_the_list_is_drawn():
    text = "\n\n".join(f"Paragraphe {n}." for n in range(9000))
    place = text.index("Paragraphe 8000.")
    listed = spans(text, (place, place + 16))
    assert len(text) > MOST_CHARACTERS
    assert drawn(text, listed, listed) == [[("Paragraphe 8000.", 1)]]


def test_each_page_is_announced_where_it_begins():
    run = a_run("un\n\ndeux\n\ntrois", [[0, 2], [4, 8], [10, 15]])
    assert [paragraph.page for paragraph in paragraphs(run, [], [])] == [1, 2, 3]


def test_a_paragraph_runs_the_way_of_its_letters():
    assert [written_in(words, "ar") for words in ("ONG محلية بالجماعة", "Le centre", "2022")] == ["ar", "fr", "ar"]
    assert [written_in(words, "fr") for words in ("مركز", "Le centre")] == ["ar", "fr"]


def test_words_are_found_where_they_were_expected_whatever_parts_them():
    text = "la route. une école\nneuve. la route."
    assert place_of("la  route.", text, 20) == (27, 36)
    assert place_of("école neuve", text, 0) == (14, 25)
    assert place_of("un hôpital", text, 0) is None
