import pytest
from django.template import Context, Template
from django.utils.translation import override

from multaqa.ui.directions import direction


class Both(dict):
    """A translated value as the ground makes it."""

    def in_language(self, language):
        return next(((self[tag], tag) for tag in (language, "fr") if tag in self), ("", language))


def drawn(source, **context):
    return Template(source).render(Context(context))


@pytest.mark.parametrize(
    ("language", "expected"),
    [
        ("ar", "rtl"),
        ("ary", "rtl"),
        ("ary-Latn", "ltr"),
        ("zgh", "ltr"),
        ("fr", "ltr"),
        ("fa", "rtl"),
        ("mixed", "auto"),
    ],
)
def test_direction_of_a_language(language, expected):
    assert direction(language) == expected


def test_words_speak_the_readers_language():
    with override("ar"):
        assert drawn("{% words name %}", name=Both(ar="أزيلال", fr="Azilal")) == "أزيلال"


def test_words_that_fall_back_say_so():
    with override("en"):
        assert drawn("{% words name %}", name=Both(fr="Azilal")) == (
            '<bdi lang="fr" dir="ltr">Azilal</bdi><span class="vh"> (in French)</span>'
        )


def test_words_escape_what_was_written():
    with override("fr"):
        assert drawn("{% words name %}{{ name|words }}", name=Both(fr="<b>")) == "&lt;b&gt;&lt;b&gt;"


def test_said_carries_language_and_direction():
    assert drawn("{% said text 'ary' %}", text="بغينا") == '<span lang="ary" dir="rtl">بغينا</span>'
    assert drawn("{% said text 'mixed' %}", text="<i>") == '<span dir="auto">&lt;i&gt;</span>'


def test_tags_isolate_numbers_inside_arabic():
    with override("ar"):
        assert drawn("{% money 26000 %}") == (
            '<span class="amount"><bdi class="n" dir="ltr">26\xa0000</bdi>\xa0درهم</span>'
        )


@pytest.mark.parametrize(
    "tag", ["{% number none %}", "{{ none|percent }}", "{% money none %}", "{{ none|short_money }}"]
)
def test_nothing_is_shown_as_missing_and_never_as_zero(tag):
    assert 'class="missing"' in drawn(tag, none=None)


@pytest.mark.parametrize(
    "written",
    ["{% words name %}", "{{ text|whole }}", "{% said text 'fr' %}"],
)
@pytest.mark.parametrize(
    "ref", ["M-1.1", "BMK-2022-0012", "AC-BMK-2022-07", "26 مليون درهم", "3 000 000 DH", "2021-2026"]
)
def test_a_reference_or_a_sum_in_a_sentence_stays_on_one_line(written, ref):
    text = f"La mesure {ref}, « vu » <b>"
    html = drawn(written, name=Both(en=text), text=text)
    assert f'La mesure <bdi class="whole">{ref}</bdi>, « vu » &lt;b&gt;' in html


@pytest.mark.parametrize("text", ["10-12", "l’A-propos", "covid-19", "Casablanca-Settat 2026"])
def test_what_only_looks_like_a_reference_may_break(text):
    assert drawn("{{ text|whole }}", text=text) == text
