import hashlib
import json
import secrets
from typing import Any, Protocol

from django.core.serializers.json import DjangoJSONEncoder
from django.db import models, transaction

from multaqa.ground.journal.models import JournalEntry, JournalHead, JournalSalt


class Actor(Protocol):
    """Whoever acts: a person, a contributor with a code, or a job."""

    @property
    def journal_id(self) -> int | None: ...

    @property
    def journal_label(self) -> str: ...


class SystemActor:
    """A job or a command: its label is its name."""

    journal_id = None

    def __init__(self, label: str) -> None:
        self.journal_label = label


@transaction.atomic
def record(by: Actor, verb: str, thing: models.Model, **changes: Any) -> JournalEntry:
    """Append one line to the journal; the values of `changes` enter as salted digests only."""
    head, _ = JournalHead.objects.select_for_update(no_key=True).get_or_create(pk=1)
    salt = secrets.token_hex(16)
    entry = JournalEntry(
        seq=head.seq + 1,
        actor_id=by.journal_id,
        actor_label=by.journal_label[:60],
        verb=verb,
        object_type=thing._meta.label_lower,
        object_id=str(thing.pk),
        digests={name: _digest(salt, value) for name, value in changes.items()},
        previous_sha256=head.sha256,
    )
    entry.sha256 = entry.computed_sha256()
    entry.save(force_insert=True)
    if changes:
        JournalSalt.objects.create(entry=entry, salt=salt)
    head.seq, head.sha256 = entry.seq, entry.sha256
    head.save()
    return entry


def forget(*things: models.Model) -> int:
    """Erase the salts of all lines about these records: the lines stand, and no longer answer to any guess."""
    lines = models.Q()
    for thing in things:
        lines |= models.Q(entry__object_type=thing._meta.label_lower, entry__object_id=str(thing.pk))
    return JournalSalt.objects.filter(lines).delete()[0] if things else 0


def _digest(salt: str, value: Any) -> str:
    canonical = json.dumps(value, sort_keys=True, ensure_ascii=False, cls=DjangoJSONEncoder, default=str)
    return hashlib.sha256(f"{salt}:{canonical}".encode()).hexdigest()
