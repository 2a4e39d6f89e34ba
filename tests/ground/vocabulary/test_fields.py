import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError

from multaqa.ground.vocabulary.fields import TranslatedField, Words
from multaqa.ground.vocabulary.models import TargetGroup


@pytest.mark.parametrize(
    ("reader", "text", "spoken"),
    [("ar", "نساء", "ar"), ("fr", "femmes", "fr"), ("en", "femmes", "fr"), ("zgh", "femmes", "fr")],
)
def test_words_speak_the_reader_s_language_or_the_nearest(reader: str, text: str, spoken: str) -> None:
    assert Words(ar="نساء", fr="femmes").in_language(reader) == (text, spoken)


def test_words_without_any_text_are_false() -> None:
    assert not Words(ar="", fr="")


def test_field_names_the_missing_language() -> None:
    with pytest.raises(ValidationError, match="missing in: العربية"):
        TranslatedField(required=["ar", "fr"]).validate(Words(fr="femmes"), None)


@pytest.mark.django_db
@pytest.mark.parametrize("name", [{"fr": "Femmes"}, {"fr": "Femmes", "ar": ""}])
def test_database_refuses_a_row_without_a_required_language(name: dict[str, str]) -> None:
    with pytest.raises(IntegrityError):
        TargetGroup.objects.create(code="women", name=Words(name))


@pytest.mark.django_db
def test_a_new_language_is_data() -> None:
    group = TargetGroup.objects.create(code="women", name=Words(ar="نساء", fr="Femmes", zgh="ⵜⵉⵎⵖⴰⵔⵉⵏ"))
    group.refresh_from_db()
    assert group.name.in_language("zgh") == ("ⵜⵉⵎⵖⴰⵔⵉⵏ", "zgh")
