import pytest
from django import forms

from multaqa.ground.sources.models import Source
from multaqa.ui.deeds import DeedRefused, attempt, refusal_of

pytestmark = pytest.mark.django_db


class CodeForm(forms.Form):
    code = forms.CharField()


def keep(*, code, by="", error=None):
    source = Source.objects.create(code=code, outlet=by, published_on="2024-01-01")
    if error:
        raise error
    return source


def test_attempt_does_the_deed_with_what_the_form_gives():
    assert attempt(CodeForm({"code": "a"}), keep, by="me").outlet == "me"


def test_attempt_does_nothing_with_a_form_that_is_wrong():
    assert attempt(CodeForm({}), keep) is None
    assert not Source.objects.exists()


@pytest.mark.parametrize(
    ("refusal", "where"), [(DeedRefused("Taken.", at_field="code"), "code"), (DeedRefused("No."), "__all__")]
)
def test_a_refusal_stands_on_the_form_and_nothing_is_kept(refusal, where):
    form = CodeForm({"code": "a"})
    assert attempt(form, keep, error=refusal) is None
    assert form.errors == {where: [str(refusal)]}
    assert not Source.objects.exists()


def test_refusal_of_says_why_a_button_did_nothing():
    assert refusal_of(keep, code="a", error=DeedRefused("No.")) == "No."
    assert refusal_of(keep, code="b") == ""
