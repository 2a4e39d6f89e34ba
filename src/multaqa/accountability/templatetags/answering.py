"""What only pages of answers need."""

from django import template
from django.utils.text import Truncator
from django.utils.translation import get_language

from multaqa.ground.translations.models import Translation
from multaqa.listen.statements.models import Statement

register = template.Library()


@register.filter
def in_reader_language(statement: Statement | None) -> Translation | None:
    """What was said in the reader's language, where it was said in another and an approved translation stands."""
    language = get_language() or ""
    if statement is None or statement.language == language:
        return None
    translation = statement.translation(language)
    return translation if translation and translation.may_be_published(statement.text) else None


@register.filter
def first_words(text: object) -> str:
    return Truncator(str(text)).words(28, truncate="…")
