"""{% load statements %}: a statement as a card, and its words for this reader."""

from typing import Any

from django import template
from django.template.context import Context
from django.utils.safestring import SafeString

from multaqa.listen.statements.models import Statement
from multaqa.listen.statements.parts import STATE_SHAPES, Reading
from multaqa.listen.statements.parts import reading as reading_of
from multaqa.ui.templatetags.parts import state

register = template.Library()


@register.simple_tag
def reading(statement: Statement, language: str) -> Reading | None:
    return reading_of(statement, language)


@register.simple_tag
def statement_state(statement: Statement) -> SafeString:
    return state(STATE_SHAPES[statement.state], statement.get_state_display())


@register.inclusion_tag("listen/statements/card.html", takes_context=True)
def statement_card(context: Context, statement: Statement) -> dict[str, Any]:
    return _read_by(context, statement)


@register.inclusion_tag("listen/statements/words.html", takes_context=True)
def statement_words(context: Context, statement: Statement) -> dict[str, Any]:
    return _read_by(context, statement)


def _read_by(context: Context, statement: Statement) -> dict[str, Any]:
    """The words in the reader's language where they can be relied on, the original one touch away."""
    found = reading_of(statement, context["language"])
    return {"statement": statement, "translated": found, "language": context["language"]}
