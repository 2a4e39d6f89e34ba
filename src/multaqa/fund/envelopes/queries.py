from django.db.models import QuerySet

from multaqa.fund.envelopes.models import Envelope
from multaqa.ground.people.models import Person
from multaqa.ground.people.rules import rights_of
from multaqa.ground.territory.queries import inside_any


def visible_envelopes(person: Person | None) -> QuerySet[Envelope]:
    """Envelopes hold public money or public words about money: everybody sees them, with their state."""
    return Envelope.objects.select_related("territory", "source", "announcement__meeting")


def managed_envelopes(person: Person | None) -> QuerySet[Envelope]:
    """The envelopes of the territories whose money a person keeps."""
    return visible_envelopes(person).filter(inside_any(rights_of(person).paths("envelope.manage")))
