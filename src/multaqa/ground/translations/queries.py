from collections.abc import Iterable

from django.contrib.contenttypes.models import ContentType
from django.db.models import Model

from multaqa.ground.translations.models import Translation


def translations_of(subjects: Iterable[Model], language: str, field: str = "text") -> dict[int, Translation]:
    """The translations of these records of one kind, by the record's key: one query for a whole list."""
    listed = list(subjects)
    if not listed:
        return {}
    kind = ContentType.objects.get_for_model(listed[0])
    found = Translation.objects.filter(
        content_type=kind, object_id__in=[subject.pk for subject in listed], field=field, language=language
    )
    return {translation.object_id: translation for translation in found}
