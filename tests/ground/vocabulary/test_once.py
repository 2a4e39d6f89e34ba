from itertools import count

import pytest
from django.db import IntegrityError

from multaqa.ground.sources.models import Source
from multaqa.ground.vocabulary.once import CodeTaken, insert_or_find, keep_under_free_code, keep_under_its_code

pytestmark = pytest.mark.django_db


def source(code="a", outlet="Le Matin"):
    return Source(code=code, outlet=outlet)


def test_insert_or_find_gives_the_one_that_was_first():
    first = insert_or_find(source(), "code")
    assert insert_or_find(source(outlet="Assabah"), "code") == first
    assert Source.objects.get().outlet == "Le Matin"


@pytest.mark.parametrize("unique", ["outlet", "published_on"])
def test_insert_or_find_hides_no_other_fault(unique):
    """Of the same code, but not the same in the column that was asked for; an empty one is like no other."""
    insert_or_find(source(), "code")
    with pytest.raises(IntegrityError):
        insert_or_find(source(outlet="Assabah"), unique)


def test_a_chosen_code_sent_twice_is_one_row_and_for_another_row_is_refused():
    first = keep_under_its_code(source())
    assert keep_under_its_code(source()) == first
    with pytest.raises(CodeTaken, match="“a” is taken already") as refused:
        keep_under_its_code(source(outlet="Assabah"))
    assert refused.value.at_field == "code"


def test_a_free_code_passes_those_that_are_taken():
    for code in ("x-1", "x-2"):
        source(code).save()
    assert keep_under_free_code(source(), (f"x-{n}" for n in count(1))).code == "x-3"
