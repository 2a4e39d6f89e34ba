"""Each fault a catalogue can have is planted in a small package of its own, and found."""

from pathlib import Path

import pytest

from multaqa.config import messages
from multaqa.config.cli import CannotGoOn

CODE = """
from django.utils.translation import gettext_lazy as _, ngettext, pgettext
title = _("What was said")
def opened(n, commune):
    return ngettext("%(n)s centre opened in %(commune)s", "%(n)s centres opened in %(commune)s", n)
month = pgettext("month", "May")
"""
TEMPLATE = """
{% translate "Search" %}
    {% blocktranslate trimmed count n=n %}
      {{ n }} answer is due
      {% plural %}
      {{ n }} answers are due
    {% endblocktranslate %}
{% translate "State" context "of a project" as word %}
"""


@pytest.fixture
def package(tmp_path: Path) -> Path:
    (tmp_path / "templates").mkdir()
    (tmp_path / "views.py").write_text(CODE)
    (tmp_path / "templates" / "page.html").write_text(TEMPLATE)
    found = messages.sentences(tmp_path)
    for language in messages.PLURALS:
        messages.write(translated(messages.merged(found, language, tmp_path)), messages.path_of(language, tmp_path))
    return tmp_path


def translated(catalog):
    for message in catalog:
        if message.id:
            forms = catalog.num_plurals if message.pluralizable else 0
            message.string = (message.id[-1],) * forms if forms else message.id
    return catalog


def faults(package: Path, language: str = "ar") -> list[str]:
    found = messages.sentences(package)
    return [f"{fault.kind}: {fault.sentence}" for fault in messages.faults_of(found, language, package)]


def change(package: Path, old: str, new: str, language: str = "ar") -> None:
    path = messages.path_of(language, package)
    assert old in path.read_text()
    path.write_text(path.read_text().replace(old, new, 1))


def test_sentences_of_code_and_templates_are_found(package: Path) -> None:
    found = {(message.context, message.id) for message in messages.sentences(package) if message.id}
    assert found == {
        (None, "What was said"),
        (None, ("%(n)s centre opened in %(commune)s", "%(n)s centres opened in %(commune)s")),
        ("month", "May"),
        (None, "Search"),
        (None, ("%(n)s answer is due", "%(n)s answers are due")),
        ("of a project", "State"),
    }


@pytest.mark.parametrize("language", ["ar", "fr"])
def test_complete_catalogue_has_no_fault(package: Path, language: str) -> None:
    assert faults(package, language) == []


def test_arabic_gets_six_forms_and_french_two(package: Path) -> None:
    def forms(language: str) -> int:
        return messages.path_of(language, package).read_text().count("msgstr[")

    assert (forms("ar"), forms("fr")) == (12, 4)


def test_new_sentence_makes_the_catalogue_outdated(package: Path) -> None:
    with (package / "views.py").open("a") as code:
        code.write('more = _("And more")\n')
    assert faults(package) == ["not in the catalogue: And more"]


def test_sentence_that_is_no_longer_said_makes_it_outdated(package: Path) -> None:
    (package / "views.py").write_text(CODE.replace("What was said", "What was heard"))
    assert faults(package) == ["not in the catalogue: What was heard", "no longer said: What was said"]


def test_empty_entry_is_a_fault(package: Path) -> None:
    change(package, 'msgstr "Search"', 'msgstr ""')
    assert faults(package) == ["empty: Search"]


def test_one_empty_form_of_six_is_a_fault(package: Path) -> None:
    change(package, 'msgstr[4] "%(n)s answers are due"', 'msgstr[4] ""')
    assert faults(package) == ["empty: %(n)s answer is due"]


def test_fuzzy_entry_is_a_fault_and_is_not_compiled(package: Path) -> None:
    change(package, '#: templates/page.html\nmsgid "Search"', '#, fuzzy\nmsgid "Search"')
    assert faults(package) == ["fuzzy: Search"]
    with pytest.raises(CannotGoOn, match="fuzzy"):
        messages.compile_catalogues(package)


@pytest.mark.parametrize(
    ("form", "text", "fault"),
    [
        (5, "centres opened in %(commune)s", True),  # a number of many may not be left out
        (1, "one centre opened in %(commune)s", False),  # in Arabic, one is a word
        (1, "one centre opened", True),  # the place may never be left out
        (3, "%(n)s centres opened in %(town)s", True),
    ],
)
def test_placeholder_of_a_plural_may_go_only_where_the_number_is_a_word(
    package: Path, form: int, text: str, fault: bool
) -> None:
    change(package, f'msgstr[{form}] "%(n)s centres opened in %(commune)s"', f'msgstr[{form}] "{text}"')
    assert faults(package) == (["placeholder: %(n)s centre opened in %(commune)s"] if fault else [])


@pytest.mark.parametrize(
    ("language", "written", "fault"),
    [
        ("fr", "Chercher : quoi", True),
        ("fr", "Chercher\u00a0: quoi", False),
        ("fr", "L'adresse", True),
        ("ar", "ابحث, ثم اختر", True),
        ("ar", "ابحث، ثم اختر", False),
        ("ar", "مثل 2022-02-13", True),
        ("ar", "مثل \u20662022-02-13\u2069 وBMK-2022-0012", False),
    ],
)
def test_slip_of_the_pen_is_a_fault(package: Path, language: str, written: str, fault: bool) -> None:
    change(package, 'msgstr "Search"', f'msgstr "{written}"', language)
    assert faults(package, language) == (["typography: Search"] if fault else [])


def test_placeholder_in_braces_may_not_be_lost() -> None:
    assert messages.placeholders("Page {page} of {pages}, 100%%") == {"page": 1, "pages": 1}


def test_writing_again_changes_nothing_and_keeps_translations(package: Path) -> None:
    change(package, 'msgstr "Search"', 'msgstr "بحث"')
    before = messages.path_of("ar", package).read_bytes()
    again = messages.merged(messages.sentences(package), "ar", package)
    assert messages.as_bytes(again) == before


def test_compiled_catalogue_counts_as_arabic_does(package: Path) -> None:
    import gettext  # of the standard library, under a name that the rest of this file uses for Django's

    for form in range(6):
        change(package, f'msgstr[{form}] "%(n)s answers are due"', f'msgstr[{form}] "%(n)s form {form}"')
    messages.compile_catalogues(package)
    with messages.path_of("ar", package).with_suffix(".mo").open("rb") as file:
        catalogue = gettext.GNUTranslations(file)
    chosen = [catalogue.ngettext("%(n)s answer is due", "%(n)s answers are due", n)[-1] for n in (0, 1, 2, 3, 11, 100)]
    assert chosen == ["0", "1", "2", "3", "4", "5"]
