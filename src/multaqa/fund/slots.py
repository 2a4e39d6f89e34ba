"""Places that pages of funding leave for what came later."""

from django.utils.translation import gettext_lazy as _

from multaqa.ui.slots import declare_slot


def declare() -> None:
    declare_slot(
        "agreement.built",
        order=("deliver.projects",),
        empty=_("No project is recorded on this agreement yet."),
        queries=3,
    )
    declare_slot("agreement.thread", order=("accountability.thread",), queries=20)
