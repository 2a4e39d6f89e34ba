"""People's words in another language: proposed, reviewed, approved; stale once the words have moved.

The territory is where the words belong: the right is held there, and a translation knows no territory itself.
"""

import hashlib
from typing import Any

from django.contrib.contenttypes.models import ContentType
from django.db import transaction
from django.db.models import Model
from django.utils.translation import gettext as _

from multaqa.ground.journal.actions import record
from multaqa.ground.people.rules import Doer, require
from multaqa.ground.territory.models import Territory
from multaqa.ground.translations.errors import TranslationError
from multaqa.ground.translations.models import Translation
from multaqa.ground.translations.rules import can_approve, can_translate

Status = Translation.Status


@transaction.atomic
def propose_translation(
    *,
    by: Doer,
    subject: Model,
    source_text: str,
    language: str,
    text: str,
    territory: Territory,
    field: str = "text",
    of_revision: int = 1,
    method: str = Translation.Method.HUMAN,
) -> Translation:
    """Keep a translation as a draft in place of an earlier one; the very same again changes nothing."""
    require(can_translate(by, territory))
    if not text.strip():
        raise TranslationError(_("The translation is empty. Write it, or leave the words untranslated."))
    key: dict[str, Any] = {
        "content_type": ContentType.objects.get_for_model(subject),
        "object_id": subject.pk,
        "field": field,
        "language": language,
    }
    values = {"text": text, "of_revision": of_revision, "source_sha256": _sha256(source_text), "method": method}
    earlier = Translation.objects.select_for_update(no_key=True).filter(**key).first()
    if earlier and all(getattr(earlier, name) == value for name, value in values.items()):
        return earlier
    translation, _new = Translation.objects.update_or_create(**key, defaults={**values, "status": Status.DRAFT})
    record(by, "translated", subject, field=field, language=language, text=text, method=method)
    return translation


@transaction.atomic
def review_translation(*, by: Doer, translation: Translation, source_text: str, territory: Territory) -> Translation:
    """Somebody read it beside the original and found that it says the same."""
    require(can_translate(by, territory))
    return _move(by, translation, source_text, Status.REVIEWED, "reviewed_translation")


@transaction.atomic
def approve_translation(*, by: Doer, translation: Translation, source_text: str, territory: Territory) -> Translation:
    """Let it stand beside the original without a warning; a machine's draft is reviewed first."""
    require(can_approve(by, territory))
    if translation.method == Translation.Method.MACHINE and translation.status == Status.DRAFT:
        raise TranslationError(_("A machine made this translation and nobody has read it. Review it first."))
    return _move(by, translation, source_text, Status.APPROVED, "approved_translation")


def _move(by: Doer, translation: Translation, source_text: str, status: str, verb: str) -> Translation:
    translation = Translation.objects.select_for_update(no_key=True).get(pk=translation.pk)
    if translation.is_stale(source_text):
        raise TranslationError(
            _("The words have changed since they were translated. Translate them as they stand now.")
        )
    if translation.status not in (status, Status.APPROVED):
        translation.status = status
        translation.save()
        record(by, verb, translation, status=status)
    return translation


def _sha256(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()
