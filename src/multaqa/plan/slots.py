"""Places that pages of planning leave for what came later."""

from django.utils.translation import gettext_lazy as _

from multaqa.ui.slots import declare_slot


def declare() -> None:
    declare_slot(
        "measure.became",
        order=("fund.agreements", "deliver.projects"),
        empty=_("No agreement or project carries this measure yet."),
        queries=6,
        items=True,
    )
    declare_slot(
        "measure.money",
        order=("fund.money",),
        empty=_("No amount has been announced, agreed or paid for this measure yet."),
        queries=6,
    )
    declare_slot("measure.thread", order=("accountability.thread",), queries=20)
