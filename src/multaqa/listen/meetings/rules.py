from multaqa.ground.people.rules import Doer, can
from multaqa.listen.meetings.models import Meeting

# From each state, where a meeting may go next.
NEXT_STATES: dict[str, tuple[str, ...]] = {
    Meeting.State.DRAFT: (Meeting.State.CONVENED, Meeting.State.CANCELLED),
    Meeting.State.CONVENED: (Meeting.State.ENDED, Meeting.State.CANCELLED),
    Meeting.State.ENDED: (Meeting.State.PUBLISHED,),
    Meeting.State.PUBLISHED: (),
    Meeting.State.CANCELLED: (),
}


def can_manage_meeting(doer: Doer | None, meeting: Meeting) -> bool:
    return can(doer, "meeting.manage", meeting.territory)


def can_move_meeting(meeting: Meeting, state: str) -> bool:
    return state in NEXT_STATES[meeting.state]
