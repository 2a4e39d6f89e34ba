from multaqa.accountability.answers.models import Answer
from multaqa.ground.people.rules import Doer, can, rights_of
from multaqa.ground.territory.models import Territory


def territory_of(answer: Answer) -> Territory:
    return answer.subject.territory


def can_open_answers(doer: Doer | None) -> bool:
    """To start a clock harms nobody: whoever drafts answers somewhere may."""
    return rights_of(doer).hold_anywhere("answer.draft")


def can_draft_answer(doer: Doer | None, answer: Answer) -> bool:
    return can(doer, "answer.draft", territory_of(answer))


def can_publish_answer(doer: Doer | None, answer: Answer) -> bool:
    return can(doer, "answer.publish", territory_of(answer))
