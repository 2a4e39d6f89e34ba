"""Places that pages of delivery leave for what came later; inside the stage, for the later of its own nouns."""

from django.utils.translation import gettext_lazy as _

from multaqa.ui.slots import declare_slot


def declare() -> None:
    declare_slot(
        "project.centres",
        order=("deliver.centres",),
        empty=_("No centre is recorded on this project yet."),
        queries=2,
    )
    declare_slot("project.thread", order=("accountability.thread",), queries=20)
    declare_slot("centre.thread", order=("accountability.thread",), queries=20)
    declare_slot(
        "centre.seen",
        order=("deliver.visits",),
        empty=_("No visit has stopped here yet."),
        queries=1,
    )
