"""What every searchable row is found by, in tables that are looked through."""

import pytest

from multaqa.ground.actors.models import Organisation
from multaqa.ground.vocabulary.fields import Words
from tests.factories.ground import OrganisationFactory

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("words", ["مراكز الإستماع", "مركز", "centres d'écoute", "ecoute", "ntre éc", "centre مراكز"])
def test_a_row_is_found_in_any_spelling_form_and_language(words):
    wanted = OrganisationFactory(name=Words(ar="مركز الاستماع", fr="Centre d’écoute"))
    OrganisationFactory(name=Words(ar="دار الشباب", fr="Maison des jeunes"))
    assert list(Organisation.objects.filter(search_text__holds=words)) == [wanted]


def test_a_stem_is_a_whole_word():
    OrganisationFactory(name=Words(ar="تركيز", fr="Concentration"))
    assert not Organisation.objects.filter(search_text__holds="centres").exists()


def test_no_words_are_held_by_every_row():
    OrganisationFactory()
    assert Organisation.objects.filter(search_text__holds=" + ").count() == 1


def test_saving_some_columns_keeps_what_it_is_found_by():
    organisation = OrganisationFactory(name=Words(ar="مركز", fr="Centre"))
    organisation.name = Words(ar="دور الشباب", fr="Maisons")
    organisation.save(update_fields=["name"])
    organisation.refresh_from_db()
    assert " maison " in organisation.search_stems
