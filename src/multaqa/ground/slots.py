"""Places that pages of the ground leave for later stages to fill."""

from django.utils.translation import gettext_lazy as _

from multaqa.ui.slots import declare_slot


def declare() -> None:
    declare_slot(
        "desk.today",
        order=(
            "listen.today",
            "understand.today",
            "plan.today",
            "fund.today",
            "deliver.today",
            "accountability.today",
        ),
        empty=_("Your work stands in the workspaces below."),
        queries=24,
    )
    declare_slot(
        "territory.said",
        order=("listen.statements", "understand.themes"),
        empty=_("Nothing said here is published yet. It will stand here once a meeting's statements are confirmed."),
        queries=8,
    )
    declare_slot(
        "territory.planned",
        order=("plan.measures",),
        empty=_("No measure names this territory yet."),
        queries=4,
    )
    declare_slot(
        "territory.money",
        order=("fund.money",),
        empty=_("No amount has been announced, agreed or paid for this territory yet."),
        queries=6,
    )
    declare_slot(
        "territory.delivered",
        order=("deliver.centres", "deliver.projects"),
        empty=_("No centre or project is recorded here yet."),
        queries=6,
    )
    declare_slot(
        "territory.agenda",
        order=("listen.meetings", "deliver.visits"),
        empty=_("No meeting or visit is recorded here yet."),
        queries=4,
    )
