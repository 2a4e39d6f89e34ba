"""Places that pages of listening leave for what came later."""

from django.utils.translation import gettext_lazy as _

from multaqa.ui.slots import declare_slot


def declare() -> None:
    declare_slot(
        "meeting.said",
        order=("listen.statements",),
        empty=_("No statement of this meeting is published yet."),
        queries=4,
    )
    declare_slot("meeting.papers", order=("listen.reading",), queries=4)
    declare_slot("meeting.followed", order=("accountability.meeting",), queries=4)
    declare_slot("announcements.became", order=("fund.announcements",), queries=3)
    declare_slot("statement.thread", order=("accountability.thread",), queries=20)
    declare_slot(
        "statement.themes",
        order=("understand.themes",),
        empty=_("No theme holds this statement yet. It stands in the public list of what no theme holds."),
        queries=3,
    )
    declare_slot(
        "statement.answer",
        order=("accountability.answer",),
        empty=_("The day by which an answer is due is set once the statement is published."),
        queries=3,
    )
