from django.db.models import Q, QuerySet

from multaqa.ground.people.models import Person
from multaqa.ground.people.rules import rights_of
from multaqa.ground.territory.queries import inside_any
from multaqa.listen.contributions.follow_codes import digest
from multaqa.listen.contributions.models import Contribution
from multaqa.listen.rounds.models import Round


def where_held(person: Person | None, *verbs: str, field: str = "territory__path") -> Q:
    """The rows in whose territory the person holds one of these rights."""
    rights = rights_of(person)
    return inside_any(sorted({path for verb in verbs for path in rights.paths(verb)}), field)


def visible_contributions(person: Person | None) -> QuerySet[Contribution]:
    """The one door: words as received are never public; those who work on them where they came from read them."""
    return (
        Contribution.objects.filter(where_held(person, "statement.read_drafts", "contribution.moderate"))
        .select_related("territory", "round", "organisation", "meeting", "source")
        .order_by("-received_at", "-pk")
    )


def contributions_to_moderate(person: Person | None) -> QuerySet[Contribution]:
    """What came in and was neither cut nor set aside: the oldest first."""
    held = where_held(person, "contribution.moderate", "statement.confirm", "statement.capture")
    return visible_contributions(person).filter(held).uncut().order_by("received_at", "pk")  # type: ignore[attr-defined, no-any-return]


def deletions_asked(person: Person | None) -> QuerySet[Contribution]:
    """What its author wants deleted and nobody has erased yet."""
    asked = visible_contributions(person).filter(where_held(person, "contribution.moderate"))
    return asked.filter(deletion_asked_at__isnull=False, erased_at=None).order_by("deletion_asked_at")


def awaiting_cut(round: Round) -> int:
    """How many contributions of the round nobody has cut a statement from yet."""
    return Contribution.objects.filter(round=round).uncut().count()


def followed_contributions(code: str) -> QuerySet[Contribution]:
    """What the holder of a follow code sent: the first words and their corrections, newest first."""
    sent = Contribution.objects.filter(follow_code_sha256=digest(code)).exclude(follow_code_sha256="")
    return sent.select_related("territory", "round").order_by("-pk")
