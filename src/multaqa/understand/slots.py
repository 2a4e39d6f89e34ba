"""Places that pages of understanding leave for what came later."""

from django.utils.translation import gettext_lazy as _

from multaqa.ui.slots import declare_slot


def declare() -> None:
    declare_slot(
        "theme.led_to",
        order=("plan.measures", "accountability.answers"),
        empty=_("Nothing has followed from this theme yet. Measures and answers will stand here."),
        queries=8,
    )
