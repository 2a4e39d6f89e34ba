from datetime import date
from decimal import Decimal

import pytest
from django import forms

from multaqa.ground.sources.models import Source
from multaqa.ui.forms import TranslatedFormField
from multaqa.ui.rewording import NOTHING, RevisedMeanwhile, RewordingForm, mark, seen_in, stands_already


class SourceForm(RewordingForm):
    worded = ("title", "note")

    title = forms.CharField()
    note = forms.CharField(required=False)


@pytest.mark.parametrize(
    ("read", "typed"),
    [
        (Decimal("14.00"), Decimal(14)),
        ("Deux\nlignes", "Deux\r\nlignes "),
        ({"ar": "نص", "fr": ""}, {"ar": "نص"}),
        (Source(pk=7), 7),
        ([Source(pk=7), Source(pk=3)], [3, 7]),
        (date(2024, 2, 1), date(2024, 2, 1)),
    ],
)
def test_a_value_has_one_mark_whether_read_or_typed(read, typed):
    assert mark(read) == mark(typed)


def test_what_is_empty_has_the_mark_of_nothing():
    assert {mark(empty) for empty in (None, "", {}, [], {"fr": ""})} == {NOTHING}
    assert mark(0) != NOTHING


@pytest.mark.parametrize("seen", ["", "{}", "no marks", "[1]", '{"title": "forged"}'])
def test_marks_that_say_nothing_of_what_stands_are_refused(seen):
    with pytest.raises(RevisedMeanwhile):
        stands_already(Source(title="Avant"), {"title": "Après"}, seen)


def test_stands_already_knows_the_same_deed_from_another_ones():
    source = Source(title="Avant")
    seen = seen_in({"title": "Avant"})
    assert not stands_already(source, {"title": "Après"}, seen)
    source.title = "Après"
    assert stands_already(source, {"title": "Après"}, seen)
    assert not stands_already(source, {"title": "Encore"}, None)


def test_a_form_takes_up_what_moved_and_keeps_what_was_typed():
    opened = SourceForm(row=Source(title="Avant", note=""))
    form = SourceForm({"title": "Le mien", "note": "", "seen": opened["seen"].value()}, row=Source(title="Le sien"))
    assert form.is_valid()
    form.take_up(Source(title="Le sien", note="Sa note"))
    assert {name: now.is_taken_over for name, now in form.moved.items()} == {"title": False, "note": True}
    assert (form["title"].value(), form["note"].value()) == ("Le mien", "Sa note")
    assert "Le sien" in str(form)


def test_a_text_in_several_languages_is_shown_in_each():
    class Worded(RewordingForm):
        worded = ("title",)
        title = TranslatedFormField()

    form = Worded({"title_fr": "Le mien", "seen": ""}, row=Source(title={"fr": "Avant"}))
    assert form.is_valid()
    form.take_up(Source(title={"ar": "كلامه", "fr": "Le sien"}))
    assert form.moved["title"].texts == [("ar", "كلامه"), ("fr", "Le sien")]
