"""Words in several languages: the organisation's own, and those people said."""

import re
from typing import Any

from django import template
from django.utils.html import conditional_escape, format_html
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import get_language, gettext_lazy

from multaqa.ui.directions import direction, own_name
from multaqa.ui.formats import REFERENCE, SUM, YEARS

register = template.Library()
NEVER_BROKEN = re.compile(f"{REFERENCE.pattern}|{SUM.pattern}|{YEARS.pattern}")
LANGUAGE_NOTES = {
    "ar": gettext_lazy("in Arabic"),
    "fr": gettext_lazy("in French"),
    "en": gettext_lazy("in English"),
    "zgh": gettext_lazy("in Amazigh"),
    "ary": gettext_lazy("in Darija"),
}


@register.filter
def whole(text: Any) -> SafeString:
    """The text with each reference, sum and pair of years in it on one line: browsers break M-1.1 after its hyphen."""
    escaped = conditional_escape(text)
    if hasattr(text, "__html__"):
        return escaped
    return mark_safe(NEVER_BROKEN.sub(r'<bdi class="whole">\g<0></bdi>', escaped))  # noqa: S308 (escaped above)


@register.simple_tag
def words(value: Any, language: str | None = None) -> str:
    """A translated value in the reader's language; where it falls back, marked with the language it is in."""
    if not hasattr(value, "in_language"):
        return whole(value or "")
    wanted = language or get_language()
    text, spoken = value.in_language(wanted)
    if not text or spoken == str(wanted).split("-")[0]:
        return whole(text)
    note = LANGUAGE_NOTES.get(spoken, own_name(spoken))
    return format_html(
        '<bdi lang="{}" dir="{}">{}</bdi><span class="vh"> ({})</span>', spoken, direction(spoken), whole(text), note
    )


@register.simple_tag
def said(text: str, language: str) -> SafeString:
    """People's words, in the language they were said in."""
    return format_html("<span{}>{}</span>", tongue(language), whole(text))


@register.simple_tag
def tongue(language: str) -> SafeString:
    """The lang and dir attributes of a language, to write inside a tag: <p{% tongue statement.language %}>."""
    lang = format_html(' lang="{}"', language) if language not in ("", "mixed") else ""
    return format_html('{} dir="{}"', lang, direction(language))


@register.filter
def dir_of(language: str) -> str:
    return direction(language)


@register.filter
def language_name(language: str) -> str:
    """What a language calls itself."""
    return own_name(language)


register.filter("words", words)
