"""Formats as tags and as filters: {% money amount short=True %}, {% blocktranslate with n=count|number %}."""

from collections.abc import Callable
from datetime import date, datetime
from typing import Any

from django import template
from django.utils.html import conditional_escape, escape, format_html
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _

from multaqa.ui import formats

register = template.Library()


def isolated_html(text: str) -> SafeString:
    """The text with its numbers isolated: whole where it is left-to-right, run by run inside Arabic words."""
    if not formats.RIGHT_TO_LEFT_LETTER.search(text):
        return format_html('<bdi class="n" dir="ltr">{}</bdi>', text)
    runs = formats.NUMBER_RUN.sub(lambda run: f'<bdi class="n" dir="ltr">{run[0]}</bdi>', escape(text))
    return mark_safe(f'<span class="amount">{runs}</span>')  # noqa: S308 (escaped above)


@register.filter
def isolate(text: str) -> SafeString:
    """A text somebody else formatted, with its numbers kept in order."""
    return conditional_escape(text) if hasattr(text, "__html__") else isolated_html(text)


def missing() -> SafeString:
    return format_html('<span class="missing"><span class="vh">{}</span></span>', _("not available"))


def both(name: str, written: Callable[..., str]) -> None:
    """Register one format as a tag and as a filter; nothing given is shown as missing, never as zero."""

    def render(value: Any, *args: Any, **options: Any) -> SafeString:
        return missing() if value is None else isolated_html(written(value, *args, **options))

    register.simple_tag(render, name=name)
    register.filter(name, render)


for name in ("number", "percent", "share", "money", "ordinal", "file_size", "duration"):
    both(name, getattr(formats, name))


@register.filter
def short_money(value: Any) -> SafeString:
    return missing() if value is None else isolated_html(formats.money(value, short=True))


def timed(text: str, machine: str) -> SafeString:
    return format_html('<time datetime="{}">{}</time>', machine, text)


@register.simple_tag
def day(value: date | None, precision: str = "day", year: bool = True, weekday: bool = False) -> SafeString:
    text = formats.day(value, precision, year, weekday)
    if value is None or precision == "unknown":
        return format_html('<span class="quiet">{}</span>', text)
    machine = {"month": f"{value:%Y-%m}", "year": f"{value:%Y}"}.get(precision, f"{value:%Y-%m-%d}")
    return timed(text, machine)


@register.filter(name="day")
def day_filter(value: date | None, precision: str = "day") -> SafeString:
    return day(value, precision)


@register.simple_tag
def instant(value: datetime) -> SafeString:
    return timed(formats.instant(value), formats.plain(value))


@register.simple_tag
def clock(value: datetime) -> SafeString:
    return timed(formats.clock(value), formats.plain(value))


@register.simple_tag
def between(start: date, end: date) -> SafeString:
    return format_html('<span class="stretch">{}</span>', formats.between(start, end))


register.filter("instant", instant)
register.filter("clock", clock)
