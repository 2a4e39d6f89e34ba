from typing import Any

from django import template
from django.utils.safestring import SafeString

from multaqa.ui.slots import render_slot

register = template.Library()


@register.simple_tag(takes_context=True)
def slot(context: template.Context, name: str, *subjects: Any) -> SafeString:
    """What later stages say here: {% slot "statement.aside" statement %}."""
    return render_slot(name, context, *subjects)
