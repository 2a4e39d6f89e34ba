from datetime import date
from decimal import Decimal

from django import forms
from django.utils.translation import override

from multaqa.ui.forms import AmountField, DayField, TranslatedFormField


class Sample(forms.Form):
    title = TranslatedFormField(required_languages=["ar", "fr"])
    summary = TranslatedFormField(required=False, rows=3)
    amount = AmountField(help_text="in dirhams")
    on = DayField()


def filled(**changes):
    return Sample({"title_ar": "سوق", "title_fr": " Souk ", "amount": "١٬٤٠٠", "on": "12/02/2024", **changes})


def test_what_is_pasted_keeps_its_lines_only_where_there_are_several():
    form = filled(title_fr="Un\x0bsouk\u202e", summary_fr="Un\u2028souk\x1b")
    assert form.is_valid(), form.errors
    assert (form.cleaned_data["title"]["fr"], form.cleaned_data["summary"]) == ("Un souk", {"fr": "Un\nsouk"})


def test_form_cleans_what_people_write():
    form = filled()
    assert form.is_valid(), form.errors
    assert form.cleaned_data == {
        "title": {"ar": "سوق", "fr": "Souk"},
        "summary": {},
        "amount": Decimal(1400),
        "on": date(2024, 2, 12),
    }


def test_amount_is_refused_with_examples_whose_digits_keep_their_order():
    with override("ar"):
        message = filled(amount="1 400 x").errors["amount"][0]
    assert "\u20661 400 x\u2069" in message
    assert "1\xa0400\xa0000,50" in message


def test_translated_field_names_the_language_that_is_missing():
    assert "Français" in filled(title_fr=" ").errors["title"][0]


def test_amount_below_its_minimum_is_refused_with_both():
    with override("en"):
        assert filled(amount="-5").errors["amount"] == ["−5 is less than 0. Give a larger amount."]


def test_refused_form_keeps_what_was_typed_and_links_its_errors():
    html = str(filled(amount="1.400.00", on="27/11"))
    assert 'value="1.400.00"' in html
    assert 'href="#id_amount"' in html
    assert 'aria-describedby="id_amount_helptext id_amount_error"' in html
    assert 'id="id_amount_error"' in html


def test_each_input_has_the_direction_of_its_words():
    html = str(Sample())
    assert 'name="title_ar" id="id_title_ar" lang="ar" dir="rtl"' in html
    assert 'name="title_fr" id="id_title_fr" lang="fr" dir="ltr"' in html
    assert 'name="amount" dir="ltr"' in html


def test_initial_values_are_shown_as_people_write_them():
    with override("fr"):
        html = str(Sample(initial={"amount": Decimal(1400), "on": date(2024, 2, 12), "title": {"ar": "سوق"}}))
    assert 'value="1\xa0400"' in html
    assert 'value="12/02/2024"' in html
    assert 'value="سوق"' in html


def test_unchanged_form_has_not_changed():
    initial = {"amount": Decimal(1400), "on": date(2024, 2, 12), "title": {"ar": "سوق", "fr": "Souk"}}
    with override("en"):
        form = Sample({"title_ar": "سوق", "title_fr": "Souk", "amount": "1,400", "on": "12/02/2024"}, initial=initial)
        assert not form.has_changed()
