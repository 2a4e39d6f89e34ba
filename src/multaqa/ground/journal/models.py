import hashlib
import json
from typing import Any, Never

from django.db import models
from django.utils import timezone


class AppendOnlyError(TypeError):
    """Somebody tried to rewrite what was written for good."""


class AppendOnlyQuerySet(models.QuerySet[Any]):
    def update(self, **_: Any) -> Never:
        raise AppendOnlyError(f"{self.model.__name__} rows are never changed: append a new one")

    def delete(self) -> Never:
        raise AppendOnlyError(f"{self.model.__name__} rows are never deleted")


class AppendOnly(models.Model):
    """Rows that are written once. Migrations guard the tables against plain SQL too."""

    objects = AppendOnlyQuerySet.as_manager()

    class Meta:
        abstract = True

    def save(self, *args: Any, **options: Any) -> None:
        if not self._state.adding:
            raise AppendOnlyError(f"{type(self).__name__} {self.pk} is never changed: append a new one")
        super().save(*args, **options)

    def delete(self, *_: Any, **__: Any) -> Never:
        raise AppendOnlyError(f"{type(self).__name__} {self.pk} is never deleted")


class JournalHead(models.Model):
    """The chain's end: one row, locked while a line is added, so that no number is given twice."""

    id = models.PositiveSmallIntegerField(primary_key=True, default=1)
    seq = models.PositiveBigIntegerField(default=0)
    sha256 = models.CharField(max_length=64, default="0" * 64)

    class Meta:
        constraints = [models.CheckConstraint(condition=models.Q(id=1), name="journal_has_one_head")]

    def __str__(self) -> str:
        return f"after line {self.seq}"


class JournalEntry(AppendOnly):
    """Who did what to which record: ids and salted digests, never anybody's words."""

    seq = models.PositiveBigIntegerField(primary_key=True)
    at = models.DateTimeField(default=timezone.now)
    actor_id = models.PositiveBigIntegerField(null=True)
    actor_label = models.CharField(max_length=60)
    verb = models.CharField(max_length=60)
    object_type = models.CharField(max_length=60)
    object_id = models.CharField(max_length=60)
    digests = models.JSONField(default=dict)
    previous_sha256 = models.CharField(max_length=64)
    sha256 = models.CharField(max_length=64, unique=True)

    class Meta:
        ordering = ["seq"]
        indexes = [models.Index(fields=["object_type", "object_id"], name="journal_by_object")]

    def __str__(self) -> str:
        return f"{self.seq} {self.verb} {self.object_type} {self.object_id}"

    def computed_sha256(self) -> str:
        line = [self.seq, self.at.isoformat(timespec="microseconds"), self.actor_id, self.actor_label, self.verb,
                self.object_type, self.object_id, self.digests, self.previous_sha256]  # fmt: skip
        canonical = json.dumps(line, sort_keys=True, ensure_ascii=False, separators=(",", ":"))
        return hashlib.sha256(canonical.encode()).hexdigest()


class JournalSalt(models.Model):
    """The salt of an entry's digests. Erase it, and the digests no longer answer to any guess."""

    entry = models.OneToOneField(JournalEntry, models.PROTECT, primary_key=True, related_name="salt")
    salt = models.CharField(max_length=32)

    def __str__(self) -> str:
        return f"salt of line {self.entry_id}"
