from django.db.models import F, QuerySet

from multaqa.ground.people.models import Person
from multaqa.ground.people.rules import rights_of
from multaqa.listen.rounds.models import Round


def visible_rounds(person: Person | None) -> QuerySet[Round]:
    """The public sees rounds that were opened; who prepares meetings somewhere also sees drafts."""
    if rights_of(person).hold_anywhere("meeting.manage"):
        return Round.objects.all()
    return Round.objects.exclude(state=Round.State.DRAFT)


def current_round() -> Round | None:
    """The round people mean today: the one opened last."""
    return visible_rounds(None).order_by(F("opens_on").desc(nulls_last=True), "-pk").first()
